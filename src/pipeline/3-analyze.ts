import type { Analysis, NoAnalysis } from '../domain/analysis/analysis.js';
import type { Transcribed } from '../domain/call.js';
import type { Analyst } from '../domain/ports.js';
import type { Stage } from './stage.js';

/** Words to facts. Where there are no words, nothing is asked and nothing is paid. */
export function analyze(needs: { analyst: Analyst }): Stage<Transcribed, Analysis | NoAnalysis> {
  return async (call, signal) =>
    call.transcript.wordless ? { none: 'wordless' } : needs.analyst.analyze(call, signal);
}
