import type { Instant } from '../instant.js';

/** What `analyze` makes: facts of one call in Russian, each with the numbers of the turns it rests on. */
export interface Analysis {
  headline: string;
  gist: string;
  kind: string;
  colour: 'green' | 'yellow' | 'red';
  client: { name: string | null; company: string | null };
  wants: string | null;
  outcome: { result: string; reason: string | null };
  agreements: Agreement[];
  nextSteps: Step[];
  objections: Objection[];
  openQuestions: Remark[];
  sums: Sum[];
  mood: { start: string; end: string };
  risks: Remark[];
  topics: string[];
  tip: string | null;
  doubts: string[];
  /** Answers to the questions of a preset. */
  fields: Record<string, unknown>;
  /** The employee's name as it was heard; the provider's word goes before it. */
  employeeName: string | null;
  /** The channel the employee speaks on, where the words tell. */
  employeeChannel: 0 | 1 | null;
  model: string;
}

/** `dueSaid` are the words; `dueAt` the instant built from them, null when none was said or it is in doubt. */
export interface Promised {
  dueSaid: string | null;
  dueAt: Instant | null;
  dueAllDay: boolean;
  dueDoubtful: boolean;
  turns: number[];
}
interface Agreement extends Promised {
  who: string | null;
  what: string;
  where: string | null;
}
interface Step extends Promised {
  who: string | null;
  what: string;
}
interface Objection extends Remark {
  answered: boolean;
}
export interface Remark {
  what: string;
  turns: number[];
}
/** `amount` in roubles as said, never computed; 0 = free of charge; null = words only. */
interface Sum extends Remark {
  amount: number | null;
  approximate: boolean;
}

/** Why there is no analysis: no words to analyse, or the model's answer could not be used. */
export interface NoAnalysis {
  none: 'wordless' | 'truncated' | 'malformed' | 'refused';
}

export function isAnalysis(analysis: Analysis | NoAnalysis): analysis is Analysis {
  return 'headline' in analysis;
}
