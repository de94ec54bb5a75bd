import { describe, expect, it } from 'vitest';
import { composeCard } from '../../src/card/card.js';
import { asDelayed } from '../../src/card/delay.js';
import { asRepeat } from '../../src/card/repeat.js';
import { delayText } from '../../src/card/words.js';
import { parseHtml } from '../../src/simulators/telegram/html.js';
import { analysis, analyzed, CONTEXT, missed, wordless } from './samples.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('how late', () => {
  it.each([
    [30 * MINUTE, '30 мин'],
    [45.4 * MINUTE, '45 мин'],
    [59.6 * MINUTE, '1 ч'],
    [2 * HOUR, '2 ч'],
    [1.6 * HOUR, '2 ч'],
    [21 * HOUR, '21 ч'],
    [47.4 * HOUR, '47 ч'],
    [47.6 * HOUR, '2 дн.'],
    [72 * HOUR, '3 дн.'],
    [21 * 24 * HOUR, '21 дн.'],
  ])('%d ms: %s', (ms, expected) => {
    expect(delayText(ms)).toBe(expected);
  });
});

describe('a card that comes late', () => {
  it('says so below its title', () => {
    const { message } = composeCard(wordless('missed', missed()), CONTEXT);
    expect(asDelayed(message, 2 * HOUR)).toEqual({
      html: expect.stringMatching(/^🔴 <b>Пропущенный звонок<\/b>\n<i>⏳ доставлено с задержкой 2 ч<\/i>\n📥 Входящий/),
      plain: expect.stringMatching(/^🔴 Пропущенный звонок\n⏳ доставлено с задержкой 2 ч\n📥 Входящий/),
    });
  });

  it('of one line, or with a title in two, is still a message', () => {
    expect(asDelayed({ html: '<b>Да</b>', plain: 'Да' }, HOUR).html).toBe(
      '<b>Да</b>\n<i>⏳ доставлено с задержкой 1 ч</i>',
    );
    const { message } = composeCard(analyzed({ text: 'Да.', analysis: analysis({ headline: 'Раз\nдва' }) }), CONTEXT);
    expect(() => parseHtml(asDelayed(message, HOUR).html)).not.toThrow();
  });

  it('is not too long with all its marks, however long the transcript is', () => {
    const lengths = [...Array(250).keys()].map((more) => {
      const call = analyzed({ text: 'я'.repeat(3750 + more), analysis: analysis() });
      const marked = asRepeat(asDelayed(composeCard(call, CONTEXT).message, 99 * 24 * HOUR));
      expect(parseHtml(marked.html).text.length).toBeLessThanOrEqual(4096);
      return marked.plain.length;
    });
    expect(Math.max(...lengths)).toBeGreaterThan(4000);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(4096);
  });
});
