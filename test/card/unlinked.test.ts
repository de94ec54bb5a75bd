import { describe, expect, it } from 'vitest';
import { JOINER, unlinked } from '../../src/card/unlinked.js';

describe('foreign words', () => {
  it.each([
    ['зайдите на evil.ru/pay', 'зайдите на evil.|ru/pay'],
    ['https://кухни.рф', 'https:|//кухни.|рф'],
    ['http://1.2.3.4/x', 'http:|//1.|2.3.4/x'],
    ['evil.ru/olga@mail.ru', 'evil.|ru/olga@|mail.|ru'],
    ['&amp;olga@mail.ru', '&amp;olga@|mail.|ru'],
    ['olga@mail.ru/pay', 'olga@|mail.|ru/pay'],
    ['пишите @durov', 'пишите @|durov'],
    ['наберите /stop@bot', 'наберите /|stop@|bot'],
    ['#скидка и $USD', '#|скидка и $|USD'],
    [`evil.${JOINER}ru`, 'evil.|ru'],
  ])('hold nothing to follow: %s', (text, expected) => {
    expect(unlinked(text)).toBe(expected.replaceAll('|', JOINER));
  });

  it.each([
    'Да. Нет.',
    '120 000 ₽, 12.30',
    '24/7, и/или',
    '+7 916 123-45-67',
    'почта olga.k-1@mail.ru, пишите',
    'olga@mail.co.uk.',
    '▸0:31 Алексей: хорошо',
    'a < b > c & d',
  ])('stay as they are where nothing would be tapped: %s', (text) => {
    expect(unlinked(text)).toBe(text);
  });
});
