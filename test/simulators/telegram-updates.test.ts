import { describe, expect, it } from 'vitest';
import { startWorld } from '../../src/simulators/world.js';
import { call, refusal, send } from './telegram-client.js';

describe('Telegram: updates', () => {
  it('come to who waits, and are gone when they are confirmed', async () => {
    await using world = await startWorld();
    const waiting = call(world, 'getUpdates', { timeout: 30 });
    await expect.poll(() => world.telegram.requestsTo('getUpdates').length).toBe(1);
    world.telegram.say(world.chatId, '/status');
    const [update] = (await waiting) as { update_id: number }[];
    expect(update).toMatchObject({
      message: { text: '/status', chat: { id: world.chatId }, from: { first_name: 'Анна' } },
    });
    expect(await call(world, 'getUpdates')).toHaveLength(1);
    expect(await call(world, 'getUpdates', { offset: (update?.update_id ?? 0) + 1 })).toEqual([]);
  });

  it('tell of pressed buttons', async () => {
    await using world = await startWorld();
    await send(world, { reply_markup: { inline_keyboard: [[{ text: 'Ещё раз', callback_data: 'v1:again:1' }]] } });
    const [message] = world.telegram.messages();
    if (message !== undefined) world.telegram.press(message, 'v1:again:1');
    expect(await call(world, 'getUpdates')).toMatchObject([
      { callback_query: { data: 'v1:again:1', message: { message_id: 1, reply_markup: {} } } },
    ]);
  });

  it('409 for the first of two who wait', async () => {
    await using world = await startWorld();
    const first = refusal(call(world, 'getUpdates', { timeout: 30 }));
    await expect.poll(() => world.telegram.requestsTo('getUpdates').length).toBe(1);
    const second = call(world, 'getUpdates', { timeout: 30 });
    expect(await first).toMatchObject({ error_code: 409, description: expect.stringMatching(/^Conflict: terminated/) });
    world.telegram.say(world.chatId, 'привет');
    expect(await second).toHaveLength(1);
  });
});
