import { describe, expect, it } from 'vitest';
import { composeBacklog } from '../../src/card/backlog.js';
import { asRepeat } from '../../src/card/repeat.js';
import { type BriefCall, needsOwnCard } from '../../src/domain/backlog.js';
import type { Wordless } from '../../src/domain/transcript/transcript.js';
import { parseHtml } from '../../src/simulators/telegram/html.js';
import { call, leg } from '../store/samples.js';
import { analysis, CONTEXT, missed } from './samples.js';

describe('what is told in one message', () => {
  it('has its sums and a line for each call', () => {
    const calls = [
      brief(0, {
        analysis: analysis({ headline: 'Заказ кухни', client: { name: 'Ольга', company: null }, outcome: done }),
      }),
      brief(30, { analysis: analysis({ headline: 'Ошиблись номером', colour: 'yellow' }), out: true }),
      brief(60 * 30, { wordless: 'unrecorded' }),
      brief(60 * 54, { analysis: { none: 'malformed' } }),
    ];
    const { message, listed, file } = composeBacklog(calls, CONTEXT);
    expect([listed, file]).toEqual([4, null]);
    expect(message.plain).toBe(
      [
        '📬 Пока Telegram не отвечал: 4 звонка',
        'С пт 20 ноября, 12:04 до вс 22 ноября, 18:04',
        '🟢 1 · 🟡 1 · ⚪️ 2 без разбора',
        'Договорились — 1, без результата — 1',
        'Пропущенные и красные — отдельными карточками.',
        '',
        '🟢 20.11 12:04 📥 Ольга, +7 916 123-45-67 · Заказ кухни',
        '🟡 20.11 12:34 📤 +7 916 123-45-67 · Ошиблись номером',
        '⚪️ 21.11 18:04 📥 +7 916 123-45-67 · Разговор без записи',
        '⚪️ 22.11 18:04 📥 +7 916 123-45-67 · Разговор без разбора',
      ].join('\n'),
    );
    expect(message.html).toContain('📬 <b>Пока Telegram не отвечал: 4 звонка</b>\n');
  });

  it('says nothing of outcomes where nothing was analysed, and of no number where it is hidden', () => {
    const { message } = composeBacklog([brief(0, { wordless: 'silent', client: null })], CONTEXT);
    expect(message.plain).toMatch(/⚪️ 1 без разбора\nПропущенные[^\n]*\n\n⚪️ .* номер скрыт · В записи нет речи$/);
  });

  it.each([
    [1, '1 звонок'],
    [31, '31 звонок'],
    [42, '42 звонка'],
    [87, '87 звонков'],
    [1000, '1000 звонков'],
  ])('%d', (count, words) => {
    const { message, listed, file } = composeBacklog(many(count), CONTEXT);
    expect(message.plain).toContain(`не отвечал: ${words}\n`);
    const lines = message.plain.split('\n').filter((line) => line.includes('📥'));
    expect(lines).toHaveLength(listed);
    if (listed === count) {
      expect(file).toBeNull();
      return;
    }
    expect(listed, 'the room is used').toBeGreaterThan(30);
    expect(message.plain).toMatch(new RegExp(`\nИ ещё ${count - listed} звонк?о?[ваов]* — в файле ниже\\.$`));
    expect(file?.name).toBe(count > 500 ? 'Звонки с 2026-11-20 по 2026-11-21.txt' : 'Звонки 2026-11-20.txt');
    expect(file?.text.split('\n').filter((line) => line.includes('📥'))).toHaveLength(count);
    expect(file?.text).toContain(lines.at(-1));
  });
});

describe('whatever was said', () => {
  const hostile = '<b>&amp;</b>\n\n"><script>alert(1)</script>\u0000👩‍👩‍👧 '.repeat(4);
  const nasty = analysis({
    headline: hostile,
    client: { name: '<i>Ольга', company: 'ООО «<>&"»' },
    outcome: { result: '<pre>', reason: null },
  });

  it.each([2, 31, 60, 1000])('%d calls of it are HTML that Telegram takes, within its length with a mark', (count) => {
    const calls = many(count).map((one) => ({ ...one, analysis: nasty }));
    const { message, listed } = composeBacklog(calls, CONTEXT);
    const shown = parseHtml(asRepeat(message).html).text;
    expect(shown.length).toBeLessThanOrEqual(4096);
    expect(shown.split('\n').filter((line) => line.includes('📥'))).toHaveLength(listed);
    expect(shown).toContain('<i>Ольга, ООО «<>&"»');
  });
});

describe('a card of its own', () => {
  it.each<[string, BriefCall, boolean]>([
    ['missed', { facts: missed(), wordless: 'missed', analysis: { none: 'wordless' } }, true],
    [
      'not reached',
      { facts: missed({}, { direction: 'out' }), wordless: 'missed', analysis: { none: 'wordless' } },
      false,
    ],
    ['red', brief(0, { analysis: analysis({ colour: 'red' }) }), true],
    ['yellow', brief(0, { analysis: analysis({ colour: 'yellow' }) }), false],
    ['not recorded', brief(0, { wordless: 'unrecorded' }), false],
    ['not analysed', brief(0, { analysis: { none: 'refused' } }), false],
  ])('%s', (_, given, expected) => {
    expect(needsOwnCard(given)).toBe(expected);
  });
});

const done = { result: 'agreed', reason: null };

interface Given {
  wordless?: Wordless;
  analysis?: BriefCall['analysis'];
  out?: boolean;
  client?: string | null;
}

/** A call that began so many minutes after 12:04 in Moscow. */
function brief(minutes: number, { wordless, analysis, out, client = '+79161234567' }: Given = {}): BriefCall {
  const startedAt = new Date(Date.parse('2026-11-20T09:04:00.000Z') + minutes * 60_000).toISOString();
  const facts = call(`in_${minutes}`, [leg({ id: `${minutes}`, startedAt })], {
    direction: out ? 'out' : 'in',
    client,
  });
  return { facts, wordless: wordless ?? null, analysis: analysis ?? { none: 'wordless' } };
}

function many(count: number): BriefCall[] {
  return Array.from({ length: count }, (_, number) =>
    brief(number, { analysis: analysis({ headline: `Заказ кухни номер ${number} · замер назначен` }) }),
  );
}
