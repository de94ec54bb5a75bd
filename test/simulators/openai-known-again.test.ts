import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/simulators/openai/known-calls.js';
import { startWorld } from '../../src/simulators/world.js';
import { gain, join, mix, noise, silence, tones } from '../audio/sounds.js';
import { wavBytes } from '../audio/wav-bytes.js';
import { madeSpeech } from '../sounds/made-speech.js';
import { mp3Of } from '../sounds/mp3.js';
import { bundled, HZ, hear, LEAD, SALE, saidOn, saleSounds, textsOf } from './hearing.js';

type Encode = (samples: Float32Array) => Buffer | Promise<Buffer>;

let employee: Float32Array;
let both: Float32Array;
beforeAll(async () => {
  ({ employee, both } = await saleSounds());
});

describe('OpenAI knows a recording again', () => {
  it.each<[string, Encode]>([
    ['30 dB quieter', (samples) => wavBytes([gain(samples, -30)])],
    ['far too loud', (samples) => wavBytes([gain(samples, 20).map((sample) => Math.max(-1, Math.min(1, sample)))])],
    ['in µ-law', (samples) => wavBytes([samples], { coding: 'muLaw' })],
    ['in A-law', (samples) => wavBytes([samples], { coding: 'aLaw' })],
    ['in floats', (samples) => wavBytes([samples], { coding: 'float32' })],
    ['in 24 bits', (samples) => wavBytes([samples], { coding: 'int24', extensible: true })],
    ['at 16 kbit/s', (samples) => mp3Of(samples, 16)],
    ['at twice the rate', (samples) => mp3Of(doubled(samples), 32, 2 * HZ)],
    ['at a rate that does not fit', (samples) => wavBytes([stretched(samples, 11_025)], { sampleRate: 11_025 })],
    ['in noise 20 dB below', (samples) => mp3Of(mix(samples, noise(64, -42)))],
    ['half a frame later', (samples) => wavBytes([join(silence(0.008), samples)])],
    ['as two channels', (samples) => wavBytes([samples, silence(64)])],
  ])('%s', async (_, encode) => {
    await using world = await bundled();
    const { segments } = await hear(world, await encode(employee));
    expect(textsOf(segments)).toEqual(textsOf(saidOn(0)));
  });

  it('that is made speech, among others of its kind', async () => {
    await using world = await bundled();
    const turns = [
      { channel: 0, start: 0.5, end: 3 },
      { channel: 1, start: 3.5, end: 6 },
      { channel: 0, start: 6.5, end: 7.2 },
    ];
    const told = (seed: number) => turns.map((turn) => ({ ...turn, text: `Реплика ${seed} в ${turn.start}` }));
    const made = [1, 2, 3, 4].map((seed) => madeSpeech(seed, 8, { turns }));
    for (const [at, audio] of made.entries()) world.openai.hear(audio, told(at));
    for (const [at, audio] of made.entries()) {
      // The same sound in other bytes.
      const { segments } = await hear(world, Buffer.concat([audio, Buffer.from('more')]));
      expect(textsOf(segments)).toEqual(textsOf(told(at)));
      expect(world.openai.bought.at(-1)?.callId).toBe(sha256(audio));
    }
  });

  it.each<[string, () => Buffer]>([
    ['speech', () => madeSpeech(99, 10)],
    ['tones', () => wavBytes([tones(5, [440, 620], { on: 0.5, off: 0.2 })])],
    ['noise', () => wavBytes([noise(5, -20)])],
    ['what it cannot open', () => Buffer.from(`OggS${'\0'.repeat(8000)}`)],
  ])('and not %s of somebody else', async (_, sound) => {
    await using world = await bundled();
    const form = new FormData();
    form.set('model', 'whisper-1');
    form.set('response_format', 'text');
    const bytes = sound();
    form.set('file', new File([new Uint8Array(bytes)], bytes.toString('latin1', 0, 4) === 'OggS' ? 'a.ogg' : 'a.wav'));
    const headers = { authorization: `Bearer ${world.env().OPENAI_API_KEY}` };
    const url = `${world.openai.url}/v1/audio/transcriptions`;
    const answer = await fetch(url, { method: 'POST', headers, body: form });
    expect(await answer.text()).toBe('Здравствуйте, я перезвоню вам позже.\n');
    expect(world.openai.bought).toMatchObject([{ callId: null }]);
  });

  it('of three hours that repeats itself, piece after piece', async () => {
    await using world = await startWorld();
    const [once, other] = await Promise.all([mp3Of(both), mp3Of(both, 16)]);
    const period = (once.length / 288) * 0.072;
    const told = Array.from({ length: 170 }, (_, round) =>
      SALE.map(({ start, end, text }) => ({
        start: round * period + start + LEAD,
        end: round * period + end + LEAD,
        text: `${round}: ${text}`,
      })),
    );
    world.openai.hear(repeated(once, 170), told.flat());
    for (const [from, rounds] of [
      [0, 19],
      [19, 5],
    ] as const) {
      const { segments } = await hear(world, repeated(other, rounds));
      expect(textsOf(segments)).toEqual(textsOf(told.slice(from, from + rounds).flat()));
      const expected = told.slice(0, rounds).flat();
      expect(segments.map(({ start }) => start)).toEqual(expected.map(({ start }) => expect.closeTo(start, 1)));
    }
  });
});

function repeated(bytes: Buffer, times: number): Buffer {
  return Buffer.concat(Array.from({ length: times }, () => bytes));
}

function doubled(samples: Float32Array): Float32Array {
  return stretched(samples, 2 * HZ);
}

/** The same sound at another rate, straight between the samples. */
function stretched(samples: Float32Array, rate: number): Float32Array {
  const step = HZ / rate;
  return Float32Array.from({ length: Math.floor((samples.length - 1) / step) }, (_, at) => {
    const place = Math.floor(at * step);
    const [before = 0, after = 0] = [samples[place], samples[place + 1]];
    return before + (after - before) * (at * step - place);
  });
}
