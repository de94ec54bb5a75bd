import { describe, expect, it } from 'vitest';
import { composeCard, VISIBLE } from '../../src/card/card.js';
import { MESSAGE } from '../../src/card/rich.js';
import type { Analysis } from '../../src/domain/analysis/analysis.js';
import type { Turn } from '../../src/domain/transcript/transcript.js';
import { call, leg } from '../store/samples.js';
import { analysis, analyzed, bundled, CONTEXT, type Loose } from './samples.js';

const QUOTE = /\n<blockquote expandable>[\s\S]*<\/blockquote>$/;
/** Sums keep together on a phone: no-break spaces, written here as usual ones. */
const spaced = (html: string) => html.replaceAll('\u00A0', ' ');
const visibleOf = (html: string) => spaced(html.replace(QUOTE, '').replace(/<\/?b>/g, ''));
const turn = (text: string, start = 0): Turn => ({ speaker: 'unknown', channel: null, start, end: start + 1, text });
const cardOf = (given: Loose<Analysis>, turns = [turn('Да.')]) =>
  composeCard(analyzed({ turns, analysis: analysis(given) }), CONTEXT);

describe('the card of the sale', () => {
  const { message, file } = composeCard(bundled('01-sale-visit'), CONTEXT);

  it('reads as the shop owner was promised', () => {
    expect(spaced(message.html.replace(QUOTE, ''))).toBe(
      [
        '🟢 <b>Заказ кухни · замер назначен на чт 26 ноября</b>',
        '📥 Входящий · пт 20 ноября, 12:04 · разговор 1:04',
        '👤 Ольга, +7 916 123-45-67',
        '🎧 Алексей',
        '🤝 <b>Замер: чт 26 ноября, 15:30</b>, ул. Ленина, 10, кв. 5 · ▸0:31',
        '📌 <b>Дмитрий, замерщик:</b> позвонить Ольге за час до приезда · ▸0:45',
        '💰 Кухня ≈ 120 000 ₽, доставка 5 000 ₽, замер бесплатно · ▸0:21',
        '📝 Нужна прямая кухня 3 м, фасады пластик, белые. Условия устроили, возражений не было.',
        '💡 Алексею: в конце повторить день и адрес; спросить, откуда о нас узнали.',
      ].join('\n'),
    );
  });

  it('has the transcript by speaker in a folded quote', () => {
    expect(file).toBeNull();
    expect(message.html).toMatch(/<blockquote expandable><b>Расшифровка<\/b>\n▸0:00 Алексей: Компания Уютные кухни/);
    expect(message.html).toContain('▸0:04 Ольга: Здравствуйте. Меня зовут Ольга.');
  });
});

describe('the lines', () => {
  it.each<[string, Loose<Analysis>, string]>([
    [
      'a date in doubt is said so',
      {
        agreements: [
          {
            ...{ who: null, what: 'Замер', where: null, turns: [], dueSaid: 'в четверг, 25 ноября' },
            ...{ dueAt: null, dueAllDay: false, dueDoubtful: true },
          },
        ],
      },
      '🤝 Замер: «в четверг, 25 ноября» — дата под вопросом',
    ],
    [
      'a day without a time',
      {
        nextSteps: [
          {
            ...{ who: 'Анна', what: 'прислать смету', turns: [0], dueSaid: 'завтра' },
            ...{ dueAt: '2026-11-20T21:00:00.000Z', dueAllDay: true, dueDoubtful: false },
          },
        ],
      },
      '📌 Анна · сб 21 ноября: прислать смету · ▸0:07',
    ],
    [
      'objections, answered or not',
      {
        objections: [
          { what: 'Дорого', answered: true, turns: [] },
          { what: 'долго ждать', answered: false, turns: [] },
        ],
      },
      '💬 Дорого; долго ждать (без ответа)',
    ],
    ['open questions', { openQuestions: [{ what: 'есть ли рассрочка', turns: [] }] }, '❓ Есть ли рассрочка'],
    ['risks', { risks: [{ what: 'уйдёт к соседям', turns: [0] }] }, '⚠️ Уйдёт к соседям · ▸0:07'],
    [
      'a mood that asks for attention',
      { mood: { start: 'angry', end: 'calm' } },
      '🙂 Клиент: вначале со злостью, в конце спокойно',
    ],
    ['doubts', { doubts: ['имя расслышано неуверенно'] }, '🔎 Имя расслышано неуверенно'],
    [
      'the company',
      { client: { name: 'Сергей', company: '«Медиа Плюс»' } },
      '👤 Сергей, «Медиа Плюс», +7 916 123-45-67',
    ],
    [
      'sums with kopecks, and without a number',
      {
        sums: [
          { what: 'Ручка', amount: 1250.5, approximate: false, turns: [] },
          { what: 'доставка', amount: null, approximate: false, turns: [] },
        ],
      },
      '💰 Ручка 1 250,50 ₽',
    ],
  ])('%s', (_, given, line) => {
    const { message } = cardOf(given, [turn('Да.', 7)]);
    expect(visibleOf(message.html).split('\n')).toContain(line);
  });

  it('leaves nothing empty', () => {
    const lines = visibleOf(cardOf({}).message.html).split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['🟢', '📥', '👤', '🎧', '📝']);
  });

  it('gives no moments where the transcript has no times', () => {
    const sums = [{ what: 'Кухня', amount: 5000, approximate: false, turns: [3] }];
    const { message } = composeCard(analyzed({ text: 'Пять тысяч.', analysis: analysis({ sums }) }), CONTEXT);
    expect(visibleOf(message.html)).toContain('💰 Кухня 5 000 ₽\n');
    expect(message.html).toContain('<b>Расшифровка</b>\nПять тысяч.');
  });

  it('shows who was heard where the provider knows only an extension', () => {
    const facts = call('in_a', [leg({ employee: '105' })]);
    const named = composeCard(analyzed({ text: 'Да.', facts, analysis: analysis({ employeeName: 'Анна' }) }), CONTEXT);
    const bare = composeCard(analyzed({ text: 'Да.', facts, analysis: analysis() }), CONTEXT);
    expect([visibleOf(named.message.html), visibleOf(bare.message.html)]).toEqual([
      expect.stringContaining('🎧 Анна\n'),
      expect.stringContaining('🎧 доб. 105\n'),
    ]);
  });
});

describe('whatever is said', () => {
  const tricky = 'цена < 5 & > 3 <b>жирно</b> &amp; </blockquote> 👩‍👩‍👧';

  it('foreign text is escaped', () => {
    const { message } = cardOf({ headline: tricky, gist: tricky }, [turn(tricky)]);
    expect(message.html).not.toContain('<b>жирно');
    expect(message.html.match(/<\/?blockquote/g)).toHaveLength(2);
    expect(message.html).toContain('цена &lt; 5 &amp; &gt; 3 &lt;b&gt;жирно&lt;/b&gt; &amp;amp;');
    expect(message.plain).toContain(tricky);
  });

  it('the visible part stays within its length, the cheapest lines go first', () => {
    const long = 'очень длинная мысль о кухне, '.repeat(20);
    const remarks = Array.from({ length: 9 }, (_, number) => ({ what: `${number} ${long}`, turns: [] }));
    const due = { dueSaid: null, dueAt: null, dueAllDay: false, dueDoubtful: false };
    const { message } = cardOf({
      headline: 'Заголовок',
      gist: long,
      tip: long,
      risks: remarks,
      openQuestions: remarks,
      objections: remarks.map((remark) => ({ ...remark, answered: false })),
      nextSteps: remarks.map((remark) => ({ ...remark, ...due, who: 'Анна' })),
    });
    const visible = visibleOf(message.html);
    expect(visible.length).toBeLessThanOrEqual(VISIBLE);
    expect(visible.length).toBeGreaterThan(VISIBLE - 250);
    expect(visible).toContain('📌 Анна:');
    expect(visible).not.toContain('💡');
  });

  it('ninety minutes of talk go as a file, named by the call', () => {
    const turns = Array.from({ length: 1_800 }, (_, number) =>
      turn('Скажите, пожалуйста, когда приедет мастер?', number * 3),
    );
    const { message, file } = cardOf({}, turns);
    expect(message.html).toContain('▾ Расшифровка — в файле ниже');
    expect(message.html).not.toContain('blockquote');
    expect(file?.name).toBe('Расшифровка 2026-11-20 12-04.txt');
    expect(file?.text).toMatch(/^📥 Входящий · пт 20 ноября, 12:04[\s\S]*▸1:29:57 Скажите/);
  });

  it.each([MESSAGE - 1, MESSAGE, MESSAGE + 1])(
    'a card of %d characters is within the limit or has a file',
    (wanted) => {
      const bare = composeCard(analyzed({ text: '', analysis: analysis() }), CONTEXT).message.plain.length;
      const { message, file } = composeCard(
        analyzed({ text: 'я'.repeat(wanted - bare), analysis: analysis() }),
        CONTEXT,
      );
      expect(message.plain.length).toBe(
        file ? bare - '\nРасшифровка\n'.length + '▾ Расшифровка — в файле ниже'.length : wanted,
      );
      expect(file !== null).toBe(wanted > MESSAGE);
    },
  );

  it.each(['truncated', 'malformed', 'refused'] as const)(
    'without an analysis (%s) the transcript still comes',
    (none) => {
      const { message } = composeCard(analyzed({ turns: [turn('Приезжайте в среду.')], analysis: { none } }), CONTEXT);
      expect(message.html).toMatch(/⚪️ <b>Разговор без разбора<\/b>[\s\S]*🔎 Разбора нет: модель/);
      expect(message.html).toContain('Приезжайте в среду.');
    },
  );
});
