import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Evidence } from '../../../src/domain/analysis/evidence.js';
import { bareValue } from '../../../src/domain/analysis/own.js';
import type { FieldType, PresetField } from '../../../src/domain/analysis/preset.js';
import { readChecks, readFields } from '../../../src/domain/analysis/read-own.js';
import { Reader } from '../../../src/domain/analysis/reader.js';
import { schemaFor } from '../../../src/domain/analysis/schema.js';
import type { Turn } from '../../../src/domain/transcript/transcript.js';

const turn = (speaker: Turn['speaker'], text: string): Turn => ({ speaker, channel: null, start: 0, end: 1, text });
const turns = [
  turn('client', 'Агентство Этажи, есть покупатель с бюджетом пять миллионов.'),
  turn('employee', 'Комиссия два процента, завтра пришлю договор.'),
];
const text = turns.map((each) => each.text).join(' ');
const reader = new Reader(new Evidence({ text }, turns), '2026-11-20T09:04:00.000Z', 'Europe/Moscow');
const PROOF = { quote: 'Агентство Этажи', turns: [0] };
const DUE = { said: 'завтра', day: null, month: null, weekday: null, time: null, offset: { amount: 1, unit: 'days' } };

function field(type: FieldType, given: Partial<PresetField> = {}): PresetField {
  return { name: 'x', label: 'Поле', emoji: '🏢', type, ask: 'что', options: {}, by: null, reason: false, ...given };
}

const LEAD = { options: { hot: 'горячий', cold: 'холодный' } };

describe('a question of one’s own', () => {
  it.each<[string, PresetField, unknown, value: unknown]>([
    ['a text', field('text'), { ...PROOF, value: 'Этажи' }, 'Этажи'],
    ['a number', field('number'), { ...PROOF, value: 2 }, 2],
    ['money', field('money'), { ...PROOF, value: 5_000_000 }, 5_000_000],
    ['a mark beyond the scale', field('scale'), { ...PROOF, value: 12.4 }, 10],
    ['yes or no', field('yesno'), { ...PROOF, value: true }, true],
    ['a choice', field('choice', LEAD), { ...PROOF, value: 'hot' }, 'hot'],
    [
      'a list',
      field('list'),
      [
        { ...PROOF, what: 'Этажи' },
        { ...PROOF, what: ' ' },
      ],
      ['Этажи'],
    ],
    ['a date', field('when'), { ...PROOF, due: DUE }, '2026-11-20T21:00:00.000Z'],
  ])('%s has an answer', (_, asked, given, value) => {
    const [answer] = readFields({ x: given }, [asked], reader);
    expect(answer).toMatchObject({
      name: 'x',
      label: 'Поле',
      emoji: '🏢',
      type: asked.type,
      turns: [0],
      standing: 'confirmed',
    });
    expect(answer && bareValue(answer, (instant) => instant)).toEqual(value);
  });

  it.each<[string, PresetField, unknown]>([
    ['was not spoken of', field('text'), null],
    ['was not answered', field('text'), undefined],
    ['has an empty answer', field('text'), { ...PROOF, value: ' ' }],
    ['has an empty list', field('list'), []],
    ['has a negative sum', field('money'), { ...PROOF, value: -1 }],
    ['has a sum beyond the world', field('money'), { ...PROOF, value: 1e300 }],
    ['has an answer of another kind', field('number'), { ...PROOF, value: 'два' }],
    ['has a word that is no choice', field('choice', LEAD), { ...PROOF, value: 'warm' }],
  ])('that %s has no line', (_, asked, given) => {
    expect(readFields({ x: given }, [asked], reader)).toEqual([]);
  });

  it.each<[string, PresetField, unknown]>([
    [
      'another number than its quote',
      field('money'),
      { quote: 'бюджетом пять миллионов', turns: [0], value: 12_000_000 },
    ],
    ['a number nobody named', field('number'), { ...PROOF, value: 7 }],
    ['a day nobody named', field('when'), { ...PROOF, due: { ...DUE, said: 'в пятницу в три' } }],
  ])('with %s is not confirmed', (_, asked, given) => {
    expect(readFields({ x: given }, [asked], reader)).toMatchObject([{ standing: 'unconfirmed' }]);
  });

  it('says whose words it rests on: those of the other prove nothing', () => {
    const given = { x: { ...PROOF, value: 'Этажи' } };
    expect(readFields(given, [field('text', { by: 'client' })], reader)[0]?.standing).toBe('confirmed');
    expect(readFields(given, [field('text', { by: 'employee' })], reader)[0]?.standing).toBe('unconfirmed');
  });

  it('has a reason where one is wanted, and is shown by the label of the choice', () => {
    const asked = field('choice', { ...LEAD, reason: true });
    const [answer] = readFields({ x: { ...PROOF, reason: 'есть покупатель', value: 'hot' } }, [asked], reader);
    expect(answer).toMatchObject({ reason: 'есть покупатель', shown: 'горячий' });
  });
});

describe('a checklist', () => {
  const check = { name: 'x', label: 'назвал комиссию', ask: 'назвал ли', weight: 2, cap: 40 };

  it.each<[string, unknown, string, string]>([
    [
      'done, in the employee’s words',
      { result: 'pass', quote: 'Комиссия два процента', turns: [1] },
      'pass',
      'confirmed',
    ],
    [
      'done, in words nobody said',
      { result: 'pass', quote: 'скидка десять процентов всем', turns: [1] },
      'unknown',
      'unconfirmed',
    ],
    [
      'done, in words of the client',
      { result: 'pass', quote: 'Агентство Этажи', turns: [0] },
      'unknown',
      'unconfirmed',
    ],
    ['not done', { result: 'fail', quote: '', turns: [] }, 'fail', 'unchecked'],
    ['of no matter here', { result: 'na', quote: '', turns: [] }, 'na', 'unchecked'],
    ['not answered', undefined, 'unknown', 'unchecked'],
    ['answered by nonsense', { result: 'done' }, 'unknown', 'unchecked'],
  ])('%s', (_, given, result, standing) => {
    expect(readChecks({ x: given }, [check], reader)).toMatchObject([
      { ...{ name: 'x', weight: 2, cap: 40 }, result, standing },
    ]);
  });
});

describe('the schema', () => {
  const types: FieldType[] = ['text', 'number', 'money', 'scale', 'yesno', 'choice', 'list', 'when'];
  const fields = types.map((type) => field(type, { name: type, ...(type === 'choice' ? LEAD : {}) }));

  it('asks for own fields before the judgement, and every key of it', () => {
    const { properties, required } = z.toJSONSchema(schemaFor({ fields, checklist: [] })) as {
      properties: Record<string, { properties?: object; required?: string[] }>;
      required: string[];
    };
    expect(required).toEqual(Object.keys(properties));
    expect(required.indexOf('fields')).toBeLessThan(required.indexOf('colour'));
    expect(required).not.toContain('checks');
    expect(properties.fields?.required).toEqual(types);
  });

  it('without own fields is the common one', () => {
    expect(Object.keys(schemaFor({ fields: [], checklist: [] }).shape)).not.toContain('fields');
  });
});
