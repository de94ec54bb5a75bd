import { expect, it } from 'vitest';
import { legible, legibleLine } from '../../src/lib/legible.js';

it.each([
  ['marks of direction', 'счёт \u202e00001\u202c и \u2066так\u2069', 'счёт 00001 и так'],
  ['what has no width', 'ска\u200bч\u200cать\ufeff\u2060', 'скачать'],
  ['a joiner outside an emoji', 'x\u200dy', 'xy'],
  ['letters of tags', 'да\u{e0041}\u{e0042}', 'да'],
  ['fillers and soft hyphens', 'а\u3164\u115f\u00adб', 'аб'],
  ['commands to a terminal', '\u001b[2J\u009b31mда\u0007', '[2J31mда'],
  ['halves of characters', 'да\ud83d нет\udc4d', 'да нет'],
  ['zero', 'да\0нет', 'данет'],
])('takes away %s', (_, text, expected) => {
  expect(legible(text)).toBe(expected);
});

it.each(['Ольга, 120 000 ₽ — «да»', '👩‍👩‍👧 ⚠️ 👍🏽 👷🏽‍♂️', 'строка\n\tещё', 'café ё й'])(
  'leaves what is seen: %s',
  (text) => {
    expect(legible(text)).toBe(text);
  },
);

it.each(['\n', '\r\n', '\r', '\u2028', '\u2029', '\u0085', '\v', '\f', ' \n '])(
  'makes one line of two: %j',
  (between) => {
    expect(legibleLine(`да${between}нет`)).toBe('да нет');
  },
);
