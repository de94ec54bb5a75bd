import { describe, expect, it } from 'vitest';
import { notYet } from '../../src/config/not-yet.js';
import { load, loadYaml } from './workplace.js';

describe('derived values', () => {
  it.each([
    ['nothing', {}, 'v1', 'https://api.novofon.com'],
    ['a token alone', { NOVOFON_ACCESS_TOKEN: 't' }, 'v2', 'https://dataapi-jsonrpc.novofon.ru/v2.0'],
    ['a token beside a key', { NOVOFON_ACCESS_TOKEN: 't', NOVOFON_API_KEY: 'k' }, 'v1', 'https://api.novofon.com'],
    ['v2 by name', { AUDIOBOT_NOVOFON_API: 'v2' }, 'v2', 'https://dataapi-jsonrpc.novofon.ru/v2.0'],
    ['v1 by name', { NOVOFON_ACCESS_TOKEN: 't', AUDIOBOT_NOVOFON_API: 'v1' }, 'v1', 'https://api.novofon.com'],
    ['an address of its own', { AUDIOBOT_NOVOFON_BASE_URL: 'http://127.0.0.1:1/' }, 'v1', 'http://127.0.0.1:1'],
  ])('novofon.api and baseUrl with %s', (_, env, api, baseUrl) => {
    expect(load({}, env).config.novofon).toMatchObject({ api, baseUrl });
  });

  it('transcription and analysis use the server of openai unless they have their own', () => {
    const { transcription, analysis } = loadYaml(`
openai: {apiKey: common, baseUrl: "https://gate.example/v1", proxy: "http://proxy:3128"}
transcription: {apiKey: own, baseUrl: "http://speech:8000/v1", proxy: none}
`).config;
    expect(transcription).toMatchObject({ apiKey: 'own', baseUrl: 'http://speech:8000/v1', proxy: null });
    expect(analysis).toMatchObject({
      apiKey: 'common',
      baseUrl: 'https://gate.example/v1',
      proxy: 'http://proxy:3128',
    });
  });

  it('a key of none keeps the common key from a server of your own', () => {
    const yaml = 'openai: {apiKey: common}\ntranscription: {apiKey: none, baseUrl: "http://speech:8000/v1"}';
    expect(loadYaml(yaml).config.transcription.apiKey).toBeNull();
  });

  it.each([
    ['https://relay.example/tg', 'https://relay.example/tg/'],
    ['https://relay.example/tg/', 'https://relay.example/tg/'],
    ['http://127.0.0.1:9999', 'http://127.0.0.1:9999/'],
  ])('telegram.apiRoot %s ends in a slash', (written, expected) => {
    expect(load({}, { AUDIOBOT_TELEGRAM_API_ROOT: written }).config.telegram.apiRoot).toBe(expected);
  });

  it('telegram.alertChatId is the chat unless set', () => {
    expect(loadYaml('telegram: {chatId: -1}').config.telegram.alertChatId).toBe(-1);
    expect(loadYaml('telegram: {chatId: -1, alertChatId: 7}').config.telegram.alertChatId).toBe(7);
  });
});

describe('notYet', () => {
  it('is empty with the defaults, and with keys that have an effect', () => {
    expect(notYet(load().config)).toEqual([]);
    expect(notYet(loadYaml('poll: {minTalk: 5s}\ntelegram: {mode: send-only}').config)).toEqual([]);
  });

  it('names the keys that somebody set in vain', () => {
    const { config } = loadYaml(`
telegram: {level: red, admins: [1]}
workingHours: {from: '10:00'}
recordings: {keep: 30d}
hooks: [https://crm.example/calls]
`);
    expect(notYet(config)).toEqual(['telegram.level', 'telegram.admins', 'workingHours', 'hooks']);
  });
});
