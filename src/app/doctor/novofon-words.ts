import { isIP } from 'node:net';
import { adviceFor } from '../../card/alert.js';
import { type Trouble, UpstreamError } from '../../domain/trouble.js';

interface Words {
  text: string;
  cure: string | null;
}

/** What a failure of Novofon's API means to a person; null for what is no trouble of Novofon's. `proxy`: `host:port`. */
export function novofonWords(error: unknown, proxy: string | null): Words | null {
  if (!(error instanceof UpstreamError) || error.upstream !== 'novofon') return null;
  const { message, trouble } = error;
  if (/does not let .* in/.test(message)) return addressRefused(message);
  const known = BY_WORDS.find(([of, words]) => of === trouble && words.test(message))?.[2];
  if (known) return known;
  if (/no line|cannot be reached/.test(message)) {
    const way = proxy ? `прокси ${proxy} (novofon.proxy)` : 'сеть';
    return { text: 'Novofon недоступен', cure: `Проверьте ${way} и адрес в novofon.baseUrl.` };
  }
  return OTHERWISE[trouble];
}

/** The adapter passes our address on, as Novofon saw it. */
function addressRefused(message: string): Words {
  const address = message.split(/[\s,]+/).find((word) => isIP(word) !== 0);
  return {
    text: `Novofon не пускает с адреса ${address ?? 'этой машины'}`,
    cure: `Кабинет → Настройки → Правила безопасности → API: добавьте ${address ?? 'её внешний IP'}.`,
  };
}

const NEW_TOKEN = 'Выпустите новый в кабинете и запишите его в novofon.token.';

const BY_WORDS: [Trouble, RegExp, Words][] = [
  ['unauthorized', /proxy/, { text: 'прокси не принимает имя или пароль', cure: 'Проверьте их в novofon.proxy.' }],
  ['unauthorized', /expired/, { text: 'срок ключа Novofon вышел', cure: NEW_TOKEN }],
  ['unauthorized', /blocked/, { text: 'ключ Novofon заблокирован', cure: NEW_TOKEN }],
  [
    'unauthorized',
    /may not see/,
    { text: 'пользователю ключа это не разрешено', cure: 'Дайте ему в кабинете Novofon права на отчёты и записи.' },
  ],
  [
    'unauthorized',
    /tariff/,
    { text: 'в тарифе Novofon нет нужной услуги', cure: 'Подключите в кабинете доступ к API данных.' },
  ],
  [
    'unauthorized',
    /disabled/,
    { text: 'кабинет Novofon отключён', cure: 'Пополните счёт или спросите поддержку Novofon.' },
  ],
  [
    'transient',
    /too many requests/,
    { text: 'Novofon просит реже спрашивать', cure: 'Повторите через минуту: лимит общий на весь кабинет.' },
  ],
];

const LATER = { text: 'Novofon отвечает ошибкой', cure: 'Повторите позже: звонки подождут в истории.' };

const OTHERWISE: Record<Trouble, Words> = {
  unauthorized: { text: 'Novofon не принимает ключ', cure: adviceFor('novofon.access') },
  rejected: { text: 'по этому адресу нет нужного API Novofon', cure: 'Проверьте novofon.baseUrl и novofon.api.' },
  transient: LATER,
  uncertain: LATER,
  'not-ready': LATER,
  held: LATER,
};
