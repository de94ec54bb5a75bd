import { expect, it } from 'vitest';
import { UNCHECKED } from '../../src/domain/analysis/ground.js';
import type { OwnAnswer } from '../../src/domain/analysis/own.js';
import { analysisParts } from '../../src/domain/search/parts.js';
import { analysis } from '../card/samples.js';

const COMMON = { ...UNCHECKED, name: 'field', label: 'Поле', emoji: '🏢', reason: null };
const DUE = { dueSaid: 'в субботу', dueAt: '2026-11-21T09:00:00.000Z', dueAllDay: false, dueDoubtful: false };
const item = (what: string) => ({ ...UNCHECKED, what });

it.each<[string, OwnAnswer, string]>([
  [
    'a choice by its label, with the reason',
    { ...COMMON, type: 'choice', value: 'hot', shown: 'горячий', reason: 'есть покупатель' },
    'Поле: горячий, есть покупатель',
  ],
  ['money in groups of digits', { ...COMMON, type: 'money', value: 12_000_000 }, 'Поле: 12\u00A0000\u00A0000'],
  ['a date as it was said', { ...COMMON, type: 'when', value: DUE }, 'Поле: в субботу'],
  ['yes and no', { ...COMMON, type: 'yesno', value: false }, 'Поле: нет'],
  ['a list', { ...COMMON, type: 'list', value: [item('торг'), item('документы')] }, 'Поле: торг, документы'],
  ['a text', { ...COMMON, type: 'text', value: 'второй день болит ухо' }, 'Поле: второй день болит ухо'],
])('an answer of a preset is searched as people read it: %s', (_, answer, text) => {
  const fields = analysisParts({ transcript: null, analysis: analysis({ own: [answer] }) });
  expect(fields.filter(({ name }) => name === 'fields')).toEqual([{ name: 'fields', text }]);
});
