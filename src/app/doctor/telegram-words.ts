import type { Barrier, BotAilment, Chat } from '../../upstreams/telegram/checkup.js';

interface Words {
  text: string;
  cure: string;
}

/** `proxy`: `host:port`. */
export function botWords(ailment: BotAilment, apiRoot: string, proxy: string | null): Words {
  const { host } = new URL(apiRoot);
  const way = proxy ? `прокси ${proxy} (telegram.proxy)` : 'сеть; если Telegram здесь закрыт, задайте telegram.proxy';
  const words: Record<BotAilment, Words> = {
    'bad-token': { text: 'Telegram не знает такого токена', cure: 'Возьмите токен у @BotFather: telegram.botToken.' },
    'wrong-address': { text: `${host} отвечает 404: это не Bot API`, cure: 'Проверьте telegram.apiRoot и токен бота.' },
    'slow-down': { text: 'Telegram просит подождать', cure: 'Повторите через минуту.' },
    'proxy-login': { text: 'прокси не принимает имя или пароль', cure: 'Проверьте имя и пароль в telegram.proxy.' },
    'no-line': { text: `${host} недоступен`, cure: `Проверьте ${way}.` },
    'foreign-answer': {
      text: `вместо ${host} отвечает кто-то другой`,
      cure: 'Проверьте telegram.apiRoot и telegram.proxy: похоже на страницу блокировки.',
    },
    failed: { text: `${host} отвечает ошибкой или обрывает связь`, cure: `Проверьте ${way}.` },
  };
  return words[ailment];
}

/** `{key}` is the key of the chat. */
export const BARRIERS: Record<Barrier, Words> = {
  'not-found': { text: 'такого чата нет или бота в нём нет', cure: 'Добавьте бота в группу и проверьте {key}.' },
  kicked: { text: 'бота исключили', cure: 'Добавьте бота в группу снова.' },
  left: { text: 'бота в чате нет', cure: 'Добавьте бота в группу.' },
  deleted: { text: 'чат удалён', cure: 'Создайте группу, добавьте бота и запишите её номер в {key}.' },
  blocked: { text: 'человек заблокировал бота', cure: 'Откройте бота в Telegram и нажмите «Запустить».' },
  muted: { text: 'боту нельзя писать', cure: 'Дайте боту право писать или сделайте его администратором.' },
  'no-topic': { text: 'такой темы нет', cure: 'Уберите telegram.threadId или впишите номер темы.' },
  refused: { text: 'Telegram не даёт туда писать', cure: 'Проверьте {key} и права бота в чате.' },
};

const KINDS: Record<string, string> = {
  group: 'группа',
  supergroup: 'супергруппа',
  channel: 'канал',
  private: 'личный чат',
};

/** «супергруппа «Звонки»», «чат -5007549435». */
export function chatName({ kind, title, isForum }: Chat, chatId: number): string {
  const kindWord = isForum ? 'форум' : (KINDS[kind ?? ''] ?? 'чат');
  return `${kindWord} ${title ? `«${title}»` : chatId}`;
}
