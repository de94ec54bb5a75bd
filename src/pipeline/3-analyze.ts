import type { Analysis, NoAnalysis } from '../domain/analysis/analysis.js';
import type { Transcribed } from '../domain/call.js';
import type { Analyst } from '../domain/ports.js';
import { LEAST_TRUST } from '../domain/transcript/trust.js';
import type { Stage } from './stage.js';

/** Words to facts. Where there are none, or none to rely on, nothing is asked and nothing is paid. */
export function analyze(needs: { analyst: Analyst }): Stage<Transcribed, Analysis | NoAnalysis> {
  return async (call, signal) => {
    const { wordless, trust } = call.transcript;
    if (wordless) return { none: 'wordless' };
    if (trust && trust.score < LEAST_TRUST) return { none: 'untrusted' };
    return needs.analyst.analyze(call, signal);
  };
}
