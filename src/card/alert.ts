import type { Message } from '../domain/ports.js';
import { type Line, toHtml, toPlain } from './rich.js';

interface Advice {
  title: string;
  cure: string;
}

/** By upstream and what a person must mend (domain/trouble). */
const ADVICE: Record<string, Advice> = {
  'novofon.key': {
    title: 'Novofon не принимает ключ',
    cure: 'Проверьте novofon.key и novofon.secret, для API v2 novofon.token. Новый ключ выдаёт кабинет Novofon.',
  },
  'novofon.address': {
    title: 'Novofon не пускает адрес этой машины',
    cure: 'Добавьте адрес в кабинете: Настройки → Правила безопасности → API.',
  },
  'novofon.rights': {
    title: 'Novofon не показывает звонки этому ключу',
    cure: 'Дайте права пользователю ключа или подключите нужный компонент тарифа в кабинете.',
  },
  'novofon.account': {
    title: 'Кабинет Novofon отключён',
    cure: 'Проверьте оплату. Если всё оплачено, напишите в поддержку Novofon.',
  },
  'novofon.proxy': {
    title: 'Прокси не пускает к Novofon',
    cure: 'Проверьте имя и пароль в novofon.proxy.',
  },
  'novofon.access': {
    title: 'Novofon не пускает',
    cure: 'Проверьте ключи (novofon.key и novofon.secret, для API v2 novofon.token) и доступ по API в кабинете.',
  },
  'openai.key': {
    title: 'OpenAI не принимает ключ',
    cure: 'Проверьте openai.apiKey (transcription.apiKey, analysis.apiKey).',
  },
  'openai.money': {
    title: 'На счёте OpenAI кончились деньги',
    cure: 'Пополните счёт или поднимите лимит расходов в кабинете OpenAI.',
  },
  'openai.region': {
    title: 'OpenAI не работает в этой стране',
    cure: 'Укажите прокси с выходом в другой стране (openai.proxy) или другой адрес (openai.baseUrl).',
  },
  'openai.address': {
    title: 'OpenAI не пускает адрес этой машины',
    cure: 'Добавьте адрес машины или прокси в список разрешённых в настройках проекта OpenAI.',
  },
  'openai.model': {
    title: 'Сервер не берёт выбранную модель',
    cure: 'Проверьте transcription.model, analysis.model и openai.baseUrl.',
  },
  'openai.proxy': {
    title: 'Прокси не пускает к OpenAI',
    cure: 'Проверьте имя и пароль в openai.proxy.',
  },
  'openai.access': {
    title: 'OpenAI не пускает',
    cure: 'Проверьте ключ, деньги на счёте и прокси (openai.apiKey, openai.proxy).',
  },
  'telegram.key': {
    title: 'Telegram не принимает токен бота',
    cure: 'Проверьте telegram.botToken (его выдаёт @BotFather) и telegram.apiRoot.',
  },
  'telegram.chat': {
    title: 'Бот не может писать в группу',
    cure: 'Верните бота в группу, разрешите ему писать, проверьте telegram.chatId.',
  },
  'disk.base': {
    title: 'База звонков не отвечает',
    cure: 'Освободите место на диске или проверьте права на папку базы (database.path).',
  },
  'disk.access': {
    title: 'Диск не принимает записи',
    cure: 'Освободите место или проверьте права на папку recordings.dir.',
  },
};

/** Of alerts that say all themselves. */
const TITLES: Record<string, string> = { audit: 'Сверка: не все звонки дошли до карточки' };

const IS_OVER: Record<string, string> = {
  novofon: 'Novofon снова работает',
  openai: 'OpenAI снова работает',
  telegram: 'Telegram снова работает',
  disk: 'Диск снова работает',
  audit: 'Сверка: все звонки на месте',
};

/** What to do when an upstream, or the disk, does not serve us, by `upstream.fault`; null where we cannot say. */
export function adviceFor(key: string): string | null {
  return ADVICE[key]?.cure ?? null;
}

/** What the operator reads when a person must mend something. `detail` is the technical reason, or all there is to say. */
export function alertMessage(key: string, detail: string): Message {
  const known = ADVICE[key];
  const lines: Line[] = known
    ? [
        ['🛠 ', { bold: known.title }],
        [known.cure],
        ['Звонки не теряются: они ждут и будут обработаны.'],
        [`Причина: ${detail}`],
      ]
    : [['🛠 ', { bold: TITLES[key] ?? 'audiobot: нужно внимание' }], [detail]];
  return { html: toHtml(lines), plain: toPlain(lines) };
}

/** What the operator reads when the trouble is over. */
export function recoveryMessage(key: string): Message {
  const over: Line = ['✅ ', { bold: IS_OVER[upstreamOf(key)] ?? 'audiobot снова работает' }];
  const lines: Line[] = ADVICE[key] ? [over, ['Звонки, которые ждали, пошли дальше.']] : [over];
  return { html: toHtml(lines), plain: toPlain(lines) };
}

function upstreamOf(key: string): string {
  return key.split('.')[0] ?? key;
}
