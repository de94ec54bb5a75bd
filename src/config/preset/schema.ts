import { z } from 'zod';
import { CARD_LINES, FIELD_TYPES } from '../../domain/analysis/preset.js';
import * as is from '../values.js';

/** More would not fit on a card, nor into a strict schema that a model keeps to. */
const MOST = 30;

const NAME = /^[a-z][a-zA-Z0-9]{0,39}$/;
const name = z.string().regex(NAME, { error: 'is no name, write Latin letters and digits, such as leadState' });
const line = is.pattern('a line of the card', `${CARD_LINES.slice(0, 3).join(', ')} or the name of a field`, NAME);
const words = is.text('a few words');
const side = is.choice('client', 'employee').nullable().default(null);

/** Of one that is left empty zod would say that it is no object. */
function entry<Shape extends z.ZodRawShape>(shape: Shape, write: string) {
  return z.strictObject(shape, {
    error: ({ code, input }) => (code === 'invalid_type' && input == null ? `is empty, write ${write}` : undefined),
  });
}

const field = entry(
  {
    label: words,
    emoji: is.pattern('an emoji', 'one such as 🏢', /^.{1,8}$/su),
    type: is.choice(...FIELD_TYPES),
    ask: is.text('what the model is to look for'),
    options: is.mapping(words, '{hot: горячий, cold: холодный}').default({}),
    by: side,
    reason: is.flag().default(false),
  },
  '{label: Агентство, emoji: 🏢, type: text, ask: …}',
).superRefine(({ type, options }, context) => {
  const count = Object.keys(options).length;
  if (type === 'choice' && count < 2) {
    context.addIssue({
      code: 'custom',
      path: ['options'],
      message: 'of a choice must be two at least, write {hot: горячий, cold: холодный}',
    });
  }
  if (type !== 'choice' && count > 0) {
    context.addIssue({ code: 'custom', path: ['options'], message: `go with type: choice, not with ${type}` });
  }
});

const check = entry(
  {
    label: words,
    ask: is.text('what the employee should have done'),
    weight: is.whole('1 to 100', 1, 100).default(1),
    cap: is.whole('0 to 100', 0, 100).nullable().default(null),
  },
  '{label: назвать цену, ask: …, weight: 2}',
);

/** The keys of a preset, of a field and of a point of the checklist. */
export const presetKeys = () => ({
  preset: Object.keys(presetSchema.shape),
  fields: Object.keys(field.shape),
  checklist: Object.keys(check.shape),
  roles: ['client', 'employee'],
});

function few<T extends z.ZodType>(value: T, write: string) {
  const noMore = `holds more than ${MOST}, keep the most important ones`;
  return is.mapping(value, write).refine((entries) => Object.keys(entries).length <= MOST, { error: noMore });
}

/** A preset as it is written; everything but the title may be left out. */
export const presetSchema = entry(
  {
    title: words,
    context: is.text('what the firm does').nullable().default(null),
    roles: z
      .strictObject({ client: words.default('клиент'), employee: words.default('сотрудник') })
      .default({ client: 'клиент', employee: 'сотрудник' }),
    topics: is.list(words, '[замер, доставка]').default([]),
    fields: few(field, '{agency: {label: Агентство, emoji: 🏢, type: text, ask: …}}')
      .pipe(z.record(name, z.any()))
      .default({}),
    checklist: few(check, '{price: {label: назвал цену, ask: …, weight: 2}}').pipe(z.record(name, z.any())).default({}),
    card: is.list(line, '[agreements, nextSteps, sums]').nullable().default(null),
  },
  'title: and the name of the trade',
);

/** Its entries as they are once checked; zod cannot say so of records that pass through two checks. */
export type WrittenField = z.output<typeof field>;
export type WrittenCheck = z.output<typeof check>;
