import type { Speaker } from '../transcript/transcript.js';

/** What can be asked for without code: how the answer looks. `scale` is 1 … 10, `money` roubles. */
export const FIELD_TYPES = ['text', 'number', 'money', 'scale', 'yesno', 'choice', 'list', 'when'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** A question of a preset's own, and its line on the card. */
export interface PresetField {
  name: string;
  label: string;
  emoji: string;
  type: FieldType;
  /** What the model is told. */
  ask: string;
  /** Of a choice: the words to choose from, and how they are shown. */
  options: Record<string, string>;
  /** Whose words the answer must rest on; null: anybody's. */
  by: Exclude<Speaker, 'unknown'> | null;
  /** Whether a reason is wanted beside the answer. */
  reason: boolean;
}

/** Something the employee should do. A failed check with a `cap` lets the score be no higher. */
export interface PresetCheck {
  name: string;
  label: string;
  ask: string;
  weight: number;
  cap: number | null;
}

/** The lines of the card that an order may name, besides the fields of a preset. */
export const CARD_LINES = [
  'agreements',
  'nextSteps',
  'sums',
  'gist',
  'wants',
  'outcome',
  'objections',
  'openQuestions',
  'risks',
  'mood',
  'score',
  'tip',
  'doubts',
] as const;
export type CardLine = (typeof CARD_LINES)[number];

/** What a trade wants to know of its calls. */
export interface Preset {
  name: string;
  title: string;
  /** What the firm does and what matters to it, for the model. */
  context: string;
  /** What the two sides are called, in lower case: «агентство», «мы». */
  roles: { client: string; employee: string };
  topics: string[];
  fields: PresetField[];
  checklist: PresetCheck[];
  /** The lines of the card, in order; what is not named is not shown. */
  card: string[];
  /** A short hash of all of it. */
  version: string;
}
