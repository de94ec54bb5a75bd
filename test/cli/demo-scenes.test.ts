import { describe, expect, it } from 'vitest';
import type { Scene } from '../../src/cli/demo/scenes.js';
import { FIRMS } from '../../src/cli/demo/trades.js';
import type { World } from '../../src/simulators/world.js';
import { ASSETS } from '../end-to-end/assets.js';
import { wordsIn } from '../eval/alignment.js';

interface Told {
  turns: number[];
  due?: { said: string } | null;
}

describe.each(Object.values(FIRMS))('the demo of $name', ({ scenes }) => {
  it.each(scenes)('names no term that nobody says: $title', (scene) => {
    for (const { segments, told } of heardIn(scene)) {
      for (const { turns, due } of told) {
        const said = wordsIn(turns.map((turn) => segments[turn]?.text).join(' '));
        expect(said).toEqual(expect.arrayContaining(wordsIn(due?.said ?? '')));
      }
    }
  });
});

/** What the played models are told of its recording. */
function heardIn({ happen }: Scene) {
  const heard: { segments: { text: string }[]; told: Told[] }[] = [];
  const hear = (_: Buffer, segments: { text: string }[], analysis: { agreements: Told[]; nextSteps: Told[] }) =>
    heard.push({ segments, told: [...analysis.agreements, ...analysis.nextSteps] });
  const add = () => ({ rows: [] });
  happen({ novofon: { addIncoming: add, addOutgoing: add }, openai: { hear } } as unknown as World, ASSETS);
  return heard;
}
