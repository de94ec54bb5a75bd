import { describe, expect, it } from 'vitest';
import { composeCard } from '../../src/card/card.js';
import { columnsFor } from '../../src/card/columns.js';
import { fitInto } from '../../src/card/fit.js';
import { toPlain } from '../../src/card/rich.js';
import { cutDoubted } from '../../src/card/standing.js';
import { tableRow } from '../../src/card/table-row.js';
import type { Analysis } from '../../src/domain/analysis/analysis.js';
import type { OwnAnswer } from '../../src/domain/analysis/own.js';
import type { PresetField } from '../../src/domain/analysis/preset.js';
import { call, leg } from '../store/samples.js';
import { analysis, analyzed, CONTEXT, type Loose } from './samples.js';
import { stored } from './stored.js';

/** Only an extension is known of who talked. */
const NAMELESS = call('in_a', [leg({ employee: '205' })]);
const MARK = 'не подтверждено';
const UNPROVEN = { turns: [], quote: 'слова', standing: 'unconfirmed' as const };
const long = (what: string) => `${what} ${'и ещё что-то важное '.repeat(20)}`;

describe('a cut', () => {
  const doubtful = 'Клиентка согласна внести предоплату (не подтверждено)';

  it('leaves the mark of what is not proven, wherever it falls', () => {
    for (let longest = 30; longest <= doubtful.length; longest++) {
      const cut = cutDoubted(doubtful, longest);
      expect(cut.length).toBeLessThanOrEqual(longest);
      expect(cut).toMatch(/^Клиентка?.*\(не подтверждено\)$/);
      expect(cut).not.toMatch(/\(не… /);
    }
  });

  it('leaves no mark on what has none', () => {
    expect(cutDoubted('Клиентка согласна внести предоплату', 20)).toBe('Клиентка согласна…');
  });

  it('holds when a full card is shortened', () => {
    const line = ['📌 ', { bold: 'Анна:' }, ` прислать счёт и договор сегодня же вечером на почту — ${MARK}`];
    const block = { line, worth: 5, proofs: [{ ...UNPROVEN, what: 'прислать счёт' }] };
    const [kept] = fitInto([block], 70);
    expect(toPlain([kept ?? []])).toBe(`📌 Анна: прислать счёт и договор сегодня же… (${MARK})`);
  });
});

describe('what is not proven', () => {
  it.each<[string, Loose<Analysis>]>([
    ['a long risk', { risks: [{ ...UNPROVEN, what: long('уйдёт') }] }],
    [
      'the last of several objections',
      { objections: [long('дорого'), 'долго'].map((what) => ({ ...UNPROVEN, what, answered: true })) },
    ],
    ['a sentence of the gist', { gist: long('Хочет'), grounds: { gist: [{ ...UNPROVEN, what: long('Хочет') }] } }],
    ['the name of the employee', { employeeName: 'Сергей', grounds: { employeeName: UNPROVEN } }],
    [
      'the name of the client',
      { client: { name: 'Олег '.repeat(16).trim(), company: null }, grounds: { clientName: UNPROVEN } },
    ],
  ])('says so on the card: %s', (_, given) => {
    const { message } = composeCard(analyzed({ text: 'Да.', analysis: analysis(given), facts: NAMELESS }), CONTEXT);
    expect(message.plain.split('\n\n')[0]).toContain(MARK);
  });

  it('is no name to call somebody by in the transcript', () => {
    const turns = (['client', 'employee'] as const).map((speaker, at) => ({
      ...{ speaker, channel: null },
      start: at,
      end: at + 1,
      text: 'Да.',
    }));
    const grounds = { clientName: UNPROVEN, employeeName: UNPROVEN };
    const told = analysis({ client: { name: 'Олег', company: null }, employeeName: 'Сергей', grounds });
    const { message } = composeCard(analyzed({ turns, analysis: told, facts: NAMELESS }), CONTEXT);
    expect(message.plain).toMatch(/▸0:00 Клиент: Да\.\n▸0:01 доб\. 205: Да\.$/);
  });

  it('says so in a table, where a number has its name in a column of its own', () => {
    const common = { ...UNPROVEN, emoji: '💵', reason: 'так сказал' };
    const own: OwnAnswer[] = [
      { ...common, name: 'budget', label: 'Бюджет', type: 'money', value: 5_000_000 },
      { ...common, name: 'lead', label: 'Запись', type: 'choice', value: 'hot', shown: 'горячий' },
    ];
    const fields = own.map(
      ({ name, label, type }): PresetField => ({
        ...{ name, label, type, emoji: '💵', ask: '', options: {}, by: null },
        reason: true,
      }),
    );
    const remark = { ...UNPROVEN, what: 'Уйдёт' };
    const due = { dueSaid: null, dueAt: null, dueAllDay: false, dueDoubtful: false };
    const told = analysis({
      ...{ headline: 'Согласен', gist: 'Готов платить.', wants: 'Кухню', own, mood: { start: 'calm', end: 'angry' } },
      ...{ client: { name: 'Олег', company: 'Уют' }, outcome: { result: 'agreed', reason: 'цена' } },
      ...{ risks: [remark], openQuestions: [remark], agreements: [{ ...remark, ...due, who: null, where: null }] },
      nextSteps: [{ ...remark, ...due, who: 'Анна' }],
      grounds: {
        ...{ headline: UNPROVEN, gist: [remark], wants: UNPROVEN, clientName: UNPROVEN, clientCompany: UNPROVEN },
        ...{ outcome: UNPROVEN, mood: UNPROVEN },
      },
    });
    const row = tableRow(stored(analyzed({ text: 'Да.', analysis: told })), CONTEXT);
    const cells = Object.fromEntries(columnsFor({ fields }).map(({ title, of }) => [title, of(row)]));
    const marked = ['Имя клиента', 'Компания', 'Заголовок', 'Суть', 'Что хочет', 'Причина', 'Договорённости'];
    for (const title of [...marked, 'Следующие шаги', 'Вопросы без ответа', 'Риски', 'Настроение']) {
      expect(cells[title], title).toContain(MARK);
    }
    expect(cells).toMatchObject({
      ...{ Бюджет: 5_000_000, 'Бюджет: почему': 'так сказал', 'Не подтверждено': 'Бюджет' },
      ...{ 'Запись (вопрос)': `горячий (${MARK})`, 'Запись (вопрос): почему': 'так сказал' },
    });
  });
});
