import { z } from 'zod';
import { WEEKDAYS } from '../when.js';

/** What every fact rests on: first the words, then what is made of them. */
export const proof = {
  quote: z.string().describe('Дословные слова из этих реплик, до 12 слов, числа целиком: на них держится факт'),
  turns: z.array(z.number()).describe('Номера реплик, где стоит цитата; [] если реплики не пронумерованы'),
};
export const fact = z.object({ ...proof, what: z.string() });
export type Fact = z.infer<typeof fact>;

/** A date as it was said; the code, not the model, makes an instant of it. */
export const due = z
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
export type SaidDue = z.infer<typeof due>;
