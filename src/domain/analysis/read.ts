import type { Instant } from '../instant.js';
import { dueFrom } from '../when.js';
import type { Analysis, Promised } from './analysis.js';
import type { Answer } from './schema.js';

/** The longest headline, name, other words and gist, in UTF-16 units; and the longest list. */
export const HEADLINE = 90;
const NAME = 80;
const WORDS = 400;
const GIST = 1_500;
const MOST = 20;
/** Nobody names a larger sum on the phone, nor one below nothing. */
const LARGEST_SUM = 1e12;

interface Context {
  model: string;
  calledAt: Instant;
  zone: string;
  /** How many turns the transcript has: what points past them is dropped. */
  turnCount: number;
}

/** The model's answer as an analysis: dates built from their parts, evidence checked, empty entries dropped, long ones cut. */
export function readAnswer(answer: Answer, context: Context): Analysis {
  const evidence = (turns: number[]) =>
    [...new Set(turns)].filter((turn) => Number.isInteger(turn) && turn >= 0 && turn < context.turnCount);
  const remarks = <Item extends { what: string; turns: number[] }>(items: Item[]) =>
    told(items, (item) => item.what).map((item) => ({
      ...item,
      what: cutAtWord(item.what, WORDS),
      turns: evidence(item.turns),
    }));
  const promised = (item: { due: Answer['nextSteps'][number]['due']; turns: number[] }): Promised => ({
    ...dueOf(item.due, context),
    turns: evidence(item.turns),
  });

  return {
    headline: cutAtWord(answer.headline.trim(), HEADLINE),
    gist: cutAtWord(answer.gist.trim(), GIST),
    kind: answer.kind,
    colour: answer.colour,
    client: { name: cut(answer.client.name, NAME), company: cut(answer.client.company, NAME) },
    wants: cut(answer.wants, WORDS),
    outcome: { result: answer.outcome.result, reason: cut(answer.outcome.reason, WORDS) },
    agreements: remarks(answer.agreements).map(({ due, ...item }) => ({
      ...item,
      who: cut(item.who, NAME),
      where: cut(item.where, WORDS),
      ...promised({ due, turns: item.turns }),
    })),
    nextSteps: remarks(answer.nextSteps).map(({ due, ...item }) => ({
      ...item,
      who: cut(item.who, NAME),
      ...promised({ due, turns: item.turns }),
    })),
    objections: remarks(answer.objections),
    openQuestions: remarks(answer.openQuestions),
    sums: remarks(answer.sums).map((sum) => ({ ...sum, amount: sumOf(sum.amount) })),
    mood: answer.mood,
    risks: remarks(answer.risks),
    topics: told(answer.topics).map((topic) => cutAtWord(topic, NAME)),
    tip: cut(answer.tip, WORDS),
    doubts: told(answer.doubts).map((doubt) => cutAtWord(doubt, WORDS)),
    fields: {},
    employeeName: cut(answer.employeeName, NAME),
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

function cut(text: string | null, longest: number): string | null {
  return text === null ? null : cutAtWord(text, longest);
}

/** Without entries that say nothing, and no more than are read. */
function told<Item>(items: Item[], textOf: (item: Item) => string = String): Item[] {
  return items.filter((item) => textOf(item).trim() !== '').slice(0, MOST);
}

function sumOf(amount: number | null): number | null {
  return amount !== null && amount >= 0 && amount <= LARGEST_SUM ? amount : null;
}

function dueOf(due: Answer['nextSteps'][number]['due'], context: Context): Omit<Promised, 'turns'> {
  if (!due) return { dueSaid: null, dueAt: null, dueAllDay: false, dueDoubtful: false };
  const built = dueFrom(due, context.calledAt, context.zone);
  return { dueSaid: cutAtWord(due.said, NAME), dueAt: built.at, dueAllDay: built.allDay, dueDoubtful: built.doubtful };
}
