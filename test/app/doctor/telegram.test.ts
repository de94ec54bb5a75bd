import { describe, expect, it } from 'vitest';
import { checkTelegram } from '../../../src/app/doctor/telegram.js';
import { startWorld, type World } from '../../../src/simulators/world.js';
import { defaults } from './defaults.js';

const SUPERGROUP = -1001234567890;

describe('Telegram', () => {
  it('goes by a move that is remembered, and asks for the id to be written down', async () => {
    await using world = await startWorld();
    world.telegram.upgrade(world.chatId, SUPERGROUP);
    const [, moved, chat] = await checked(world, {}, { [`telegram.chat.${world.chatId}`]: String(SUPERGROUP) });
    expect(moved).toMatchObject({ state: 'warn', cure: `Запишите telegram.chatId: ${SUPERGROUP}.` });
    expect(chat).toMatchObject({ state: 'ok', text: 'супергруппа «Звонки»: бот может писать' });
    expect(world.telegram.requestsTo('getChat')).toHaveLength(1);
  });

  it('looks at the chat of the alerts where it is another', async () => {
    await using world = await startWorld();
    const findings = await checked(world, { alertChatId: -42 });
    expect(findings.map(({ part, state }) => [part, state])).toEqual([
      ['telegram', 'ok'],
      ['telegram', 'ok'],
      ['alerts', 'fail'],
    ]);
    expect(findings[2]?.cure).toContain('telegram.alertChatId');
  });

  it('asks no chat when the bot is not known', async () => {
    await using world = await startWorld();
    const findings = await checked(world, { botToken: '1:wrong' });
    expect(findings).toMatchObject([{ part: 'telegram', state: 'fail', text: 'Telegram не знает такого токена' }]);
    expect(world.telegram.requests).toHaveLength(1);
  });

  it('behind a wrong apiRoot', async () => {
    await using world = await startWorld();
    const findings = await checked(world, { apiRoot: `${world.telegram.url}/relay/` });
    expect(findings).toMatchObject([{ state: 'fail', cure: expect.stringContaining('telegram.apiRoot') }]);
  });
});

async function checked(world: World, given: object, remembered: Record<string, string> = {}) {
  const loaded = defaults();
  const { TELEGRAM_BOT_TOKEN: botToken = '' } = world.env();
  const { chatId } = world;
  const own = { botToken, apiRoot: `${world.telegram.url}/`, chatId, alertChatId: chatId, ...given };
  const config = { ...loaded.config, telegram: { ...loaded.config.telegram, ...own } };
  const memory = { get: async (name: string) => remembered[name] ?? null, set: async () => undefined };
  return checkTelegram({ ...loaded, config }, memory, new AbortController().signal);
}
