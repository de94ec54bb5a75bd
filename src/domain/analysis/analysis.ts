import type { Speaker } from '../transcript/transcript.js';
import type { Promised, Remark } from './facts.js';
import type { Ground } from './ground.js';
import type { CheckResult, OwnAnswer } from './own.js';
import type { Preset } from './preset.js';

/** What `analyze` makes: facts of one call in Russian, each with what it rests on. */
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
  /** What single facts rest on, by their names; `gist` sentence by sentence. */
  grounds: Partial<Record<GroundedName, Ground>> & { gist?: Remark[] };
  /** Answers to the questions of the preset, and its checklist. */
  own: OwnAnswer[];
  checks: CheckResult[];
  /** 0 … 100; null where too little is known. */
  score: number | null;
  /** The employee's name as it was heard; the provider's word goes before it. */
  employeeName: string | null;
  /** The channel the employee speaks on, where the words tell. */
  employeeChannel: 0 | 1 | null;
  /** Who speaks from which turn on, by the sense of the words, where nothing else tells. */
  voices: VoiceChange[];
  model: string;
  /** What the model was asked with; null in calls of earlier versions. */
  versions: Versions | null;
  /** How its card is laid out, whatever preset is configured later; null in calls of earlier versions. */
  look: Look | null;
}

/** What a preset says of the card: the order of its lines, and the names of the sides. */
export type Look = Pick<Preset, 'card' | 'roles'>;

export const GROUNDED_NAMES = [
  'headline',
  'wants',
  'clientName',
  'clientCompany',
  'employeeName',
  'outcome',
  'mood',
] as const;
type GroundedName = (typeof GROUNDED_NAMES)[number];

export interface VoiceChange {
  from: number;
  speaker: Speaker;
}

/** Short hashes of the instructions, of the schema and of the preset, and the preset's name. */
export interface Versions {
  prompt: string;
  schema: string;
  preset: string;
  presetVersion: string;
}

export interface Agreement extends Promised, Remark {
  who: string | null;
  where: string | null;
}
interface Step extends Promised, Remark {
  who: string | null;
}
interface Objection extends Remark {
  answered: boolean;
}
/** `amount` in roubles as said, never computed; 0 = free of charge; null = words only. */
interface Sum extends Remark {
  amount: number | null;
  approximate: boolean;
}

/** Why there is no analysis: no words, words that cannot be relied on, or an answer that could not be used. */
export interface NoAnalysis {
  none: 'wordless' | 'untrusted' | 'truncated' | 'malformed' | 'refused';
}

export function isAnalysis(analysis: Analysis | NoAnalysis): analysis is Analysis {
  return 'headline' in analysis;
}
