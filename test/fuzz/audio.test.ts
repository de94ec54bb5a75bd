import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { cut } from '../../src/audio/cut.js';
import { listen } from '../../src/audio/listen.js';
import { piecesOf } from '../../src/domain/sound/pieces.js';
import { UpstreamError } from '../../src/domain/trouble.js';
import { RUNS } from './runs.js';

const folder = mkdtempSync(join(tmpdir(), 'audiobot-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FILE = join(folder, 'recording');
const LONGEST = 60_000;
const HEAD = 256;
const PATIENCE_MS = 10_000;

const changes = fc.array(
  fc.tuple(fc.integer({ min: 0, max: HEAD }), fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(255))),
  { maxLength: 12 },
);

it.each([
  ['wav', '04-wrong-number.wav'],
  ['mp3', '01-sale-visit.mp3'],
] as const)(
  'whatever a recording holds, it has a length and can be cut, or is refused, soon: %s',
  async (format, name) => {
    const whole = readFileSync(new URL(`../../assets/calls/${name}`, import.meta.url)).subarray(0, LONGEST);
    const noise = fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes));
    const damaged = fc.tuple(changes, fc.integer({ min: 0, max: LONGEST })).map(([changed, length]) => {
      const bytes = Buffer.from(whole.subarray(0, length));
      for (const [place, value] of changed) if (place < bytes.length) bytes[place] = value;
      return bytes;
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof({ arbitrary: damaged, weight: 4 }, { arbitrary: noise, weight: 1 }), async (bytes) => {
        writeFileSync(FILE, bytes);
        const startedMs = performance.now();
        const found = await listen({ file: FILE, format }).catch((error) => error);
        if (found instanceof UpstreamError || found === null) return;
        expect(found.seconds > 0 && found.seconds < 100_000).toBe(true);
        const pieces = piecesOf(found, { longestSeconds: 30, hasTimes: true });
        const uploads = await cut({ file: FILE, format }, pieces);
        expect(uploads.every(({ body, seconds }) => body.size > 100 && seconds < 32)).toBe(true);
        expect(performance.now() - startedMs).toBeLessThan(PATIENCE_MS);
      }),
      { numRuns: Math.ceil(RUNS.numRuns / 10) },
    );
  },
);
