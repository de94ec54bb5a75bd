import { beforeAll, describe, expect, it } from 'vitest';
import { profileOf } from '../../src/audio/profile.js';
import { tracksOf } from '../../src/audio/tracks.js';
import { lengthOf, overlapOf, type Track } from '../../src/domain/sound/sound.js';
import { ASSETS } from '../end-to-end/assets.js';
import { readTrueCalls, type TrueCall } from '../eval/true-call.js';
import { crossTalk } from '../eval/variants/sides.js';
import { overlapping } from '../eval/variants/time.js';
import { asSound } from './sounds.js';

const SOFT_EDGE_SECONDS = 0.1;

let calls: TrueCall[];
beforeAll(async () => {
  calls = (await readTrueCalls(ASSETS)).filter(({ isApart }) => isApart);
});

describe('two sides', () => {
  it.each([
    { below: 30, late: 0.05 },
    { below: 30, late: 0.15 },
    { below: 20, late: 0.15 },
    { below: 20, late: 0.25 },
    { below: 15, late: 0.15 },
  ])('heard in each other’s line %o: a track holds nothing but its own', async (echo) => {
    for (const call of calls) {
      const tracks = await tracksIn(crossTalk(call, echo));
      for (const side of [0, 1] as const) expect(secondsBeside(call, side, tracks[side]), call.id).toBeLessThan(0.1);
    }
  });

  it('that talk over each other for long, with no echo, lose next to nothing', async () => {
    for (const call of calls) {
      const both = overlapping(call, 3);
      const tracks = await tracksIn(both);
      for (const side of [0, 1] as const) {
        const alone = await tracksIn(both && { ...both, channels: [both.channels[side] ?? new Float32Array()] });
        const [all, kept] = [alone[0], tracks[side]].map((track) => lengthOf(track?.speech ?? []));
        expect(kept, call.id).toBeGreaterThan(0.97 * (all ?? 0));
      }
    }
  });
});

async function tracksIn(call: TrueCall | null): Promise<Track[]> {
  return tracksOf(await profileOf(asSound(...(call?.channels ?? [])))).tracks;
}

/** How much of a track lies where its side says nothing. */
function secondsBeside({ turns }: TrueCall, side: 0 | 1, track: Track | undefined): number {
  const own = turns
    .filter((turn) => turn.side === side)
    .map(({ start, end }) => ({ start: start - SOFT_EDGE_SECONDS, end: end + SOFT_EDGE_SECONDS }));
  const beside = (track?.speech ?? []).map(
    (run) => run.end - run.start - own.reduce((sum, turn) => sum + overlapOf(run, turn), 0),
  );
  return beside.reduce((sum, seconds) => sum + Math.max(0, seconds), 0);
}
