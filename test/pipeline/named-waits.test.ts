import { describe, expect, it } from 'vitest';
import { faults as openAi } from '../../src/simulators/openai/faults.js';
import { type Scripted, status } from '../../src/simulators/script.js';
import { faults as telegram } from '../../src/simulators/telegram/faults.js';
import { SqlCallStore } from '../../src/store/calls.js';
import { openBase } from '../../src/store/open.js';
import { wav } from '../simulators/audio-samples.js';
import { leg } from '../store/samples.js';
import { novofonV2 } from '../upstreams/novofon/v2-account.js';
import { openRoom as openModels, PAYER, spoken } from '../upstreams/openai/room.js';
import { CARD, nothing, openRoom as openGroup } from '../upstreams/telegram/room.js';
import { HOLD_MS, type Line, openLine } from './line.js';

type Asked = 'a recording' | 'speech' | 'text' | 'the group';

describe('a wait that the server names', () => {
  it.each<[Asked, string, Scripted, number]>([
    ['a recording', 'a minute and a half', status(429, { 'retry-after': '90' }), 90_000],
    ['speech', 'a minute and a half', openAi.rate({ 'retry-after': '90' }), 90_000],
    ['speech', 'milliseconds', openAi.rate({ 'retry-after-ms': '1500' }), 1_500],
    ['speech', 'an hour', openAi.rate({ 'retry-after': '3600' }), 3_600_000],
    ['text', 'twenty seconds, overloaded', openAi.overloaded({ 'retry-after': '20' }), 20_000],
    ['the group', 'half a minute, and a second more', telegram.flood(30), 31_000],
  ])('for %s (%s) is kept to the millisecond, by other processes too', async (asked, _, scripted, waitMs) => {
    await using upstreams = await openUpstreams(asked, scripted);
    const { line, requests } = upstreams;
    await line.enqueue('in_a');
    await line.carrier.carry(await line.take(), line.signals);
    expect(Date.parse((await line.stored())?.dueAt ?? '') - line.bench.clock().getTime()).toBe(waitMs);

    const base = await openBase(line.bench.path);
    const another = new SqlCallStore(base, line.bench.clock);
    line.bench.pass(waitMs - 1);
    expect(await another.claim(1, HOLD_MS)).toEqual([]);
    line.bench.pass(1);
    expect(await another.claim(1, HOLD_MS)).toMatchObject([{ call: { id: 'in_a' }, attempts: 2 }]);
    await base.destroy();
    expect(requests()).toBe(1);
  });

  it.each<[Asked, Scripted]>([
    ['speech', openAi.rate()],
    ['text', openAi.slowDown()],
    ['the group', telegram.flood(null)],
  ])('for %s and does not name leaves it to our own', async (asked, scripted) => {
    await using upstreams = await openUpstreams(asked, scripted);
    const { line, requests } = upstreams;
    await line.enqueue('in_a');
    for (const waitMs of [2_000, 4_000, 8_000]) {
      await line.carrier.carry(await line.take(), line.signals);
      expect(Date.parse((await line.stored())?.dueAt ?? '') - line.bench.clock().getTime()).toBe(waitMs);
      line.bench.pass(waitMs);
    }
    expect(requests()).toBe(3);
  });
});

/** A line with one stage that asks the real adapter, whose server always says this. */
async function openUpstreams(asked: Asked, scripted: Scripted) {
  const models = await openModels();
  const { openai, novofonV2: novofon, telegram: bot, ...world } = models.world;
  const access = { botToken: world.env().TELEGRAM_BOT_TOKEN ?? '', apiRoot: `${bot.url}/` };
  const group = await openGroup(access);
  const never = async (): Promise<never> => {
    throw new Error('the server was to refuse');
  };
  const recording = models.record(wav(5), 'wav', 5);
  const { telephony } = novofonV2(`${novofon.url}/v2.0`);
  const link = leg({ id: `401122334.${'0f'.repeat(16)}` });
  const ways = {
    'a recording': [novofon, { download: (call, signal) => telephony.openRecording(call, link, signal).then(never) }],
    speech: [
      openai,
      { transcribe: (_, signal) => models.transcriber().transcribe(recording.cut, PAYER, signal).then(never) },
    ],
    text: [
      openai,
      {
        analyze: (_, signal) =>
          models
            .analyst()
            .analyze(spoken(['Да.']), signal)
            .then(never),
      },
    ],
    'the group': [bot, { notify: (_, signal) => group.messenger.send(CARD, nothing, signal).then(never) }],
  } satisfies Record<Asked, [typeof openai | typeof novofon | typeof bot, Parameters<typeof openLine>[0]]>;
  const [upstream, stages] = ways[asked];
  upstream.answerAlways(asked === 'the group' ? '*' : '/*', scripted);
  const line: Line = await openLine(stages);
  return {
    line,
    requests: () => upstream.requests.length,
    async [Symbol.asyncDispose]() {
      for (const opened of [line, group, models]) await opened[Symbol.asyncDispose]();
    },
  };
}
