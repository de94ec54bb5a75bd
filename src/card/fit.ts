import type { Ground } from '../domain/analysis/ground.js';
import { type Line, lengthOf } from './rich.js';
import { cutDoubted } from './standing.js';

/** A line of the card and what it is worth when room runs out: the least worth goes first; `always` stays. */
export interface Block {
  line: Line;
  worth: number | 'always';
  /** What the facts on it rest on. */
  proofs: Proof[];
}

/** `verdict`: what was judged, where it is a point of a checklist. */
export type Proof = Ground & { what: string; verdict?: string };

/** Below this a shortened line says nothing. */
const SHORTEST = 60;

/** The lines that fit into `longest` UTF-16 units: the cheapest are shortened at a word, then dropped. */
export function fitInto(blocks: Block[], longest: number): Line[] {
  let kept = [...blocks];
  for (;;) {
    const excess = lengthOf(kept.map((block) => block.line)) - longest;
    const cheapest = cheapestOf(kept);
    if (excess <= 0 || !cheapest) return kept.map((block) => block.line);
    const shorter = shortened(cheapest, excess);
    kept = kept.flatMap((block) => (block === cheapest ? (shorter ?? []) : block));
  }
}

function cheapestOf(blocks: Block[]): Block | null {
  const droppable = blocks.filter((block) => block.worth !== 'always');
  return droppable.reduce<Block | null>((best, block) => (best && best.worth < block.worth ? best : block), null);
}

function shortened(block: Block, excess: number): Block | null {
  const last = block.line.at(-1);
  const room = lengthOf([block.line]) - excess;
  if (typeof last !== 'string' || room < SHORTEST) return null;
  const before = block.line.slice(0, -1);
  const text = cutDoubted(last, room - lengthOf([before]));
  return text.length < last.length ? { ...block, line: [...before, text] } : null;
}
