import { describe, expect, it } from 'vitest';
import { startWorld } from '../../src/simulators/world.js';

describe('the simulated world', () => {
  it('tells the program where it is', async () => {
    await using world = await startWorld({ chatId: -42, novofonKey: 'key', telegramToken: '5:token' });
    expect(world.env()).toEqual({
      NOVOFON_API_KEY: 'key',
      NOVOFON_API_SECRET: expect.any(String),
      OPENAI_API_KEY: expect.stringMatching(/^sk-/),
      TELEGRAM_BOT_TOKEN: '5:token',
      AUDIOBOT_NOVOFON_BASE_URL: world.novofon.url,
      AUDIOBOT_OPENAI_BASE_URL: `${world.openai.url}/v1`,
      AUDIOBOT_TELEGRAM_API_ROOT: world.telegram.url,
      AUDIOBOT_TELEGRAM_CHAT_ID: '-42',
    });
    expect(world.envV2()).toEqual({
      NOVOFON_ACCESS_TOKEN: expect.any(String),
      OPENAI_API_KEY: expect.stringMatching(/^sk-/),
      TELEGRAM_BOT_TOKEN: '5:token',
      AUDIOBOT_NOVOFON_BASE_URL: `${world.novofonV2.url}/v2.0`,
      AUDIOBOT_NOVOFON_MEDIA_URL: world.novofonV2.url,
      AUDIOBOT_OPENAI_BASE_URL: `${world.openai.url}/v1`,
      AUDIOBOT_TELEGRAM_API_ROOT: world.telegram.url,
      AUDIOBOT_TELEGRAM_CHAT_ID: '-42',
    });
    expect(world.telegram.chats.get(-42).type).toBe('group');
  });

  it('is four servers on loopback, and none afterwards', async () => {
    const world = await startWorld();
    const urls = [world.novofon.url, world.novofonV2.url, world.openai.url, world.telegram.url];
    expect(new Set(urls).size).toBe(4);
    for (const url of urls) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await world[Symbol.asyncDispose]();
    for (const url of urls) await expect(fetch(url)).rejects.toThrow();
  });

  it('knows as many worlds at once as are wanted', async () => {
    await using one = await startWorld();
    await using other = await startWorld();
    one.openai.retire('whisper-1');
    const headers = { authorization: `Bearer ${other.env().OPENAI_API_KEY}` };
    expect((await fetch(`${other.openai.url}/v1/models/whisper-1`, { headers })).status).toBe(200);
    expect((await fetch(`${one.openai.url}/v1/models/whisper-1`, { headers })).status).toBe(404);
  });
});
