import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { allKeys, valueAt } from '../../src/config/keys.js';
import { defaultConfig } from '../../src/config/load.js';
import { maskSecrets } from '../../src/config/secrets.js';
import { load } from './workplace.js';

const example = readFileSync(new URL('../../config.example.yaml', import.meta.url), 'utf8');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('the built-in defaults', () => {
  it('are what the contract says', () => {
    const { config, source } = load();
    const { prices, ...rest } = config;
    expect(source).toBe('defaults');
    expect(rest).toEqual({
      novofon: {
        api: 'v1',
        key: null,
        secret: null,
        token: null,
        baseUrl: 'https://api.novofon.com',
        mediaUrl: 'https://app.novofon.ru',
        numbers: ['+79843330712'],
        extensions: [],
        limits: { statistics: 3, all: 100 },
        timezone: 'auto',
        recordingHosts: ['novofon.ru', 'novofon.com'],
        proxy: null,
      },
      employees: {},
      timezone: null,
      poll: { schedule: '*/30 * * * * *', lookback: 6 * HOUR, firstLookback: 15 * MINUTE, minTalk: 3_000 },
      openai: { apiKey: null, baseUrl: 'https://api.openai.com/v1', proxy: null },
      transcription: {
        model: 'whisper-1',
        successor: 'gpt-transcribe',
        language: 'ru',
        vocabulary: [],
        replace: {},
        apiKey: null,
        baseUrl: 'https://api.openai.com/v1',
        proxy: null,
      },
      analysis: {
        model: 'gpt-4o',
        successor: 'gpt-6-luna',
        preset: 'general',
        apiKey: null,
        baseUrl: 'https://api.openai.com/v1',
        proxy: null,
      },
      database: { path: './data/audiobot.db', url: null },
      recordings: { dir: './data/recordings', keep: 30 * DAY, channels: 'auto' },
      history: { keep: 1095 * DAY },
      telegram: {
        botToken: null,
        chatId: -5007549435,
        threadId: null,
        alertChatId: -5007549435,
        apiRoot: 'https://api.telegram.org/',
        proxy: null,
        limits: { perChatMinute: 18, gap: 1_100 },
        mode: 'bot',
        early: true,
        level: 'all',
        admins: [],
        missedCalls: true,
        unansweredOutgoing: false,
      },
      server: { host: '0.0.0.0', port: 8080, webhookSecret: null, trustProxy: false, maxCallsPerHour: 60 },
      pipeline: { concurrency: 4, lease: 30_000, recordingDeadline: DAY, stopGrace: 20_000 },
      missed: { remindAfter: 15 * MINUTE },
      workingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '19:00' },
      digest: { schedule: '0 9 * * *' },
      hooks: [],
      locale: 'ru',
      log: { level: 'info', format: 'auto' },
    });
    expect(prices).toMatchObject({
      'whisper-1': { minute: 0.006 },
      'gpt-transcribe': { minute: 0.0045 },
      'gpt-4o': { input: 2.5, output: 10 },
      'gpt-6-luna': { input: 0.1, output: 0.5 },
      'gpt-6.1-terra': { input: 1, output: 5 },
    });
  });

  it('have every key of the schema written out in config.example.yaml', () => {
    const written: unknown = parse(example);
    const missing = [...allKeys().keys()].filter((name) => valueAt(written, name) === undefined);
    expect(missing).toEqual([]);
    expect(allKeys().size).toBeGreaterThan(60);
  });

  it('are the same when the example is copied to config.yaml', () => {
    const copied = load({ 'config.yaml': example });
    expect(copied.source).toBe('config.yaml');
    expect(copied.config).toEqual(load().config);
    expect(copied.config).toEqual(defaultConfig());
  });

  it('name the default models with a price', () => {
    const { prices, transcription, analysis } = load().config;
    const models = [transcription.model, transcription.successor, analysis.model, analysis.successor];
    expect(models.filter((model) => !model || !(model in prices))).toEqual([]);
  });

  it('can be printed and read again', () => {
    const printed = maskSecrets(load().config);
    expect(load({ 'config.yaml': JSON.stringify(printed) }).config).toEqual(load().config);
  });

  it('give every key a variable of its own', () => {
    const variables = [...allKeys().values()].map((key) => key.variable);
    expect(new Set(variables).size).toBe(variables.length);
    expect(variables.filter((name) => name.endsWith('_FILE'))).toEqual([]);
    expect(variables).toContain('AUDIOBOT_POLL_MIN_TALK');
    expect(variables).toContain('AUDIOBOT_TELEGRAM_LIMITS_PER_CHAT_MINUTE');
  });
});
