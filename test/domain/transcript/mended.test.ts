import { expect, it } from 'vitest';
import { mended } from '../../../src/domain/transcript/mended.js';

const RULES = { навафон: 'Новофон', 'уютные кухни': '«Уютные кухни»', чёрный: 'Чёрный', 'a.b': 'AB' };

it.each([
  ['Позвоните в навафон.', 'Позвоните в Новофон.'],
  ['НАВАФОН, навафон!', 'Новофон, Новофон!'],
  ['навафоном не пишут', 'навафоном не пишут'],
  ['это уютные  кухни', 'это «Уютные кухни»'],
  ['черный шкаф', 'Чёрный шкаф'],
  ['a.b и aXb', 'AB и aXb'],
])('%s → %s', (text, right) => {
  expect(mended(text, RULES)).toBe(right);
});

it('without rules nothing is touched', () => {
  expect(mended('навафон', {})).toBe('навафон');
  expect(mended('навафон', { ' ': 'x' })).toBe('навафон');
});
