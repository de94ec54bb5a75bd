import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../src/audio/listen.js';
import { type MadeSpeechOptions, madeSpeech } from './made-speech.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiobot-made-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('made speech', () => {
  it.each([1, 2, 3, 4, 5])('is speech to the program: %i', async (seed) => {
    const [track, ...others] = (await heard(seed, 6))?.tracks ?? [];
    expect(others).toEqual([]);
    const seconds = (track?.speech ?? []).reduce((sum, { start, end }) => sum + end - start, 0);
    expect(seconds).toBeGreaterThan(4);
  });

  it('talks when it is told to, on either side', async () => {
    const turns = [
      { channel: 0, start: 1, end: 4 },
      { channel: 1, start: 5, end: 9 },
      { channel: 0, start: 10, end: 10.6 },
    ];
    const sound = await heard(7, 12, { turns });
    expect(sound?.tracks.map(({ from, speech }) => [from, speech.length > 0])).toEqual([
      [0, true],
      [1, true],
    ]);
    for (const { from, speech } of sound?.tracks ?? []) {
      const own = turns.filter(({ channel }) => channel === from);
      for (const { start, end } of speech) {
        expect(own.some((turn) => start > turn.start - 0.5 && end < turn.end + 0.5)).toBe(true);
      }
    }
  });

  it('without turns is the noise of a line', async () => {
    expect((await heard(8, 7, { turns: [] }))?.tracks.every(({ speech }) => speech.length === 0)).toBe(true);
  });

  it('is the same for the same seed only', () => {
    expect(madeSpeech(1, 2)).toEqual(madeSpeech(1, 2));
    expect(madeSpeech(1, 2)).not.toEqual(madeSpeech(2, 2));
  });
});

async function heard(seed: number, seconds: number, options: MadeSpeechOptions = {}) {
  const file = join(folder, `${crypto.randomUUID()}.wav`);
  await writeFile(file, madeSpeech(seed, seconds, options));
  return listen({ file, format: 'wav' });
}
