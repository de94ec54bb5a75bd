import type { Instant } from '../instant.js';
import { dueFrom } from '../when.js';
import type { Analysis, Promised } from './analysis.js';
import type { Answer } from './schema.js';

/** Longest headline, in UTF-16 units. */
const HEADLINE = 90;

interface Context {
  model: string;
  calledAt: Instant;
  zone: string;
  /** How many turns the transcript has: what points past them is dropped. */
  turnCount: number;
}

/** The model's answer as an analysis: dates built from their parts, evidence checked, empty entries dropped. */
export function readAnswer(answer: Answer, context: Context): Analysis {
  const evidence = (turns: number[]) =>
    [...new Set(turns)].filter((turn) => Number.isInteger(turn) && turn >= 0 && turn < context.turnCount);
  const remarks = <Item extends { what: string; turns: number[] }>(items: Item[]) =>
    items.filter((item) => item.what.trim() !== '').map((item) => ({ ...item, turns: evidence(item.turns) }));
  const promised = (item: { due: Answer['nextSteps'][number]['due']; turns: number[] }): Promised => ({
    ...dueOf(item.due, context),
    turns: evidence(item.turns),
  });

  return {
    headline: cutAtWord(answer.headline.trim(), HEADLINE),
    gist: answer.gist.trim(),
    kind: answer.kind,
    colour: answer.colour,
    client: answer.client,
    wants: answer.wants,
    outcome: answer.outcome,
    agreements: remarks(answer.agreements).map(({ due, ...item }) => ({
      ...item,
      ...promised({ due, turns: item.turns }),
    })),
    nextSteps: remarks(answer.nextSteps).map(({ due, ...item }) => ({
      ...item,
      ...promised({ due, turns: item.turns }),
    })),
    objections: remarks(answer.objections),
    openQuestions: remarks(answer.openQuestions),
    sums: remarks(answer.sums),
    mood: answer.mood,
    risks: remarks(answer.risks),
    topics: answer.topics,
    tip: answer.tip,
    doubts: answer.doubts.filter((doubt) => doubt.trim() !== ''),
    fields: {},
    employeeName: answer.employeeName,
    employeeChannel: answer.employeeVoice === null ? null : answer.employeeVoice === 'A' ? 0 : 1,
    model: context.model,
  };
}

/** At most `longest` UTF-16 units, cut between words and marked with «…». */
export function cutAtWord(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const head = text.slice(0, longest - 1);
  const space = head.lastIndexOf(' ');
  const cut = space > longest / 2 ? head.slice(0, space) : head.replace(/[\uD800-\uDBFF]$/, '');
  return `${cut.replace(/[\s,.;:·—-]+$/, '')}…`;
}

function dueOf(due: Answer['nextSteps'][number]['due'], context: Context): Omit<Promised, 'turns'> {
  if (!due) return { dueSaid: null, dueAt: null, dueAllDay: false, dueDoubtful: false };
  const built = dueFrom(due, context.calledAt, context.zone);
  return { dueSaid: due.said, dueAt: built.at, dueAllDay: built.allDay, dueDoubtful: built.doubtful };
}
