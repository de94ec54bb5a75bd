import type { ConfigError } from '../../config/faults.js';
import type { Loaded } from '../../config/load.js';
import { notYet } from '../../config/not-yet.js';
import { type Finding, fail, ok, warn } from '../../domain/finding.js';

/** The floor of package.json. */
const OLDEST_NODE = [20, 18, 1];

export function checkConfig(loaded: Loaded): Finding[] {
  const { source } = loaded;
  const read =
    source === 'defaults' ? 'файла настроек нет: встроенные значения и переменные окружения' : `настройки из ${source}`;
  const idle = notYet(loaded.config);
  const hint = 'Их можно убрать: эта версия их проверяет, но не выполняет.';
  return [
    ok('config', read),
    ...(idle.length > 0 ? [warn('config', `пока не действуют: ${idle.join(', ')}`, hint)] : []),
  ];
}

/** A configuration that cannot be read, with all its faults. */
export function brokenConfig({ lines }: ConfigError): Finding[] {
  const cure = 'Исправьте эти строки: все ключи с пояснениями есть в config.example.yaml.';
  return [fail('config', ['настройки не читаются, остальное не проверено', ...lines].join('\n'), cure)];
}

export function checkNode(version: string): Finding {
  const given = version.replace(/^v/, '').split('.').map(Number);
  const at = OLDEST_NODE.findIndex((least, place) => (given[place] ?? 0) !== least);
  const isOld = at >= 0 && (given[at] ?? 0) < (OLDEST_NODE[at] ?? 0);
  const oldest = OLDEST_NODE.join('.');
  return isOld
    ? fail('node', `Node ${given.join('.')} слишком старый`, `Поставьте Node ${oldest} или новее.`)
    : ok('node', `Node ${given.join('.')}`);
}

/** The webhook is a hint and no door; still, its owner may want it closed. */
export function checkWebhook({ config }: Loaded): Finding {
  const { host, port, webhookSecret } = config.server;
  const isLocal = ['127.0.0.1', '::1', 'localhost'].includes(host);
  const at = `порт ${port}`;
  if (webhookSecret) return ok('webhook', `${at}, закрыт секретом`);
  if (isLocal) return ok('webhook', `${at}, виден только с этой машины`);
  return ok(
    'webhook',
    `${at}, открыт всем`,
    'Можно закрыть: задайте server.webhookSecret и допишите его в адрес webhook.',
  );
}
