import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { callTable } from '../../src/cli/call-table.js';
import { searchPage } from '../../src/cli/search-page.js';
import { columnsOf, fitted, onOneLine } from '../../src/cli/terminal.js';
import { readQuery } from '../../src/domain/search/query.js';
import type { StoredCall } from '../../src/domain/stored.js';
import type { Turn } from '../../src/domain/transcript/transcript.js';
import { analysis, CONTEXT } from '../card/samples.js';
import { call } from '../store/samples.js';

const ID = 'in_5f1c0a9be2d34c6f8a7b90d1e2f3a4b5c6d7e8f9';
const NOW = new Date('2026-12-01T10:00:00.000Z');
const SAID = ['Я хочу заказать кухню, а договор подпишем потом, когда приедет замерщик.', 'Хорошо.'];

describe('the table of calls', () => {
  const calls = [
    stored({}),
    stored({
      facts: call('out_77aa88bb99cc', undefined, { direction: 'out', client: null }),
      place: 'notify',
      dueAt: '2026-11-20T09:10:00.000Z',
      analysis: told('通話 👩‍👩‍👧 семья'),
    }),
    stored({
      facts: call('1768471201.4815162', undefined, { client: '+4930901820' }),
      place: 'analyze',
      analysis: null,
      error: { stage: 'analyze', upstream: 'openai', message: 'refused\nwith a long explanation of what was wrong' },
    }),
  ];
  const paper = (columns: number | null) => callTable(calls, CONTEXT, { columns, now: NOW }).split('\n');

  it('in a pipe shows all', () => {
    expect(paper(null)).toEqual([
      `2026-11-20 12:04  → +7 916 123-45-67  1:04  done             ${ID}  Заказ кухни · замер назначен на чт 26 ноября`,
      '2026-11-20 12:04  ← —                 1:04  pending: notify  out_77aa88bb99cc                             通話 👩‍👩‍👧 семья',
      '2026-11-20 12:04  → +49 30 901820     1:04  failed           1768471201.4815162                           analyze: refused with a long explanation of what was wrong',
      '',
    ]);
  });

  it('at 80 columns leaves room for what it was about', () => {
    expect(paper(80)).toEqual([
      '11-20 12:04  → +7 916 123-45-67  1:04  done     in_5f1c0a9          Заказ кухни…',
      '11-20 12:04  ← —                 1:04  pending  out_77aa88          通話 👩‍👩‍👧 сем…',
      '11-20 12:04  → +49 30 901820     1:04  failed   1768471201.4815162  analyze: re…',
      '',
    ]);
  });

  it('at 80 columns, and ids as the provider gives them, most of it', () => {
    const usual = callTable([stored({})], CONTEXT, { columns: 80, now: NOW });
    expect(usual).toBe('11-20 12:04  → +7 916 123-45-67  1:04  done  in_5f1c0a9  Заказ кухни · замер на…\n');
  });

  it('tells the year where it is not this one', () => {
    const usual = callTable([stored({})], CONTEXT, { columns: 80, now: new Date('2027-01-01T10:00:00.000Z') });
    expect(usual).toMatch(/^2026-11-20 12:04 /);
  });

  it.each([20, 60, 79, 80, 81, 120, 140, 160])('has no line wider than %i columns', (columns) => {
    for (const line of paper(columns)) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
  });

  it.each([
    [144, ID],
    [143, 'in_5f1c0a9'],
  ])('at %i columns has the id %s', (columns, id) => {
    const [first = ''] = paper(columns);
    expect(first.split(/ {2,}/)[4]).toBe(id);
    expect(first).toMatch(/ Заказ кухни · замер назнач/);
  });
});

describe('what a search found', () => {
  const page = (columns: number | null, colours: boolean, typed = 'договоры замерщика', call = stored({})) =>
    searchPage([call], readQuery(typed), CONTEXT, { columns, now: NOW, colours }).split('\n');

  it('stands between asterisks in a pipe', () => {
    expect(page(null, false)).toEqual([
      `2026-11-20 12:04  → +7 916 123-45-67  1:04  ${ID}`,
      '  Заказ кухни · замер назначен на чт 26 ноября',
      '  ▸0:31 Я хочу заказать кухню, а *договор* подпишем потом, когда приедет *замерщик*.',
      '',
    ]);
  });

  it('is bold at a terminal, and fits it', () => {
    const lines = page(60, true);
    expect(lines).toEqual([
      '11-20 12:04  → +7 916 123-45-67  1:04  in_5f1c0a9',
      '  Заказ кухни · замер назначен на чт 26 ноября',
      '  ▸0:31 …кухню, а \u001b[1mдоговор\u001b[22m подпишем потом,…',
      '  ▸0:31 …подпишем потом, когда приедет \u001b[1mзамерщик\u001b[22m.',
      '',
    ]);
  });

  it.each([20, 40, 60, 80, 120])('has no line wider than %i columns', (columns) => {
    const words = 'заказ* кухня договор подпишем потом';
    for (const colours of [true, false]) {
      for (const line of page(columns, colours, words)) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    }
  });

  it('is said once where it is the headline, and named where it is in the analysis', () => {
    expect(page(null, false, 'назначен рассрочка адрес').slice(1)).toEqual([
      '  Заказ кухни · замер *назначен* на чт 26 ноября',
      '  next steps: узнать *адрес*',
      '  topics: кухня, *рассрочка*',
      '',
    ]);
  });

  it('has an empty line between calls, and may be nothing', () => {
    const look = { columns: null, now: NOW, colours: false };
    const two = searchPage([stored({}), stored({})], readQuery('договор'), CONTEXT, look);
    expect(two.split('\n\n')).toHaveLength(2);
    expect(searchPage([], readQuery('договор'), CONTEXT, look)).toBe('nothing found\n');
  });
});

describe('a line', () => {
  it.each([
    ['короткая', 8, 'короткая'],
    ['длинная строка', 9, 'длинная…'],
    ['通話通話', 6, '通話…'],
    ['👩‍👩‍👧👩‍👩‍👧', 3, '👩‍👩‍👧…'],
    ['сколь угодно', null, 'сколь угодно'],
  ])('%s in %s columns is %s', (line, columns, expected) => {
    expect(fitted(line, columns)).toBe(expected);
  });

  it('has nothing that breaks it or commands the terminal', () => {
    expect(onOneLine(' раз\n\tдва\u001b[31m три ')).toBe('раз два[31m три');
  });

  it.each([
    [{ isTTY: true, columns: 132 }, 132],
    [{ isTTY: true, columns: 0 }, 80],
    [{ isTTY: false, columns: 132 }, null],
  ])('of %j is so wide: %s', (stream, columns) => {
    expect(columnsOf(stream)).toBe(columns);
  });
});

function told(headline: string) {
  const step = { who: null, what: 'узнать адрес', dueSaid: null, dueAt: null, dueAllDay: false, dueDoubtful: false };
  return analysis({ headline, gist: '', nextSteps: [{ ...step, turns: [] }], topics: ['кухня', 'рассрочка'] });
}

function stored(given: Partial<StoredCall>): StoredCall {
  const turns = SAID.map((text, index): Turn => ({ speaker: 'client', channel: 0, start: 31 + index, end: 40, text }));
  return {
    facts: call(ID),
    place: 'done',
    dueAt: null,
    attempts: 0,
    live: true,
    take: 0,
    notify: true,
    skipReason: null,
    error: null,
    audio: null,
    transcript: { text: SAID.join(' '), model: 'whisper-1', turns, wordless: null, cut: [], trust: null },
    analysis: told('Заказ кухни · замер назначен на чт 26 ноября'),
    passed: {},
    foundAt: '2026-11-20T09:06:00.000Z',
    cost: 0,
    deliveries: [],
    ...given,
  };
}
