import type { Ear } from './ear.js';
import { type Score, scoreOf } from './score.js';
import type { TrueCall } from './true-call.js';
import { VARIANTS, type Variant } from './variants/variants.js';

/** How each of the calls was heard in one variant; those that have none are left out. */
export interface VariantScores {
  name: string;
  scores: { id: string; score: Score }[];
}

/** Sounds are made at this rate; a recording at another one is heard as it is and no more. */
const SAMPLE_RATE = 8000;

export async function variantScores(ear: Ear, calls: TrueCall[], model: string): Promise<VariantScores[]> {
  const all: VariantScores[] = [];
  for (const variant of VARIANTS) {
    const scores: VariantScores['scores'] = [];
    for (const call of calls) {
      const changed = changedBy(variant, call);
      if (changed) scores.push({ id: call.id, score: scoreOf(changed, await ear.hear(changed, model)) });
    }
    all.push({ name: variant.name, scores });
    process.stderr.write(`eval: ${model}, ${variant.name}\n`);
  }
  return all;
}

function changedBy(variant: Variant, call: TrueCall): TrueCall | null {
  const changed = variant.of(call);
  return changed === call || call.sampleRate === SAMPLE_RATE ? changed : null;
}
