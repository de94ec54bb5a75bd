import type { Message } from '../domain/ports.js';
import { type Line, toHtml, toPlain } from './rich.js';

const ADVICE: Record<string, { title: string; advice: string }> = {
  novofon: {
    title: 'Novofon не пускает',
    advice: 'Проверьте ключи (novofon.key и novofon.secret, для API v2 novofon.token) и доступ по API в кабинете.',
  },
  openai: {
    title: 'OpenAI не пускает',
    advice: 'Проверьте ключ, деньги на счёте и прокси (openai.apiKey, openai.proxy).',
  },
  disk: { title: 'Диск не принимает записи', advice: 'Освободите место или проверьте права на папку recordings.dir.' },
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
