import { isAnalysis, type Look } from '../domain/analysis/analysis.js';
import type { Analyzed } from '../domain/call.js';
import type { CardContext } from './call-lines.js';

/** How the card of a call is laid out: as the preset said by which it was analysed. */
export function lookOf({ analysis }: Pick<Analyzed, 'analysis'>, { preset }: CardContext): Look {
  return (isAnalysis(analysis) && analysis.look) || preset;
}
