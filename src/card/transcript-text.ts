import { isAnalysis } from '../domain/analysis/analysis.js';
import type { Analyzed } from '../domain/call.js';
import { withEmployeeOn } from '../domain/transcript/speakers.js';
import type { Turn } from '../domain/transcript/transcript.js';
import { type CardContext, employeeNames } from './call-lines.js';
import { clockTime } from './words.js';

/** What it takes of a call. */
type Spoken = Pick<Analyzed, 'legs' | 'transcript' | 'analysis'>;

/** The transcript as lines to read: «▸0:31 Алексей: …», or plain text where there are no turns. */
export function transcriptLines(call: Spoken, context: CardContext): string[] {
  if (call.transcript.turns.length === 0) return call.transcript.text.split('\n');
  return speakingTurns(call).map((turn) => {
    const who = nameOf(turn, call, context);
    return `▸${clockTime(turn.start)} ${who ? `${who}: ` : ''}${turn.text}`;
  });
}

/** The turns with the speakers that the analysis found out. */
export function speakingTurns(call: Pick<Analyzed, 'transcript' | 'analysis'>): Turn[] {
  const { analysis, transcript } = call;
  return withEmployeeOn(isAnalysis(analysis) ? analysis.employeeChannel : null, transcript.turns);
}

function nameOf(turn: Turn, call: Spoken, context: CardContext): string | null {
  const { analysis } = call;
  if (turn.speaker === 'client') return (isAnalysis(analysis) && analysis.client.name) || 'Клиент';
  if (turn.speaker === 'employee') {
    const [only, ...others] = employeeNames(call, context, isAnalysis(analysis) ? analysis.employeeName : null);
    return only && others.length === 0 ? only : 'Сотрудник';
  }
  return turn.channel === null ? null : `Голос ${turn.channel + 1}`;
}
