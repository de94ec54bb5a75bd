import { z } from 'zod';
import type { FieldType, PresetCheck, PresetField } from './preset.js';
import { due, fact, proof } from './schema-facts.js';

const CHECKED = z.object({ ...proof, result: z.enum(['pass', 'fail', 'na', 'unknown']) });
const REASON = z.string().nullable().describe('Почему, одной короткой фразой');

/** The question of a preset's field as part of a strict schema: null where it was not spoken of. */
export function fieldSchema(field: PresetField): z.ZodType {
  if (field.type === 'list') return z.array(fact).describe(`${field.ask}; [] если не звучало`);
  if (field.type === 'when')
    return z
      .object({ ...proof, due })
      .nullable()
      .describe(asked(field));
  const value = valueSchema(field);
  const answer = field.reason ? z.object({ ...proof, reason: REASON, value }) : z.object({ ...proof, value });
  return answer.nullable().describe(asked(field));
}

export function checkSchema({ ask }: PresetCheck): z.ZodType {
  return CHECKED.describe(
    `${ask}. pass: сделано, с цитатой сотрудника; fail: не сделано; na: к этому звонку не относится; unknown: не понять`,
  );
}

function valueSchema({ type, options }: PresetField): z.ZodType {
  const schemas: Record<Exclude<FieldType, 'list' | 'when'>, () => z.ZodType> = {
    text: () => z.string().describe('Коротко, до 15 слов'),
    number: () => z.number(),
    money: () => z.number().describe('Рубли, как названо; ничего не вычислять'),
    scale: () => z.number().describe('От 1 до 10'),
    yesno: () => z.boolean(),
    choice: () => z.enum(Object.keys(options) as [string, ...string[]]).describe(glossary(options)),
  };
  return schemas[type as keyof typeof schemas]();
}

/** «hot — горячий; warm — тёплый». */
function glossary(options: Record<string, string>): string {
  return Object.entries(options)
    .map(([word, meaning]) => `${word} — ${meaning}`)
    .join('; ');
}

function asked({ ask }: PresetField): string {
  return `${ask}; null если не звучало`;
}
