import { z } from 'zod';
import { WEEKDAYS } from '../when.js';

const turns = z
  .array(z.number())
  .describe('Номера реплик, на которых держится этот факт; [] если реплики не пронумерованы');
const remark = z.object({ what: z.string(), turns });

/** A date as it was said; the code, not the model, makes an instant of it. */
const due = z
  .object({
    said: z.string().describe('Дословно, как прозвучало: «в четверг в половине четвёртого»'),
    day: z.number().nullable().describe('Число месяца, если названо'),
    month: z.number().nullable().describe('Месяц 1–12, если назван'),
    weekday: z.enum(WEEKDAYS).nullable().describe('День недели, если назван'),
    time: z.string().nullable().describe('Время ЧЧ:ММ по 24-часовому счёту, если названо'),
    offset: z
      .object({ amount: z.number(), unit: z.enum(['minutes', 'hours', 'days', 'weeks', 'months']) })
      .nullable()
      .describe('Отсчёт от звонка: завтра = 1 day, через час = 1 hour, через неделю = 1 week'),
  })
  .nullable()
  .describe('Срок, если он прозвучал; только то, что сказано, ничего не вычислять');

/**
 * What the model is asked for, as a strict JSON schema (apis/openai.md 3.6): every key required, no lengths.
 * The order matters: facts first, judgement after them.
 */
export const answerSchema = z.object({
  gist: z.string().describe('Суть разговора в двух-трёх коротких предложениях'),
  wants: z.string().nullable().describe('Чего хочет клиент'),
  client: z.object({
    name: z.string().nullable().describe('Имя клиента, если названо'),
    company: z.string().nullable().describe('Компания клиента, если названа'),
  }),
  employeeName: z.string().nullable().describe('Имя нашего сотрудника, если он назвался или его назвали'),
  employeeVoice: z
    .enum(['A', 'B'])
    .nullable()
    .describe('Каким голосом говорит сотрудник; null если голоса не помечены или неясно'),
  agreements: z
    .array(
      z.object({
        who: z.string().nullable().describe('Кто обязался'),
        what: z.string().describe('О чём договорились, кратко, с прописной буквы, без даты: «Замер»'),
        where: z.string().nullable().describe('Место или адрес, если названы: «ул. Ленина, 10, кв. 5»'),
        due,
        turns,
      }),
    )
    .describe('Только то, на что согласились обе стороны'),
  nextSteps: z
    .array(
      z.object({
        who: z.string().nullable().describe('Кто делает: имя и роль, «Дмитрий, замерщик»'),
        what: z.string().describe('Что сделать, глаголом: «позвонить Ольге за час до приезда»'),
        due,
        turns,
      }),
    )
    .describe('Что обещали сделать после звонка'),
  objections: z.array(remark.extend({ answered: z.boolean().describe('Получил ли клиент ответ') })),
  openQuestions: z.array(remark).describe('Вопросы, оставшиеся без ответа'),
  sums: z
    .array(
      remark.extend({
        what: z.string().describe('За что: «Кухня»'),
        amount: z.number().nullable().describe('Рубли, как названо; 0 = бесплатно; null если число не названо'),
        approximate: z.boolean().describe('«примерно», «около», «от»'),
      }),
    )
    .describe('Только названные суммы, ничего не складывать и не вычислять'),
  kind: z.enum(['sale', 'service', 'complaint', 'partner', 'spam', 'wrong-number', 'personal', 'other']),
  outcome: z.object({
    result: z.enum(['agreed', 'thinking', 'refused', 'solved', 'unsolved', 'none']),
    reason: z.string().nullable(),
  }),
  mood: z.object({
    start: z.enum(['calm', 'warm', 'worried', 'irritated', 'angry']),
    end: z.enum(['calm', 'warm', 'worried', 'irritated', 'angry']),
  }),
  risks: z.array(remark).describe('Чем звонок может обернуться: уход клиента, жалоба, сорванный срок'),
  topics: z.array(z.string()).describe('До пяти тем, по одному-два слова'),
  tip: z.string().nullable().describe('Один совет сотруднику по этому звонку, с именем; null если нечего'),
  doubts: z.array(z.string()).describe('Что расслышано неуверенно или противоречит само себе'),
  colour: z
    .enum(['green', 'yellow', 'red'])
    .describe('green: всё хорошо; yellow: нужно внимание; red: клиент уходит, жалоба, сорванное обещание'),
  headline: z.string().describe('До 90 знаков: что произошло и чего от кого ждут'),
});

export type Answer = z.infer<typeof answerSchema>;
