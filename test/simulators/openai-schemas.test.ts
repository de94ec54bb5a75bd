import { zodResponseFormat } from 'openai/helpers/zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Shape } from '../../src/simulators/openai/shape.js';
import { checkStrictSchema } from '../../src/simulators/openai/strict-schema.js';

const text = { type: 'string' };

describe('OpenAI: schemas that strict mode takes', () => {
  it.each([
    ['every kind of value', object({ a: text, b: { type: 'integer' }, c: { type: 'boolean' }, d: { type: 'null' } })],
    ['what may be null', object({ a: { type: ['string', 'null'] }, b: { anyOf: [text, { type: 'null' }] } })],
    ['choices', object({ a: { type: 'string', enum: ['x', 'y'] }, b: { const: 1 } })],
    [
      'bounds',
      object({ a: { type: 'number', minimum: 0, maximum: 9, multipleOf: 3 }, b: list(text, { minItems: 1 }) }),
    ],
    ['patterns and formats', object({ a: { ...text, pattern: '^\\d+$' }, b: { ...text, format: 'date-time' } })],
    ['words about it', object({ a: { ...text, description: 'что сказали', title: 'a' } })],
    [
      'references',
      { ...object({ a: list({ $ref: '#/$defs/step' }) }), $defs: { step: object({ next: { $ref: '#' } }) } },
    ],
    ['ten levels', nested(10)],
  ])('%s', (_, schema) => {
    expect(() => checkStrictSchema('card', schema)).not.toThrow();
  });

  it('what zod makes of the usual types', () => {
    const card = z.object({ who: z.string().nullable(), turns: z.array(z.number().int()), kind: z.enum(['a', 'b']) });
    const format = zodResponseFormat(card, 'card');
    expect(() => checkStrictSchema('card', format.json_schema.schema)).not.toThrow();
  });
});

describe('OpenAI: schemas that strict mode refuses', () => {
  it.each([
    ['a root that is no object', list(text), 'context=(), schema must be a JSON Schema of \'type: "object"\', got'],
    ['a root of alternatives', { anyOf: [object({})] }, 'got \'type: "None"\''],
    ['an optional property', { ...object({ a: text, b: text }), required: ['a'] }, "Missing 'b'."],
    [
      'required for what is not there',
      { ...object({ a: text }), required: ['a', 'b'] },
      "'b', which is not a property",
    ],
    [
      'other properties allowed',
      { ...object({ a: text }), additionalProperties: true },
      "'additionalProperties' is required",
    ],
    ['nothing said of other properties', { type: 'object', properties: {}, required: [] }, 'to be false.'],
    ['the same, deep inside', object({ a: list({ type: 'object' }) }), "context=('properties', 'a', 'items'), 'add"],
    [
      'minLength',
      object({ a: { ...text, minLength: 1 } }),
      "context=('properties', 'a'), 'minLength' is not permitted.",
    ],
    ['maxLength', object({ a: { ...text, maxLength: 9 } }), "'maxLength' is not permitted."],
    ['default', object({ a: { ...text, default: '' } }), "'default' is not permitted."],
    ['allOf', object({ a: { allOf: [text] } }), "'allOf' is not permitted."],
    ['not', object({ a: { not: text } }), "'not' is not permitted."],
    ['if', object({ a: { if: text } }), "'if' is not permitted."],
    ['dependentRequired', { ...object({ a: text }), dependentRequired: {} }, "'dependentRequired' is not permitted."],
    ['a record', object({ a: { type: 'object', propertyNames: text } }), "'propertyNames' is not permitted."],
    ['a property of any type', object({ a: {} }), "schema must have a 'type' key."],
    ['a list of anything', object({ a: { type: 'array' } }), 'is not a schema.'],
    ['a format nobody knows', object({ a: { ...text, format: 'uri' } }), "'uri' is not a valid format."],
    ['a type nobody knows', object({ a: { type: 'text' } }), "'text' is not a type."],
    [
      'a reference with words',
      object({ a: { $ref: '#', description: 'a' } }),
      "$ref cannot have keywords {'description'}.",
    ],
    ['a reference to nothing', object({ a: { $ref: '#/$defs/no' } }), 'leads nowhere'],
    [
      'a bad alternative',
      object({ a: { anyOf: [text, { type: 'object' }] } }),
      "'anyOf', '1'), 'additionalProperties'",
    ],
    ['a bad definition', { ...object({ a: text }), $defs: { b: { type: 'object' } } }, "context=('$defs', 'b')"],
    ['eleven levels', nested(11), 'nested deeper than 10'],
    ['too many choices', object({ a: { enum: Array.from({ length: 1001 }, String) } }), 'too large'],
    [
      'too many properties',
      object(Object.fromEntries(Array.from({ length: 5001 }, (_, at) => [`p${at}`, text]))),
      'too large',
    ],
    [
      'too long a choice',
      object({ a: { enum: Array.from({ length: 251 }, (_, at) => `${at}`.padEnd(60)) } }),
      'too long',
    ],
    ['no schema at all', undefined, 'got \'type: "None"\''],
  ])('%s', (_, schema, why) => {
    expect(() => checkStrictSchema('card', schema)).toThrow(why);
    expect(() => checkStrictSchema('card', schema)).toThrow("Invalid schema for response_format 'card': In context=(");
  });
});

const CARD = object({
  headline: text,
  due: { anyOf: [{ ...text, format: 'date' }, { type: 'null' }] },
  score: { type: 'integer', minimum: 1, maximum: 5 },
  mood: { type: 'string', enum: ['calm', 'warm'] },
  steps: list(object({ what: text, turns: list({ type: 'integer' }) })),
});
const GOOD = { headline: 'Замер', due: '2026-01-15', score: 5, mood: 'warm', steps: [{ what: 'a', turns: [1] }] };

describe('OpenAI: values that fit a schema', () => {
  it.each([
    [GOOD, []],
    [{ ...GOOD, due: null, steps: [] }, []],
    [{ ...GOOD, score: 6 }, ['$.score: out of bounds']],
    [{ ...GOOD, score: 1.5 }, ['$.score: not integer']],
    [{ ...GOOD, mood: 'cold' }, ['$.mood: not one of the values']],
    [{ ...GOOD, due: 'завтра' }, ['$.due: no alternative fits']],
    [{ ...GOOD, tip: 'x' }, ['$.tip: not in the schema']],
    [{ ...GOOD, headline: undefined }, ['$.headline: not string']],
    [
      { ...GOOD, steps: [{ what: 1, turns: ['a'] }] },
      ['$.steps[0].what: not string', '$.steps[0].turns[0]: not integer'],
    ],
    [[], ['$: not object']],
  ])('%j', (value, faults) => {
    expect(new Shape(CARD).faults(value)).toEqual(faults);
  });

  it('the least that fits', () => {
    const least = new Shape(CARD).least();
    expect(least).toEqual({ headline: 'нет данных', due: null, score: 1, mood: 'calm', steps: [] });
  });

  it.each([
    object({
      at: { ...text, format: 'date-time' },
      day: { ...text, format: 'date' },
      time: { ...text, pattern: '^\\d\\d:\\d\\d$' },
    }),
    object({ n: { type: 'number', exclusiveMinimum: 10 }, m: { type: 'integer', multipleOf: 7, minimum: 7 } }),
    object({ some: list(object({ a: { anyOf: [object({ b: text }), text] } }), { minItems: 2 }) }),
    {
      ...object({ a: { $ref: '#/$defs/b' } }),
      $defs: { b: object({ c: { type: ['string', 'null'] }, d: { const: 3 } }) },
    },
  ])('the least of %j fits', (schema) => {
    const shape = new Shape(schema);
    expect(shape.faults(shape.least())).toEqual([]);
  });

  it('a value is bent to the schema: what is strange goes, what is missing comes', () => {
    const bent = new Shape(CARD).fit({ headline: 'Замер', score: 9, tip: 'x', steps: [{ what: 'a' }] });
    expect(bent).toEqual({
      headline: 'Замер',
      due: null,
      score: 1,
      mood: 'calm',
      steps: [{ what: 'a', turns: [] }],
    });
  });
});

function object(properties: Record<string, unknown>): Record<string, unknown> {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

function list(items: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { type: 'array', items, ...more };
}

/** So many objects inside each other. */
function nested(levels: number): Record<string, unknown> {
  return levels === 1 ? object({}) : object({ inside: nested(levels - 1) });
}
