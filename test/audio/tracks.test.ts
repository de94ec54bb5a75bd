import { beforeAll, describe, expect, it } from 'vitest';
import { profileOf } from '../../src/audio/profile.js';
import { tracksOf } from '../../src/audio/tracks.js';
import { lengthOf, overlapOf } from '../../src/domain/sound/sound.js';
import { madeChannels } from '../sounds/made-speech.js';
import { band, chords, melody, pluckedNotes, strings } from './played.js';
import { asSound, gain, join, mix, noise, saleCall, silence } from './sounds.js';

const EMPLOYEE_SPEAKS = { start: 0.5, end: 4.42 };
const CLIENT_SPEAKS = { start: 4.87, end: 12.54 };

let employee: Float32Array;
let client: Float32Array;
beforeAll(async () => {
  [employee, client] = await saleCall();
});

describe('two channels', () => {
  it.each<[string, () => [Float32Array, Float32Array], speaks: [0 | 1, 0 | 1]]>([
    ['as they are', () => [employee, client], [0, 1]],
    ['swapped', () => [client, employee], [1, 0]],
    ['one far quieter', () => [employee, gain(client, -20)], [0, 1]],
    ['each heard in the other as well', () => echoing(-15), [0, 1]],
    ['each faintly heard in the other', () => echoing(-30), [0, 1]],
    ['over line noise', () => [mix(employee, noise(64, -42)), mix(client, noise(64, -45, 2))], [0, 1]],
  ])('%s: a track for each side, of what it says itself', async (_, channels, [first, second]) => {
    const found = await heard(...channels());
    expect(found.layout).toBe('stereo');
    const told = (side: number, span: typeof CLIENT_SPEAKS) =>
      (found.tracks[side]?.speech ?? []).reduce((sum, run) => sum + overlapOf(run, span), 0) / (span.end - span.start);
    expect(told(first, EMPLOYEE_SPEAKS)).toBeGreaterThan(0.8);
    expect(told(second, EMPLOYEE_SPEAKS)).toBeLessThan(0.03);
    expect(told(second, CLIENT_SPEAKS)).toBeGreaterThan(0.8);
    expect(told(first, CLIENT_SPEAKS)).toBeLessThan(0.03);
  });

  it('with an echo 0.2 s late are told apart as well', async () => {
    const late = (samples: Float32Array) => join(silence(0.2), gain(samples, -18)).slice(0, samples.length);
    const { tracks } = await heard(mix(employee, late(client)), mix(client, late(employee)));
    expect(tracks[0]?.speech.some((run) => overlapOf(run, CLIENT_SPEAKS) > 0.1)).toBe(false);
  });

  it('that carry one signal are one track, be it at two levels, upside down or over noise', async () => {
    const both = mix(employee, client);
    for (const other of [both, gain(both, -12), both.map((sample) => -sample), mix(gain(both, -12), noise(60, -60))]) {
      expect(await heard(both, other)).toMatchObject({ layout: 'same', tracks: [{ from: 0, side: null }] });
    }
    expect(await heard(gain(both, -12), both)).toMatchObject({ tracks: [{ from: 1 }] });
  });

  it('of which one is dead are one track, and it is told which', async () => {
    const both = mix(employee, client);
    expect(await heard(both, silence(60))).toMatchObject({ layout: 'one-sided', tracks: [{ from: 0, side: 0 }] });
    expect(await heard(noise(60, -55), both)).toMatchObject({ layout: 'one-sided', tracks: [{ from: 1, side: 1 }] });
  });
});

describe('other recordings', () => {
  it('in mono are one track for both', async () => {
    expect(await heard(mix(employee, client))).toMatchObject({ layout: 'mono', tracks: [{ from: 0, side: null }] });
  });

  it('in more than two channels are mixed', async () => {
    const found = await heard(employee, client, silence(60));
    expect(found).toMatchObject({ layout: 'mono', tracks: [{ from: 'mix', side: null }] });
    expect(lengthOf(found.tracks[0]?.speech ?? [])).toBeGreaterThan(55);
  });

  it('have their loudness told by channel, null for one without a voice', async () => {
    expect((await heard(employee, gain(client, -20))).loudness).toEqual([-18, -38]);
    expect((await heard(employee, silence(60))).loudness).toEqual([-18, null]);
  });

  it.each([
    ['chords', chords],
    ['plucked notes', pluckedNotes],
    ['a melody', melody],
    ['strings', strings],
    ['a band', band],
  ])('lose their hold music, and keep what is said before and after: %s', async (_, music) => {
    const said = employee.slice(0, 5 * 8000);
    const { tracks } = await heard(join(said, music(30), said), silence(40));
    expect(tracks[0]?.speech).toEqual([
      { start: expect.closeTo(0.5, 1), end: expect.closeTo(4.42, 1) },
      { start: expect.closeTo(35.5, 1), end: expect.closeTo(39.42, 1) },
    ]);
  });

  it('are heard as well after ten minutes of music', async () => {
    const soft = gain(employee, -12);
    const alone = await heard(soft, silence(64));
    const { tracks } = await heard(join(soft, chords(600), soft), silence(728));
    expect(lengthOf(tracks[0]?.speech ?? [])).toBeCloseTo(2 * lengthOf(alone.tracks[0]?.speech ?? []), -0.5);
  });

  it.each([
    ['plucked notes', pluckedNotes],
    ['a melody', melody],
    ['strings', strings],
  ])('keep what is said over music from the next room: %s', async (_, music) => {
    const alone = await heard(employee, silence(64));
    const found = await heard(mix(employee, gain(music(64), -10)).subarray(0, employee.length), silence(64));
    const [truth, speech] = [alone, found].map(({ tracks }) => tracks[0]?.speech ?? []);
    const kept = truth?.map((span) => speech?.reduce((sum, each) => sum + overlapOf(span, each), 0) ?? 0) ?? [];
    expect(kept.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(0.9 * lengthOf(truth ?? []));
  });

  it('keep a voice that holds its pitch through every syllable, as a machine may', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { tracks } = await heard(...madeChannels(seed, 30, [{ start: 0, end: 30 }], 1));
      expect(lengthOf(tracks[0]?.speech ?? [])).toBeGreaterThan(0.85 * 30);
    }
  });

  it('keep the word that comes with the last chord', async () => {
    const said = employee.slice(0.5 * 8000, 5 * 8000);
    const { tracks } = await heard(join(chords(30), said), silence(34));
    expect(tracks[0]?.speech[0]?.start).toBeCloseTo(30, 0.7);
  });
});

function echoing(decibels: number): [Float32Array, Float32Array] {
  return [mix(employee, gain(client, decibels)), mix(client, gain(employee, decibels))];
}

async function heard(...channels: Float32Array[]) {
  return tracksOf(await profileOf(asSound(...channels)));
}
