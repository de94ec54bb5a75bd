import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listen } from '../../src/audio/listen.js';
import { overlapOf, type Span } from '../../src/domain/sound/sound.js';
import { tones } from './sounds.js';
import { wavBytes } from './wav-bytes.js';

const CALLS = fileURLToPath(new URL('../../assets/calls/', import.meta.url));
const Words = z.object({
  file: z.string(),
  seconds: z.number(),
  channels: z.number(),
  segments: z.array(z.object({ channel: z.union([z.literal(0), z.literal(1)]), start: z.number(), end: z.number() })),
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiobot-listen-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a bundled call', () => {
  it.each([
    ['01-sale-visit', true],
    ['02-agency', true],
    ['03-silence', false],
    ['04-wrong-number', true],
    ['05-complaint', true],
    ['06-two-speakers', true],
  ])('%s is as long and wide as its words say; speech: %s', async (id, speech) => {
    const words = await wordsOf(id);
    const found = await listen({ file: CALLS + words.file, format: formatOf(words.file) });
    expect(found).toMatchObject({ channels: words.channels, sampleRate: 8000 });
    expect(found?.seconds).toBeCloseTo(words.seconds, 1);
    expect(found?.tracks.some((track) => track.speech.length > 0)).toBe(speech);
  });

  it.each(['01-sale-visit', '02-agency', '05-complaint', '06-two-speakers'])(
    '%s has every segment on the track of its speaker, be it under the other voice, and nothing else',
    async (id) => {
      const { file, segments } = await wordsOf(id);
      const found = await listen({ file: CALLS + file, format: formatOf(file) });
      expect(found).toMatchObject({ layout: 'stereo', tracks: [{ side: 0 }, { side: 1 }] });
      for (const { side, speech } of found?.tracks ?? []) {
        const theirs = segments.filter(({ channel }) => channel === side);
        for (const segment of theirs) expect(covered(segment, speech)).toBeGreaterThan(0.85);
        for (const run of speech) expect(covered(run, theirs)).toBeGreaterThan(0.85);
      }
    },
  );
});

/** How much of a stretch lies under the others. */
function covered(span: Span, others: Span[]): number {
  return others.reduce((sum, other) => sum + overlapOf(span, other), 0) / (span.end - span.start);
}

describe('what cannot be heard', () => {
  it.each(['ogg', 'flac', 'm4a', 'webm'] as const)('%s is not decoded', async (format) => {
    expect(await listen({ file: await saved('OggS and so on'), format })).toBeNull();
  });

  it('a WAV of an unknown coding is not decoded', async () => {
    expect(
      await listen({ file: await saved(wavBytes([tones(1, [440])], { coding: 'gsm' })), format: 'wav' }),
    ).toBeNull();
  });

  it.each([
    ['mp3', 'a page', `<!doctype html>${'<p>not found</p>'.repeat(5000)}`],
    ['mp3', 'nothing', ''],
    ['mp3', 'a tag and no frame', `ID3\u0003\0\0\0\0\u0002\u0000${'\0'.repeat(256)}`],
    ['wav', 'a page', '<!doctype html><p>not found</p>'],
    ['wav', 'a bare header', wavBytes([[]])],
  ] as const)('an %s that is %s is rejected', async (format, _, content) => {
    const refused = listen({ file: await saved(content), format });
    await expect(refused).rejects.toMatchObject({ upstream: 'disk', trouble: 'rejected' });
  });

  it('a file that is gone is a passing trouble', async () => {
    const gone = listen({ file: join(folder, 'gone.mp3'), format: 'mp3' });
    await expect(gone).rejects.toMatchObject({ upstream: 'disk', trouble: 'transient' });
  });
});

describe('an mp3', () => {
  it('that is cut short is heard as far as it goes', async () => {
    const whole = await readFile(`${CALLS}01-sale-visit.mp3`);
    const found = await listen({ file: await saved(whole.subarray(0, whole.length / 2)), format: 'mp3' });
    expect(found).toMatchObject({ channels: 2, layout: 'stereo' });
    expect(found?.seconds).toBeGreaterThan(30);
    expect(found?.seconds).toBeLessThan(33);
  });

  it('is found behind a long tag', async () => {
    const tag = Buffer.concat([Buffer.from('ID3\u0003\0\0\0\u0008\0\0', 'latin1'), Buffer.alloc(131_072, 0xff)]);
    const whole = await readFile(`${CALLS}03-silence.mp3`);
    const found = await listen({ file: await saved(Buffer.concat([tag, whole])), format: 'mp3' });
    expect(found).toMatchObject({ seconds: 21, channels: 1, tracks: [{ speech: [] }] });
  });
});

async function wordsOf(id: string) {
  return Words.parse(JSON.parse(await readFile(`${CALLS}${id}.json`, 'utf8')));
}

function formatOf(file: string): 'mp3' | 'wav' {
  return file.endsWith('.wav') ? 'wav' : 'mp3';
}

async function saved(content: string | Buffer) {
  const file = join(folder, crypto.randomUUID());
  await writeFile(file, content);
  return file;
}
