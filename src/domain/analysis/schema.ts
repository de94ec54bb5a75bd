import { z } from 'zod';
import type { Preset } from './preset.js';
import { due, fact, proof } from './schema-facts.js';
import { checkSchema, fieldSchema } from './schema-own.js';

const moods = z.enum(['calm', 'warm', 'worried', 'irritated', 'angry']);

/**
 * What every model is asked for, as a strict JSON schema (apis/openai.md 3.6): every key required, no lengths. The order
 * matters: facts first, judgement after them.
 */
const answerSchema = z.object({
  employeeVoice: z
    .object({ ...proof, voice: z.enum(['A', 'B']) })
    .nullable()
    .describe('Каким из голосов A и B говорит наш сотрудник, с его словами; null если голоса не помечены или неясно'),
  speakers: z
    .array(z.object({ from: z.number(), speaker: z.enum(['client', 'employee', 'unknown']) }))
    .describe('Если говорящие не помечены: с какой реплики кто говорит, по смыслу; [] если помечены'),
  gist: z.array(fact).describe('Суть разговора: два-три коротких предложения, у каждого своя цитата'),
  wants: fact.nullable().describe('Чего хочет клиент, его словами'),
  clientName: fact.nullable().describe('Имя клиента, если названо'),
  clientCompany: fact.nullable().describe('Компания клиента, если названа'),
  employeeName: fact.nullable().describe('Имя нашего сотрудника, если он назвался или его назвали'),
  agreements: z
    .array(
      z.object({
        ...proof,
        who: z.string().nullable().describe('Кто обязался'),
        what: z.string().describe('О чём договорились, кратко, с прописной буквы, без даты: «Замер»'),
        where: z.string().nullable().describe('Место или адрес, если названы: «ул. Ленина, 10, кв. 5»'),
        due,
      }),
    )
    .describe('Только то, на что согласились обе стороны'),
  nextSteps: z
    .array(
      z.object({
        ...proof,
        by: z.enum(['client', 'employee']).nullable().describe('Чья сторона это пообещала'),
        who: z.string().nullable().describe('Кто делает: имя и роль, «Дмитрий, замерщик»'),
        what: z.string().describe('Что сделать, глаголом: «позвонить Ольге за час до приезда»'),
        due,
      }),
    )
    .describe('Что обещали сделать после звонка'),
  objections: z
    .array(fact.extend({ answered: z.boolean().describe('Получил ли клиент ответ') }))
    .describe('Возражения клиента, его словами'),
  openQuestions: z.array(fact).describe('Вопросы, оставшиеся без ответа'),
  sums: z
    .array(
      fact.extend({
        what: z.string().describe('За что: «Кухня»'),
        amount: z.number().nullable().describe('Рубли, как названо; 0 = бесплатно; null если число не названо'),
        approximate: z.boolean().describe('«примерно», «около», «от»'),
      }),
    )
    .describe('Только названные суммы, ничего не складывать и не вычислять'),
  kind: z.enum(['sale', 'service', 'complaint', 'partner', 'spam', 'wrong-number', 'personal', 'other']),
  outcome: z.object({
    ...proof,
    result: z.enum(['agreed', 'thinking', 'refused', 'solved', 'unsolved', 'none']),
    reason: z.string().nullable(),
  }),
  mood: z.object({ ...proof, start: moods, end: moods }).describe('Настроение клиента; цитата там, где оно слышно'),
  risks: z.array(fact).describe('Чем звонок может обернуться: уход клиента, жалоба, сорванный срок'),
  topics: z.array(z.string()).describe('До пяти тем, по одному-два слова'),
  tip: z.string().nullable().describe('Один совет сотруднику по этому звонку, с именем; null если нечего'),
  doubts: z.array(z.string()).describe('Что расслышано неуверенно или противоречит само себе'),
  colour: z
    .enum(['green', 'yellow', 'red'])
    .describe('green: всё хорошо; yellow: нужно внимание; red: клиент уходит, жалоба, сорванное обещание'),
  headline: z.object({
    ...proof,
    text: z.string().describe('До 90 знаков: что произошло и чего от кого ждут'),
  }),
});

type CommonAnswer = z.infer<typeof answerSchema>;

/** An answer to the questions of one preset. What its own parts hold is read by their types (read-own.ts). */
export type Answer = CommonAnswer & { fields?: Record<string, unknown>; checks?: Record<string, unknown> };

/** The schema with a preset's own questions and checklist, before the judgement they may bear upon. */
export function schemaFor({
  fields,
  checklist,
}: Pick<Preset, 'fields' | 'checklist'>): z.ZodType<Answer> & z.ZodObject {
  const own = {
    ...(fields.length > 0 && {
      fields: z.object(Object.fromEntries(fields.map((each) => [each.name, fieldSchema(each)]))),
    }),
    ...(checklist.length > 0 && {
      checks: z.object(Object.fromEntries(checklist.map((each) => [each.name, checkSchema(each)]))),
    }),
  };
  const { kind, outcome, mood, risks, topics, tip, doubts, colour, headline, ...facts } = answerSchema.shape;
  const judgement = { kind, outcome, mood, risks, topics, tip, doubts, colour, headline };
  return z.object({ ...facts, ...own, ...judgement }) as unknown as z.ZodType<Answer> & z.ZodObject;
}
