import { describe, expect, it } from 'vitest';
import { columnsFor } from '../../src/card/columns.js';
import { tableRow } from '../../src/card/table-row.js';
import { UNCHECKED } from '../../src/domain/analysis/ground.js';
import type { StoredCall } from '../../src/domain/stored.js';
import { call, leg } from '../store/samples.js';
import { analysis, analyzed, bundled, CONTEXT, missed, wordless } from './samples.js';
import { stored } from './stored.js';

/** What the row says, by title; without what is empty. */
function said(call: StoredCall): Record<string, unknown> {
  const row = tableRow(call, CONTEXT);
  const cells = columnsFor(CONTEXT.preset).map(({ title, of }) => [title, of(row)] as const);
  return Object.fromEntries(cells.filter(([, value]) => value !== null && value !== ''));
}

const OWN = { ...UNCHECKED, reason: null };
const OWN_ITEM = { ...UNCHECKED, what: 'белый' };
const none = { dueSaid: null, dueAt: null, dueAllDay: false, dueDoubtful: false, turns: [] };

describe('the row of a call', () => {
  it('says what the card says, in the firm’s zone', () => {
    const row = said(stored(bundled('01-sale-visit')));
    expect(row).toEqual({
      Дата: Date.UTC(2026, 10, 20),
      Время: (12 * 60 + 4) * 60,
      Направление: 'Входящий',
      Клиент: '+7 916 123-45-67',
      'Имя клиента': 'Ольга',
      'Наш номер': '+7 984 333-07-12',
      Сотрудник: 'Алексей',
      Разговор: 64,
      'Итог звонка': 'ответили',
      Статус: 'готово',
      Тип: 'продажа',
      Цвет: 'зелёный',
      Заголовок: 'Заказ кухни · замер назначен на чт 26 ноября',
      Суть: expect.any(String),
      'Что хочет': expect.any(String),
      Результат: 'договорились',
      Договорённости: 'Замер: чт 26 ноября, 15:30, ул. Ленина, 10, кв. 5',
      'Следующие шаги': expect.stringContaining('Дмитрий'),
      Суммы: expect.stringMatching(/₽|бесплатно/),
      Настроение: expect.any(String),
      Темы: expect.any(String),
      Подсказка: expect.any(String),
      'Цена USD': 0.021,
      Расшифровка: expect.stringMatching(/^▸0:00 Алексей: /),
      ID: '01-sale-visit',
    });
  });

  it('gives a line to each of several, and words to what is a word', () => {
    const remark = (what: string) => ({ what, turns: [] });
    const row = said(
      stored(
        analyzed({
          text: 'Здравствуйте.',
          analysis: analysis({
            kind: 'wrong-number',
            colour: 'red',
            outcome: { result: 'unsolved', reason: 'нет товара' },
            client: { name: null, company: 'ООО «Ромашка»' },
            agreements: [
              { ...none, who: null, what: 'Замер', where: null },
              { ...none, who: null, what: 'Доставка', where: 'Лесная, 5', dueSaid: 'завтра' },
            ],
            nextSteps: [
              { ...none, who: 'Анна', what: 'позвонить', dueSaid: 'вечером' },
              { ...none, who: null, what: 'прислать счёт' },
            ],
            objections: [
              { ...remark('Дорого'), answered: false },
              { ...remark('Долго'), answered: true },
            ],
            openQuestions: [remark('Цвет?'), remark('Срок?')],
            sums: [
              { ...remark('Кухня'), amount: 120_000, approximate: true },
              { ...remark('Скидка'), amount: null, approximate: false },
              { ...remark('Замер'), amount: 0, approximate: false },
            ],
            risks: [remark('Уйдёт')],
            mood: { start: 'calm', end: 'angry' },
            doubts: ['адрес'],
            own: [
              { ...OWN, name: 'budget', label: 'Бюджет', emoji: '💵', type: 'money', value: 200_000 },
              { ...OWN, name: 'lift', label: 'Лифт', emoji: '🛗', type: 'yesno', value: true },
              { ...OWN, name: 'colours', label: 'Цвета', emoji: '🎨', type: 'list', value: [OWN_ITEM, OWN_ITEM] },
            ],
            score: 75,
            checks: [{ ...UNCHECKED, name: 'price', label: 'назвал цену', weight: 1, cap: null, result: 'fail' }],
          }),
        }),
        { cost: null },
      ),
    );
    expect(row).toMatchObject({
      Тип: 'ошиблись номером',
      Цвет: 'красный',
      Результат: 'не решено',
      Причина: 'нет товара',
      Компания: 'ООО «Ромашка»',
      Договорённости: 'Замер\nДоставка: завтра, Лесная, 5',
      'Следующие шаги': 'Анна · вечером: позвонить\nприслать счёт',
      Возражения: 'Дорого (без ответа)\nДолго',
      'Вопросы без ответа': 'Цвет?\nСрок?',
      Суммы: 'Кухня ≈ 120 000 ₽\nЗамер бесплатно',
      Риски: 'Уйдёт',
      Настроение: 'спокойно → со злостью',
      'Под вопросом': 'адрес',
      Дополнительно: 'Бюджет: 200 000 ₽\nЛифт: да\nЦвета: белый; белый',
      Оценка: 75,
      'Чек-лист': 'не сделано · назвал цену',
      'Цена USD': 'неизвестна',
      Расшифровка: 'Здравствуйте.',
    });
  });

  it.each<[string, StoredCall, Record<string, unknown>]>([
    [
      'a missed call',
      stored(wordless('missed', missed({}, { client: null }))),
      { 'Итог звонка': 'не ответили', Разговор: 0, Заголовок: 'Пропущенный звонок', Статус: 'готово' },
    ],
    [
      'a call without a recording',
      stored(wordless('overdue', call('in_a'))),
      { 'Итог звонка': 'ответили', Заголовок: 'Разговор без записи' },
    ],
    [
      'a call that could not be analysed',
      stored(analyzed({ text: 'Алло.', analysis: { none: 'malformed' } })),
      { Заголовок: 'Разговор без разбора', Расшифровка: 'Алло.' },
    ],
    [
      'a call of an unknown end through two hands',
      stored(
        wordless(
          'missed',
          call('in_a', [
            leg({ id: '1' }),
            leg({ id: '2', employee: 'Борис', startedAt: '2026-11-20T09:06:00.000Z' }),
            leg({ id: '3', disposition: 'no money', startedAt: '2026-11-20T09:07:00.000Z' }),
          ]),
        ),
      ),
      { Сотрудник: 'Алексей → Борис' },
    ],
    [
      'a call left out',
      stored(wordless('missed', missed()), {
        place: 'skipped',
        skipReason: 'missed call (telegram.missedCalls is off)',
      }),
      { Статус: 'без карточки', Пояснение: 'missed call (telegram.missedCalls is off)' },
    ],
    [
      'a call given up',
      stored(analyzed({ analysis: { none: 'wordless' } }), {
        ...{ place: 'transcribe', transcript: null, analysis: null },
        error: { stage: 'transcribe', upstream: 'openai', message: 'OpenAI refuses the file' },
      }),
      { Статус: 'ошибка', Пояснение: 'Запись не удалось расшифровать: OpenAI refuses the file' },
    ],
    [
      'a call in work, transcribed so far',
      stored(analyzed({ text: 'Алло.', analysis: analysis() }), {
        ...{ place: 'analyze', analysis: null, dueAt: '2026-11-20T10:00:00.000Z' },
        error: { stage: 'analyze', upstream: 'openai', message: 'OpenAI is busy' },
      }),
      { Статус: 'в работе', Пояснение: 'OpenAI is busy', Расшифровка: 'Алло.' },
    ],
  ])('%s', (_, call, expected) => {
    expect(said(call)).toMatchObject(expected);
  });

  it('keeps its day by the firm’s zone', () => {
    const late = call('in_a', [leg({ startedAt: '2026-11-20T21:00:00.000Z' })]);
    expect(said(stored(wordless('overdue', late)))).toMatchObject({ Дата: Date.UTC(2026, 10, 21), Время: 0 });
  });
});
