import { expect, it } from 'vitest';
import { bound } from '../../src/card/bound.js';

it.each([
  ['на 400 000 ₽ дешевле', 'на 400~000~₽ дешевле'],
  ['8 000–12 000 ₽ с деталями', '8~000–12~000~₽ с деталями'],
  ['12 000 000 ₽, 2 % платит покупатель', '12~000~000~₽, 2~% платит покупатель'],
  ['1 250,50 ₽', '1~250,50~₽'],
  ['пробег 120 000 км', 'пробег 120~000 км'],
])('a sum is not torn: %s', (text, whole) => {
  expect(bound(text)).toBe(whole.replaceAll('~', '\u00A0'));
});

it.each(['+7 916 123-45-67', '8 916 123-45-67', '8 800 555 35 35', 'пт 20 ноября, 12:04', 'дом 10, кв. 5'])(
  'all else stays as it is: %s',
  (text) => {
    expect(bound(text)).toBe(text);
  },
);
