import { z } from 'zod';
import type { CheckResult, OwnAnswer } from './own.js';
import type { PresetCheck, PresetField } from './preset.js';
import type { Reader } from './reader.js';
import { type Fact, fact, type SaidDue } from './schema-facts.js';
import { checkSchema, fieldSchema } from './schema-own.js';

/** Roubles and all other numbers that are said on the phone. */
const LARGEST = 1e12;

/** The answers to a preset's questions, without those that were not spoken of or make no sense. */
export function readFields(answers: Record<string, unknown>, fields: PresetField[], reader: Reader): OwnAnswer[] {
  return fields.flatMap((field) => readField(answers[field.name], field, reader) ?? []);
}

/** The checklist with a result for each point: what nobody answered is unknown. */
export function readChecks(
  answers: Record<string, unknown>,
  checklist: PresetCheck[],
  { evidence }: Reader,
): CheckResult[] {
  return checklist.map((check) => {
    const { name, label, weight, cap } = check;
    const given = answerOf.safeParse(checkSchema(check).safeParse(answers[name]).data).data;
    if (!given) return { name, label, weight, cap, result: 'unknown', turns: [], quote: null, standing: 'unchecked' };
    const ground = evidence.check(given, given.result === 'pass' ? 'employee' : null);
    // What was not done leaves no words behind.
    if (given.result !== 'pass') return { name, label, weight, cap, result: given.result, ...withoutClaim(ground) };
    return { name, label, weight, cap, result: ground.standing === 'confirmed' ? 'pass' : 'unknown', ...ground };
  });
}

const answerOf = z.object({
  turns: z.array(z.number()),
  quote: z.string(),
  result: z.enum(['pass', 'fail', 'na', 'unknown']),
});

function withoutClaim(ground: ReturnType<Reader['evidence']['check']>) {
  return ground.standing === 'confirmed' ? ground : { ...ground, quote: null, standing: 'unchecked' as const };
}

interface Given {
  turns: number[];
  quote: string;
  value?: unknown;
  due?: SaidDue;
  reason?: string | null;
}

function readField(answer: unknown, field: PresetField, reader: Reader): OwnAnswer | null {
  const parsed = fieldSchema(field).safeParse(answer).data;
  if (!parsed) return null;
  const { name, label, emoji, by } = field;
  if (field.type === 'list') {
    const value = reader.remarks(z.array(fact).parse(parsed) as Fact[], by);
    if (value.length === 0) return null;
    const standing = value.every((item) => item.standing === 'confirmed') ? 'confirmed' : 'unconfirmed';
    const turns = [...new Set(value.flatMap((item) => item.turns))];
    return { name, label, emoji, reason: null, type: 'list', value, turns, quote: null, standing };
  }
  const given = parsed as Given;
  const common = {
    name,
    label,
    emoji,
    reason: reader.words(given.reason ?? null),
    ...reader.evidence.check(given, by),
  };
  return valued(field, given, common, reader);
}

type Common = Pick<OwnAnswer, 'name' | 'label' | 'emoji' | 'reason' | 'turns' | 'quote' | 'standing'>;

function valued({ type, options }: PresetField, given: Given, common: Common, reader: Reader): OwnAnswer | null {
  if (type === 'when') {
    if (!given.due) return null;
    const { standing, ...value } = reader.promised(given.due, common);
    return { ...common, type, value, standing };
  }
  const { value } = given;
  if (typeof value === 'boolean') return { ...common, type: 'yesno', value };
  if (typeof value === 'number') return numbered(type, value, common, reader);
  if (typeof value !== 'string' || value.trim() === '') return null;
  if (type === 'choice') return { ...common, type, value, shown: options[value] ?? value };
  return { ...common, type: 'text', value: reader.words(value) ?? '' };
}

function numbered(type: PresetField['type'], value: number, common: Common, reader: Reader): OwnAnswer | null {
  if (!Number.isFinite(value) || Math.abs(value) > LARGEST) return null;
  if (type === 'scale') return { ...common, type, value: Math.min(10, Math.max(1, Math.round(value))) };
  const told = reader.amount(common, value);
  if (type === 'money') return value < 0 ? null : { ...told, type, value };
  return { ...told, type: 'number', value };
}
