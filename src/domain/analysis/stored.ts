import type { Transcript } from '../transcript/transcript.js';
import type { Analysis, NoAnalysis } from './analysis.js';
import { UNCHECKED } from './ground.js';

/** A kept analysis as this version reads it: those of earlier ones knew no quotes, no presets and no checklist. */
export function keptAnalysis(kept: Analysis | NoAnalysis): Analysis | NoAnalysis {
  if (!('headline' in kept) || 'grounds' in kept) return kept;
  const { fields: _fields, ...old } = kept as Analysis & { fields?: unknown };
  const unchecked = <Item extends object>(items: Item[]) => items.map((item) => ({ ...UNCHECKED, ...item }));
  return {
    ...old,
    agreements: unchecked(old.agreements),
    nextSteps: unchecked(old.nextSteps),
    objections: unchecked(old.objections),
    openQuestions: unchecked(old.openQuestions),
    sums: unchecked(old.sums),
    risks: unchecked(old.risks),
    ...{ grounds: {}, own: [], checks: [], score: null, voices: [], versions: null, look: null },
  };
}

/** A kept transcript: those of earlier versions do not tell what was cut. */
export function keptTranscript(kept: Transcript): Transcript {
  return { ...{ cut: [], trust: null }, ...kept };
}
