import type { Message } from '../domain/ports.js';
import { type Line, toHtml, toPlain } from './rich.js';

const ADVICE: Record<string, { title: string; advice: string; over: string }> = {
  novofon: {
    title: 'Novofon не пускает',
    over: 'Novofon снова работает',
    advice: 'Проверьте ключи (novofon.key и novofon.secret, для API v2 novofon.token) и доступ по API в кабинете.',
  },
  openai: {
    title: 'OpenAI не пускает',
    over: 'OpenAI снова работает',
    advice: 'Проверьте ключ, деньги на счёте и прокси (openai.apiKey, openai.proxy).',
  },
  disk: {
    title: 'Диск не принимает записи',
    over: 'Диск снова принимает записи',
    advice: 'Освободите место или проверьте права на папку recordings.dir.',
  },
};

/** What to do when an upstream, or the disk, does not serve us; null where we cannot say. */
export function adviceFor(key: string): string | null {
  return ADVICE[key]?.advice ?? null;
}

/** What the operator reads when a person must mend something. `detail` is the technical reason. */
export function alertMessage(key: string, detail: string): Message {
  const known = ADVICE[key];
  const lines: Line[] = [
    ['🛠 ', { bold: known?.title ?? 'audiobot: нужно внимание' }],
    ...(known ? [[known.advice]] : []),
    [detail],
    ...(known ? [['Звонки не теряются: они ждут и будут обработаны.']] : []),
  ];
  return { html: toHtml(lines), plain: toPlain(lines) };
}

/** What the operator reads when the trouble is over. */
export function recoveryMessage(key: string): Message {
  const lines: Line[] = [
    ['✅ ', { bold: ADVICE[key]?.over ?? 'audiobot снова работает' }],
    ['Звонки, которые ждали, пошли дальше.'],
  ];
  return { html: toHtml(lines), plain: toPlain(lines) };
}
