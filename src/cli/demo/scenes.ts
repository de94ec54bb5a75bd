import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Happened, Novofon } from '../../simulators/novofon/novofon.js';
import type { World } from '../../simulators/world.js';

/**
 * A call of the demo. `card`: whether one is due in the group; `kill`: the daemon is killed while it is analysed;
 * `foreign`: it is another firm's.
 */
export interface Scene {
  title: string;
  card: boolean;
  kill?: boolean;
  foreign?: boolean;
  happen(world: World, assets: string): Happened;
}

/** What a firm of the demo is called, how its daemon is set up, and its calls. */
export interface Firm {
  name: string;
  preset: string;
  employees: Record<string, string>;
  scenes: Scene[];
}

/** A bundled call; `told` changes the texts of what is heard and understood in it. */
export function recorded(
  id: string,
  add: (novofon: Novofon, audio: string) => Happened,
  told: (text: string) => string = (text) => text,
): Scene['happen'] {
  return ({ novofon, openai }, assets) => {
    const read = (name: string) => JSON.parse(told(readFileSync(join(assets, name), 'utf8')));
    const { file, segments } = read(`${id}.json`);
    const audio = join(assets, file);
    if (segments.length > 0) openai.hear(readFileSync(audio), segments, read(`${id}.analysis.json`));
    return add(novofon, audio);
  };
}
