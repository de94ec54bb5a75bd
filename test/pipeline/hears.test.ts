import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ASSETS } from '../end-to-end/assets.js';
import { wordsIn } from '../eval/alignment.js';
import { longCall } from '../eval/long-call.js';
import { scoreOf } from '../eval/score.js';
import { openSimulatedEar, type SimulatedEar, told } from '../eval/simulated-ear.js';
import { readTrueCalls, type TrueCall } from '../eval/true-call.js';
import { swapped } from '../eval/variants/sides.js';
import { beginning } from '../eval/variants/time.js';

const MOST_SENT = 1.15;
const HOUR_SECONDS = 3600;
/** In a pause near the middle of 01-sale-visit. */
const HALF_SECONDS = 31.6;
const EMPLOYEE_FIRST = { in: ['employee', 'client'], out: ['employee', 'client'] } as const;

let simulated: SimulatedEar;
let calls: TrueCall[];
let long: Awaited<ReturnType<typeof longCall>>;
beforeAll(async () => {
  simulated = await openSimulatedEar();
  calls = await readTrueCalls(ASSETS);
  for (const call of calls) {
    if ('file' in call.source) simulated.openai.hear(readFileSync(call.source.file), call.turns.map(told));
  }
  long = await longCall(calls, HOUR_SECONDS, simulated.ear.folder);
});
afterAll(() => simulated[Symbol.asyncDispose]());

describe.each(['whisper-1', 'gpt-transcribe'])('from sound to turns, by %s', (model) => {
  it.each([
    '01-sale-visit',
    '02-agency',
    '05-complaint',
    '06-two-speakers',
    '07-flat-agency',
    '08-car-service',
    '09-clinic-booking',
  ])('%s: every turn has its words, its side and its time, and little but speech is sent', async (id) => {
    const call = named(id);
    const score = scoreOf(call, await simulated.ear.hear(call, model));
    expect(score).toMatchObject({ right: score.words, added: 0, rightTurns: call.turns.length });
    expect(score.told).toBe(call.turns.length);
    expect(score.sentSeconds).toBeLessThanOrEqual(MOST_SENT * score.speechSeconds);
    expect(score.trust).toEqual([1]);
  });

  it('a call in mono has all its words', async () => {
    const call = named('04-wrong-number');
    const { transcript } = await simulated.ear.hear(call, model);
    expect(transcript.turns.map(({ text }) => text)).toEqual(call.turns.map(({ text }) => text));
  });

  it('of silence nothing is sent', async () => {
    const { transcript, requests, sentSeconds } = await simulated.ear.hear(named('03-silence'), model);
    expect(transcript).toMatchObject({ text: '', wordless: 'silent' });
    expect([requests, sentSeconds]).toEqual([0, 0]);
  });

  it('half a call gives half the words', async () => {
    const call = named('01-sale-visit');
    const half = beginning(call, HALF_SECONDS);
    const { transcript } = await simulated.ear.hear(half, model);
    const first = call.turns.filter(({ end }) => end < HALF_SECONDS);
    expect(transcript.turns.map(({ text }) => text)).toEqual(first.map(({ text }) => text));
    const share = wordsIn(transcript.text).length / wordsIn(call.turns.map(({ text }) => text).join(' ')).length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
  });

  it('who is on which channel is what the line is set to: swapped channels swap the speakers', async () => {
    const call = { ...named('05-complaint'), roles: EMPLOYEE_FIRST };
    const other = swapped(call);
    if (!other) throw new Error('not in stereo');
    const { transcript } = await simulated.ear.hear(call, model);
    const { transcript: crossed } = await simulated.ear.hear({ ...other, roles: EMPLOYEE_FIRST }, model);
    const { transcript: reset } = await simulated.ear.hear(other, model);
    const truth = call.turns.map(({ side, text }) => [side === 0 ? 'employee' : 'client', text]);
    expect(spoken(transcript)).toEqual(truth);
    expect(spoken(reset)).toEqual(truth);
    expect(spoken(crossed)).toEqual(truth.map(([who, text]) => [who === 'client' ? 'employee' : 'client', text]));
  });

  it('an hour loses and doubles no word, and little but speech is sent', async () => {
    await using alone = await openSimulatedEar();
    alone.openai.hear(readFileSync(long.audio.file), long.turns.map(told));
    const score = scoreOf(long, await alone.ear.hearFile(long.audio, model));
    expect(score).toMatchObject({ missing: 0, added: 0, wrongTrack: 0, rightTurns: long.turns.length });
    expect(score.words).toBeGreaterThan(6_000);
    expect(score.sentSeconds).toBeLessThanOrEqual(MOST_SENT * score.speechSeconds);
  }, 180_000);
});

function named(id: string): TrueCall {
  const call = calls.find((one) => one.id === id);
  if (!call) throw new Error(`no call ${id}`);
  return call;
}

function spoken({ turns }: { turns: { speaker: string; text: string }[] }): string[][] {
  return turns.map(({ speaker, text }) => [speaker, text]);
}
