import { beforeAll, describe, expect, it } from 'vitest';
import { profileOf } from '../../src/audio/profile.js';
import { tracksOf } from '../../src/audio/tracks.js';
import { chords, melody, pluckedNotes, strings } from './played.js';
import { asSound, gain, join, mix, noise, saleCall, silence, tones } from './sounds.js';

const DIGITS: [number, number][] = [
  [697, 1209],
  [770, 1336],
  [852, 1477],
  [941, 1336],
];
const dialling = join(...[...DIGITS, ...DIGITS, ...DIGITS].map((pair) => tones(0.15, pair, { on: 0.08, off: 0.07 })));

describe('nobody speaks in', () => {
  it.each([
    ['digital silence', silence(5)],
    ['line noise', noise(10, -55)],
    ['loud line noise', noise(10, -42)],
    ['a beep over line noise', mix(noise(10, -55), join(silence(1), tones(0.5, [1000])))],
    ['a beep over digital silence', join(silence(1), tones(0.5, [1000]), silence(5))],
    ['ring-back over line noise', mix(noise(30, -55), tones(30, [425], { on: 1, off: 4 }))],
    ['two-tone ring-back', mix(noise(30, -55), tones(30, [440, 480], { on: 2, off: 4 }))],
    ['busy', mix(noise(10, -60), tones(10, [425], { on: 0.35, off: 0.35 }))],
    ['dialled digits', mix(noise(10, -55), dialling)],
    ['a constant offset', noise(5, -60).map((sample) => sample + 0.1)],
    ['a click', mix(noise(5, -55), join(silence(2), gain(noise(0.02, 0), -10)))],
    ['chords', mix(noise(20, -60), chords(20))],
    ['plucked notes', mix(noise(20, -60), pluckedNotes(20))],
    ['a melody', mix(noise(20, -60), melody(20))],
    ['a fast melody', mix(noise(21, -60), melody(21, { length: 0.15, decay: 0.1 }))],
    ['a melody, faint', gain(melody(20), -25)],
    ['strings', mix(noise(20, -60), strings(20))],
  ])('%s', async (_, samples) => {
    expect(await speaks(samples)).toBe(false);
  });

  it('a file of two empty channels', async () => {
    expect(await speaks(noise(5, -60), silence(5))).toBe(false);
  });
});

describe('somebody speaks in', () => {
  let employee: Float32Array;
  let client: Float32Array;
  beforeAll(async () => {
    [employee, client] = await saleCall();
  });

  it('a call 40 dB too quiet', async () => {
    expect(await speaks(gain(employee, -40), gain(client, -40))).toBe(true);
  });

  it('one of two channels', async () => {
    expect(await speaks(silence(60), client)).toBe(true);
    expect(await speaks(noise(60, -55), client)).toBe(true);
  });

  it('one word among silence', async () => {
    const word = employee.slice(0.5 * 8000, 1.1 * 8000);
    expect(await speaks(join(silence(10), word, silence(10)))).toBe(true);
  });

  it('nothing but words', async () => {
    expect(await speaks(employee.slice(0.6 * 8000, 1.2 * 8000))).toBe(true);
  });

  it('a call over loud line noise', async () => {
    expect(await speaks(mix(employee, noise(60, -45)))).toBe(true);
  });

  it('a call that starts with ring-back', async () => {
    expect(await speaks(join(tones(20, [425], { on: 1, off: 4 }), employee.slice(0, 5 * 8000)))).toBe(true);
  });
});

async function speaks(...channels: Float32Array[]): Promise<boolean> {
  return tracksOf(await profileOf(asSound(...channels))).tracks.some(({ speech }) => speech.length > 0);
}
