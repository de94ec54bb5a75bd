import { describe, expect, it } from 'vitest';
import type { CallFacts } from '../../../src/domain/call.js';
import type { Telephony } from '../../../src/domain/ports.js';
import { hang, type Scripted, status, trickle } from '../../../src/simulators/script.js';
import { startWorld } from '../../../src/simulators/world.js';
import { mp3 } from '../../simulators/audio-samples.js';
import { DAY, never, novofon, troubleOf } from './provider.js';
import { at, novofonV2, TOKEN } from './v2-account.js';

const ENDLESS: [string, Scripted][] = [
  ['never begins', hang()],
  ['comes byte by byte and never ends', trickle(10)],
  ['is an error that never ends', trickle(10, status(500))],
];
const IN_TIME = { answerMs: 200, leastSpeed: { leastBytes: 1024, spanMs: 100, wholeMs: 200 } };

describe.each<['v1' | 'v2', string, string, (telephony: Telephony, call: CallFacts) => Promise<unknown>]>([
  ['v1', 'the history', '/v1/statistics/pbx/', history],
  ['v1', 'the zone', '/v1/info/timezone/', (telephony) => telephony.account(never)],
  ['v1', 'the link of a recording', '/v1/pbx/record/request/', download],
  ['v1', 'a recording', '/v1/pbx/record/download/*', download],
  ['v2', 'the history', 'get.calls_report', history],
  ['v2', 'the zone', 'get.account', (telephony) => telephony.account(never)],
  ['v2', 'the numbers', 'get.virtual_numbers', history],
  ['v2', 'a recording', '/system/media/*', download],
])('of %s, %s', (generation, _, path, ask) => {
  it.each(ENDLESS)('that %s is given up in time, and nothing of it stays open', async (_name, scripted) => {
    await using provider = await openProvider(generation);
    const { api, open, call } = provider;
    api.answerAlways(path, scripted);
    const error = await troubleOf(ask(open(IN_TIME), call));
    expect(error).toMatchObject({ upstream: 'novofon', trouble: 'transient' });
    expect(error.cause).toBeUndefined();
    expect(error.message).not.toMatch(/mp3|[0-9a-f]{20}/);
    expect(JSON.stringify({ ...error, stack: error.stack })).not.toContain(TOKEN);
    await expect.poll(() => api.open).toBe(0);
  });
});

describe('a recording that comes slowly', () => {
  it.each([
    [
      'slower than the least speed',
      { leastBytes: 1024, spanMs: 100, wholeMs: 60_000 },
      /comes too slowly: less than 1024/,
    ],
    ['longer than it may take', { leastBytes: 0, spanMs: 50, wholeMs: 300 }, /cannot be reached \(ETIMEDOUT\)/],
  ])('is given up when it is %s', async (_, leastSpeed, message) => {
    await using provider = await openProvider('v2');
    provider.api.answer('/system/media/*', [trickle(1)]);
    const error = await troubleOf(download(provider.open({ leastSpeed }), provider.call));
    expect(error).toMatchObject({ trouble: 'transient', message: expect.stringMatching(message) });
  });
});

/** An account with one recorded call in its history. */
async function openProvider(generation: 'v1' | 'v2') {
  const clock = () => at('12:00:00');
  const world = await startWorld({ clock, novofonToken: TOKEN, budgets: { statistics: 100 } });
  const api = generation === 'v1' ? world.novofon : world.novofonV2;
  world.novofon.addIncoming({ seconds: 5 }, { audio: mp3(5) });
  world.novofonV2.addIncoming({ talkSeconds: 5 }, { audio: mp3(5) });
  const open = (changes: Partial<typeof IN_TIME> = {}): Telephony =>
    generation === 'v1'
      ? novofon(world.novofon.url, { timezone: 'Europe/Moscow', ...changes }).telephony
      : novofonV2(`${world.novofonV2.url}/v2.0`, { timezone: 'Europe/Moscow', ...changes }).telephony;
  const [call] = await open().finishedCalls(DAY, 'schedule', never);
  if (!call) throw new Error('the history is empty');
  return { api, open, call, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

function history(telephony: Telephony): Promise<unknown> {
  return telephony.finishedCalls(DAY, 'schedule', never);
}

async function download(telephony: Telephony, call: CallFacts): Promise<number> {
  const [leg] = call.legs;
  if (!leg) throw new Error('the call has no leg');
  let bytes = 0;
  for await (const chunk of (await telephony.openRecording(call, leg, never)).stream) bytes += chunk.length;
  return bytes;
}
