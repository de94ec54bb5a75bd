import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CutPiece, cut } from '../../src/audio/cut.js';
import { type AudioFile, listen } from '../../src/audio/listen.js';
import { type Piece, piecesOf } from '../../src/domain/sound/pieces.js';
import { lengthOf, type Sound } from '../../src/domain/sound/sound.js';
import { momentAt } from '../../src/domain/sound/timeline.js';
import { noise, saleCall, silence } from './sounds.js';
import { wavBytes } from './wav-bytes.js';

const SALE: AudioFile = {
  file: fileURLToPath(new URL('../../assets/calls/01-sale-visit.mp3', import.meta.url)),
  format: 'mp3',
};
const TIMED = { longestSeconds: Number.POSITIVE_INFINITY, hasTimes: true };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiobot-cut-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the pieces of a recording', () => {
  it('hold all speech of a side and nothing else, and each moment is found again in the recording', async () => {
    const sound = await heard(SALE);
    const pieces = piecesOf(sound, TIMED);
    const uploads = await cut(SALE, pieces);
    expect(pieces.map(({ side }) => side)).toEqual([0, 1]);
    for (const [place, upload] of uploads.entries()) {
      const [piece, track] = [pieces[place] as Piece, sound.tracks[place]];
      const again = await heard(await saved(await bytesOf(upload), 'mp3'));
      expect(again.seconds).toBeCloseTo(upload.seconds, 0);
      expect(again).toMatchObject({ channels: 1, sampleRate: 8000, loudness: [expect.closeTo(-18, -0.4)] });
      const edges = (again.tracks[0]?.speech ?? []).map(({ start, end }) =>
        [start, end].map((at) => momentAt(piece, at - upload.leadSeconds)),
      );
      expect(edges.length).toBeGreaterThan(2);
      for (const [start = -1, end = -1] of edges) {
        expect(track?.speech.some((run) => Math.abs(start - run.start) < 0.1)).toBe(true);
        expect(track?.speech.some((run) => Math.abs(end - run.end) < 0.1)).toBe(true);
      }
      expect(lengthOf(again.tracks[0]?.speech ?? [])).toBeGreaterThan(0.97 * lengthOf(track?.speech ?? []));
    }
  });

  it('are the same bytes every time: what was paid for is found again', async () => {
    const pieces = piecesOf(await heard(SALE), TIMED);
    const [once, again] = [await cut(SALE, pieces), await cut(SALE, pieces)];
    expect(again.map(({ sha256 }) => sha256)).toEqual(once.map(({ sha256 }) => sha256));
    expect(new Set(once.map(({ sha256 }) => sha256)).size).toBe(2);
  });

  it.each([8000, 11_025, 16_000, 44_100, 48_000])(
    'of a recording with %i Hz go up at 16 kHz at most',
    async (sampleRate) => {
      const tone = Float32Array.from({ length: sampleRate * 4 }, (_, at) =>
        Math.sin((2 * Math.PI * 300 * at) / sampleRate),
      );
      const audio = await saved(
        wavBytes([tone.map((sample, at) => (at > sampleRate && at < 2 * sampleRate ? sample : 0))], { sampleRate }),
        'wav',
      );
      const piece = pieceOf([{ start: 0.5, end: 2.5 }]);
      const [upload] = await cut(audio, [piece]);
      const again = await rawProfile(await saved(await bytesOf(upload), 'mp3'));
      expect(again.sampleRate).toBe(Math.min(sampleRate, 16_000));
      expect(again.loudFrom - (upload?.leadSeconds ?? 0)).toBeCloseTo(0.5, 1);
      expect(again.loudTo - (upload?.leadSeconds ?? 0)).toBeCloseTo(1.5, 1);
    },
  );

  it('from a mix hold both sides', async () => {
    const [employee, client] = await saleCall();
    const audio = await saved(wavBytes([employee, client, silence(1)]), 'wav');
    const sound = await heard(audio);
    const [upload] = await cut(audio, piecesOf(sound, TIMED));
    const again = await heard(await saved(await bytesOf(upload), 'mp3'));
    expect(lengthOf(again.tracks[0]?.speech ?? [])).toBeCloseTo(lengthOf(sound.tracks[0]?.speech ?? []), -0.5);
  });

  it('that lie beyond the end of a shortened file are cut short', async () => {
    const audio = await saved(wavBytes([noise(2, -20)]), 'wav');
    const [upload] = await cut(audio, [pieceOf([{ start: 1, end: 60 }])]);
    expect((await rawProfile(await saved(await bytesOf(upload), 'mp3'))).seconds).toBeLessThan(1.5);
  });

  it('are not cut from what is not decoded', async () => {
    const audio = await saved(Buffer.from('OggS'), 'ogg');
    await expect(cut(audio, [pieceOf([{ start: 0, end: 1 }])])).rejects.toMatchObject({ trouble: 'rejected' });
  });
});

function pieceOf(spans: Piece['spans']): Piece {
  return { from: 0, side: null, spans, owns: { start: 0, end: 60 } };
}

async function heard(audio: AudioFile): Promise<Sound> {
  const sound = await listen(audio);
  if (!sound) throw new Error('not decoded');
  return sound;
}

/** Where a file with a single loud stretch is loud, whatever that is. */
async function rawProfile(audio: AudioFile) {
  const { openSound } = await import('../../src/audio/open-sound.js');
  const { FRAME_SECONDS, profileOf } = await import('../../src/audio/profile.js');
  await using sound = await openSound(audio);
  if (!sound) throw new Error('not decoded');
  const { seconds, sampleRate, channels } = await profileOf(sound.blocks);
  const loud = [...(channels[0]?.powers ?? [])].flatMap((power, frame) =>
    power > 0.01 ? [frame * FRAME_SECONDS] : [],
  );
  return { seconds, sampleRate, loudFrom: loud[0] ?? -1, loudTo: (loud.at(-1) ?? -1) + FRAME_SECONDS };
}

async function bytesOf(upload: CutPiece | undefined): Promise<Uint8Array> {
  return new Uint8Array((await upload?.body.arrayBuffer()) ?? []);
}

async function saved(bytes: Uint8Array, format: AudioFile['format']): Promise<AudioFile> {
  const file = join(folder, crypto.randomUUID());
  await writeFile(file, bytes);
  return { file, format };
}
