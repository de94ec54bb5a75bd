import { Telegram } from 'telegraf';
import type { World } from '../../src/simulators/world.js';

/** A method called by the library the program uses; rejects with its TelegramError. */
export function call(world: World, method: string, payload: object = {}): Promise<unknown> {
  const { TELEGRAM_BOT_TOKEN = '', AUDIOBOT_TELEGRAM_API_ROOT: apiRoot = '' } = world.env();
  return new Telegram(TELEGRAM_BOT_TOKEN, { apiRoot }).callApi(method as never, payload as never);
}

export function send(world: World, more: object = {}): Promise<unknown> {
  return call(world, 'sendMessage', { chat_id: world.chatId, text: 'привет', ...more });
}

/** Code and description of the refusal, and what comes with it. */
export async function refusal(asking: Promise<unknown>): Promise<unknown> {
  const error: { response?: unknown } = await asking.then(
    () => ({ response: 'not refused' }),
    (thrown) => thrown,
  );
  return error.response;
}

/** Edits the first message. */
export function edit(world: World, more: object): Promise<unknown> {
  return call(world, 'editMessageText', { chat_id: world.chatId, message_id: 1, ...more });
}
