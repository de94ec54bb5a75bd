import { isAnalysis } from '../domain/analysis/analysis.js';
import type { Analyzed } from '../domain/call.js';
import { speakingTurns } from '../domain/transcript/speakers.js';
import type { Turn } from '../domain/transcript/transcript.js';
import { type CardContext, employeeNames } from './call-lines.js';
import { lookOf } from './look.js';
import { undoubted } from './standing.js';
import { capitalised, clockTime } from './words.js';

/** What it takes of a call. */
type Spoken = Pick<Analyzed, 'legs' | 'transcript' | 'analysis'>;

/** What one says on a line for both comes sentence by sentence; after such a pause it is told as another turn. */
const PAUSE_SECONDS = 3;

const NOBODY = { employeeChannel: null, voices: [] };

/** The transcript as lines to read: «▸0:31 Алексей: …», or plain text where there are no turns. */
export function transcriptLines(call: Spoken, context: CardContext): string[] {
  if (call.transcript.turns.length === 0) return call.transcript.text.split('\n');
  return readable(speakersOf(call)).map((turn) => {
    const who = nameOf(turn, call, context);
    return `▸${clockTime(turn.start)} ${who ? `${who}: ` : ''}${turn.text}`;
  });
}

/** «Расшифровка», and how it is known who speaks, where it is not by the recording itself. */
export function transcriptTitle(call: Spoken): string {
  const turns = speakersOf(call);
  if (turns.some(({ inferred }) => inferred)) return 'Расшифровка · кто говорит, определено по смыслу';
  const unknown = turns.filter(({ speaker }) => speaker === 'unknown').length;
  if (unknown === 0) return 'Расшифровка';
  return unknown === turns.length ? 'Расшифровка · роли не определены' : 'Расшифровка · роли определены не везде';
}

/** The turns with the speakers that the analysis found out. */
export function speakersOf({ transcript, analysis }: Pick<Analyzed, 'transcript' | 'analysis'>): Turn[] {
  return speakingTurns(transcript, isAnalysis(analysis) ? analysis : NOBODY);
}

/** Sentences of one speaker as one turn, where it is known by their sense who speaks. */
function readable(turns: Turn[]): Turn[] {
  const joined: Turn[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    const isSame = last?.inferred && turn.inferred && last.speaker === turn.speaker;
    if (last && isSame && turn.start - last.end < PAUSE_SECONDS) {
      joined[joined.length - 1] = { ...last, end: turn.end, text: `${last.text} ${turn.text}` };
    } else joined.push(turn);
  }
  return joined;
}

function nameOf(turn: Turn, call: Spoken, context: CardContext): string | null {
  const { roles } = lookOf(call, context);
  const heard = isAnalysis(call.analysis) ? call.analysis : null;
  if (turn.speaker === 'client') {
    return undoubted(heard?.client.name ?? null, heard?.grounds.clientName) ?? capitalised(roles.client);
  }
  if (turn.speaker === 'employee') {
    const name = undoubted(heard?.employeeName ?? null, heard?.grounds.employeeName);
    const [only, ...others] = employeeNames(call, context, name);
    return only && others.length === 0 ? only : capitalised(roles.employee);
  }
  return turn.channel === null ? null : `Голос ${turn.channel + 1}`;
}
