import type { Instant } from '../instant.js';
import type { Promised, Remark } from './facts.js';
import type { Ground } from './ground.js';

/** The answer to a question of a preset. It knows its own label and emoji: presets change. */
export type OwnAnswer = Ground & {
  name: string;
  label: string;
  emoji: string;
  reason: string | null;
} & (
    | { type: 'text'; value: string }
    | { type: 'number' | 'money' | 'scale'; value: number }
    | { type: 'yesno'; value: boolean }
    /** `shown` is the label of the word that was chosen. */
    | { type: 'choice'; value: string; shown: string }
    | { type: 'list'; value: Remark[] }
    | { type: 'when'; value: Promised }
  );

/** `na`: it did not apply to this call. `unknown`: nobody can tell, or the proof failed. */
export interface CheckResult extends Ground {
  name: string;
  label: string;
  weight: number;
  cap: number | null;
  result: 'pass' | 'fail' | 'na' | 'unknown';
}

/** What people read of a result. */
export const CHECK_WORDS = { pass: 'сделано', fail: 'не сделано', na: 'не требовалось', unknown: 'неясно' };

/** The bare value, as `--json` prints it; `at` writes an instant. */
export function bareValue(answer: OwnAnswer, at: (instant: Instant | null) => string | null): unknown {
  if (answer.type === 'list') return answer.value.map(({ what }) => what);
  if (answer.type === 'when') return at(answer.value.dueAt) ?? answer.value.dueSaid;
  return answer.value;
}
