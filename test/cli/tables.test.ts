import { describe, expect, it } from 'vitest';
import { columnsFor } from '../../src/card/columns.js';
import { tableRow } from '../../src/card/table-row.js';
import { cellText } from '../../src/cli/export/cell-text.js';
import { csvText } from '../../src/cli/export/csv.js';
import { xlsxBytes } from '../../src/cli/export/xlsx.js';
import type { StoredCall } from '../../src/domain/stored.js';
import { analysis, analyzed, bundled, CONTEXT } from '../card/samples.js';
import { stored } from '../card/stored.js';
import { call } from '../store/samples.js';
import { csvRows } from './csv-rows.js';
import { readSheet } from './xlsx-sheet.js';

const COLUMNS = columnsFor(CONTEXT.preset);
const HOSTILE = '=HYPERLINK("http://evil";"нажми")\nи "ещё"; 😀 <b>&amp;</b>\tконец';

async function* pagesOf(...pages: StoredCall[][]) {
  for (const calls of pages) yield calls.map((each) => tableRow(each, CONTEXT));
}

async function asCsv(...pages: StoredCall[][]): Promise<string> {
  let text = '';
  for await (const chunk of csvText(pagesOf(...pages), COLUMNS)) text += chunk;
  return text;
}

/** One column of the CSV, without its title. */
async function csvColumn(title: string, ...calls: StoredCall[]): Promise<(string | undefined)[]> {
  const [head = [], ...rows] = csvRows((await asCsv(calls)).slice(1));
  return rows.map((row) => row[head.indexOf(title)]);
}

async function xlsxColumn(title: string, ...calls: StoredCall[]) {
  const { cells } = readSheet(await xlsxBytes(pagesOf(calls), COLUMNS));
  const letter = columnLetter(title);
  return calls.map((_, place) => cells.get(`${letter}${place + 2}`));
}

function columnLetter(title: string): string {
  const place = COLUMNS.findIndex((column) => column.title === title);
  return place < 26 ? String.fromCharCode(65 + place) : `A${String.fromCharCode(65 + place - 26)}`;
}

const withGist = (gist: string) => stored(analyzed({ analysis: analysis({ gist }) }));
const withClient = (client: string | null) =>
  stored(analyzed({ analysis: analysis(), facts: call('in_a', undefined, { client }) }));
const sale = stored(bundled('01-sale-visit'));

describe('CSV', () => {
  it('begins with the mark of UTF-8 and one head, has CRLF after every row and as many cells in each', async () => {
    const text = await asCsv([sale, withGist(HOSTILE)], [sale]);
    expect(text.startsWith('\uFEFFДата;Время;Направление;Клиент;')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    const rows = csvRows(text.slice(1));
    expect(rows.map((row) => row.length)).toEqual(Array(4).fill(COLUMNS.length));
    expect(rows[1]).toEqual(rows[3]);
  });

  it('has its head alone where there are no calls', async () => {
    expect(csvRows((await asCsv()).slice(1))).toEqual([COLUMNS.map((column) => column.title)]);
  });

  it.each([
    ['Дата', sale, '20.11.2026'],
    ['Время', sale, '12:04:00'],
    ['Разговор', sale, '0:01:04'],
    ['Разговор', { ...sale, facts: { ...sale.facts, talkSeconds: 36_059 } }, '10:00:59'],
    ['Цена USD', sale, '0,0210'],
    ['Цена USD', { ...sale, cost: null }, 'неизвестна'],
    ['Цена USD', { ...sale, cost: 0 }, '0,0000'],
    ['Компания', sale, ''],
  ])('%s as Excel reads it', async (title, each, expected) => {
    expect(await csvColumn(title, each)).toEqual([expected]);
  });

  it.each([
    ['as it is read, with nothing before it', '+79161234567', '+7 916 123-45-67'],
    ['with a hyphen where blanks alone would make it a figure', '+996700123456', '+996 700 123-456'],
    ['a short one of another country', '+37477123456', '+374 77-123456'],
    ['guarded where it would be a figure', '+24740123', expect.stringMatching(/^'\+247/)],
    ['guarded where it is no number', '+1+1', "'+1+1"],
    ['empty where it is hidden', null, ''],
  ])('the number of the client: %s', async (_, client, expected) => {
    expect(await csvColumn('Клиент', withClient(client))).toEqual([expected]);
  });

  it.each([
    ['a formula', '=1+1', "'=1+1"],
    ['a formula with all that could break a file', HOSTILE, `'${HOSTILE}`],
    ['a formula behind blanks and line breaks', ' \r\n\t=1+1', "'=1+1"],
    ['plus', '+1+1', "'+1+1"],
    ['minus', '-1+1', "'-1+1"],
    ['at', '@SUM(1)', "'@SUM(1)"],
    ['a full-width sign', '＝1+1', "'＝1+1"],
    ['an innocent text', 'a=1; "b"\nc', 'a=1; "b"\nc'],
    ['line breaks of all kinds', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
  ])('a text from outside: %s', async (_, gist, expected) => {
    expect(await csvColumn('Суть', withGist(gist))).toEqual([expected]);
  });
});

describe('XLSX', () => {
  it('has a bold head that stays, and columns of a width', async () => {
    const { cells, xml } = readSheet(await xlsxBytes(pagesOf([sale], [sale]), COLUMNS));
    for (const { title } of COLUMNS) {
      expect(cells.get(`${columnLetter(title)}1`)).toMatchObject({ value: title, isBold: true });
    }
    expect(xml).toMatch(/<pane[^>]*ySplit="1"[^>]*state="frozen"/);
    expect(xml.match(/<col /g)).toHaveLength(COLUMNS.length);
    expect(cells.get('A3')).toEqual(cells.get('A2'));
    expect(cells.has('A4')).toBe(false);
  });

  it.each([
    ['Дата', sale, { value: 46_346, format: 'dd.mm.yyyy' }],
    ['Время', sale, { value: (12 * 60 + 4) / 1440, format: 'hh:mm:ss' }],
    ['Разговор', sale, { value: 64 / 86_400, format: '[h]:mm:ss' }],
    ['Цена USD', sale, { value: 0.021, format: '0.0000' }],
    ['Цена USD', { ...sale, cost: null }, { value: 'неизвестна' }],
    ['Клиент', sale, { value: '+7 916 123-45-67', format: '@' }],
    ['ID', withGist('x'), { value: 'in_a', format: '@' }],
    ['Суть', sale, { isWrapped: true, isBold: false }],
    ['Расшифровка', sale, { isWrapped: false, format: '@' }],
    ['Компания', sale, undefined],
  ])('%s is what it is', async (title, each, expected) => {
    const [cell] = await xlsxColumn(title, each);
    if (expected === undefined) expect(cell).toBeUndefined();
    else expect(cell).toMatchObject(expected);
  });

  it.each([
    ['a formula stays a text', HOSTILE],
    ['the name of what every object has', 'constructor'],
    ['and of its kin', '__proto__'],
    ['what Excel would read as a letter', 'a_x0041_b'],
  ])('a text from outside: %s', async (_, gist) => {
    const [first, second] = await xlsxColumn('Суть', withGist(gist), withGist('другой'));
    expect([String(first?.value).trimEnd(), second?.value]).toEqual([gist, 'другой']);
  });
});

describe('an XLSX of too many calls', () => {
  it('is refused before the memory is full', async () => {
    const twice = Array.from({ length: 10_001 }, () => sale);
    await expect(xlsxBytes(pagesOf(twice, twice), COLUMNS)).rejects.toThrow('an xlsx takes at most 20000 calls');
  }, 30_000);
});

describe('a text for a cell', () => {
  it.each<[string, string, string]>([
    ['stays as it is', 'Алло 😀', 'Алло 😀'],
    ['loses what no file may hold', 'а\u0000б\u001bв', 'абв'],
    ['keeps what just fits', 'я'.repeat(32_700), 'я'.repeat(32_700)],
    ['is cut, and says so', 'я'.repeat(40_000), `${'я'.repeat(32_700)}… [обрезано: больше в ячейку Excel не входит]`],
  ])('%s', (_, text, expected) => {
    expect(cellText(text)).toBe(expected);
    expect(cellText(text).length).toBeLessThan(32_767);
  });

  it('is not cut through a sign', () => {
    expect(cellText(`${'я'.repeat(32_699)}${'😀'.repeat(100)}`)).toMatch(/^я{32699}… \[/);
  });
});
