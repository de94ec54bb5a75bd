import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toFile } from 'openai';
import { describe, expect, it } from 'vitest';
import { likeness } from '../../src/domain/analysis/likeness.js';
import { container, secondsOf } from '../../src/simulators/openai/audio-bytes.js';
import { readKnownCalls, recognise } from '../../src/simulators/openai/known-calls.js';
import { startWorld } from '../../src/simulators/world.js';
import { clientOf } from './openai-client.js';

const FOLDER = fileURLToPath(new URL('../../assets/calls', import.meta.url));
const RECORDINGS = readdirSync(FOLDER).filter((name) => /\.(mp3|wav)$/.test(name));

const ANALYSES = readdirSync(FOLDER).filter((name) => name.endsWith('.analysis.json'));

interface Quoted {
  quote: string;
  turns: number[];
}

/** All that quotes something, however deep. */
function quotedIn(value: unknown): Quoted[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(quotedIn);
  return 'quote' in value && value.quote ? [value as Quoted, ...inside] : inside;
}

describe('the bundled calls', () => {
  it('are all known', () => {
    expect(readKnownCalls(FOLDER)).toHaveLength(RECORDINGS.length);
    expect(RECORDINGS.length).toBeGreaterThan(3);
  });

  it.each(RECORDINGS)('%s is what its name says, and as long as is written', (name) => {
    const bytes = readFileSync(join(FOLDER, name));
    const { seconds } = JSON.parse(readFileSync(join(FOLDER, name.replace(/\.\w+$/, '.json')), 'utf8'));
    expect(container(bytes)).toBe(name.slice(-3));
    expect(Math.abs(secondsOf(bytes) - seconds)).toBeLessThan(1);
  });

  it.each(RECORDINGS)('%s is heard by its bytes, and told from the others by its words', async (name) => {
    await using world = await startWorld({ assets: FOLDER });
    const calls = readKnownCalls(FOLDER);
    const call = calls.find((one) => name.startsWith(one.id));
    const file = await toFile(readFileSync(join(FOLDER, name)), `upload.${name.slice(-3)}`);
    const { text } = await clientOf(world).audio.transcriptions.create({ file, model: 'whisper-1' });
    expect(world.openai.transcriptions[0]?.callId).toBe(call?.id);
    expect(recognise(text, calls)?.id ?? null).toBe(call?.segments.length === 0 ? null : call?.id);
  });

  it.each(ANALYSES)('%s quotes what is said in the turns it names', (name) => {
    const read = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
    const { segments } = read(name.replace('.analysis', ''));
    const strays = quotedIn(read(name)).filter(({ quote, turns }) => {
      const said = turns.map((turn) => segments[turn]?.text ?? '').join(' ');
      return likeness(quote, said) < 1;
    });
    expect(strays).toEqual([]);
  });
});
