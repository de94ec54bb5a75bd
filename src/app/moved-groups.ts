import type { Config } from '../config/derive.js';
import type { Alerts, Memory } from '../domain/ports.js';
import { currentChat } from '../upstreams/telegram/moved-chat.js';

/** Tells the operator of a group that has become a supergroup: its messages follow it, the configuration does not. */
export async function tellOfMoves({ telegram }: Config, memory: Memory, alerts: Alerts): Promise<void> {
  const isSame = telegram.alertChatId === telegram.chatId;
  for (const key of isSame ? (['chatId'] as const) : (['chatId', 'alertChatId'] as const)) {
    const chatId = await currentChat(memory, telegram[key]);
    if (chatId === telegram[key]) continue;
    await alerts.raise(
      `group.${key}`,
      `Группа стала супергруппой, теперь её номер ${chatId}. Сообщения идут туда. Запишите его в настройку telegram.${key}.`,
    );
  }
}
