import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/domain/analysis/analysis.js';
import { readQuery } from '../../src/domain/search/query.js';
import { mayBegin, shortId } from '../../src/domain/search/short-id.js';
import { snippetsOf } from '../../src/domain/search/snippets.js';
import { wordsOf } from '../../src/domain/search/words.js';
import type { Turn } from '../../src/domain/transcript/transcript.js';
import { analysis as analysisOf, type Loose } from '../card/samples.js';

describe('words', () => {
  it.each([
    ['Договора, ДОГОВОРОВ!', ['договор', 'договор']],
    ['Ёлка и елки', ['елк', 'и', 'елк']],
    ['до\u0301говор, й из двух: и\u0306', ['договор', 'й', 'из', 'двух', 'й']],
    ['IKEA ikea', ['ikea', 'ikea']],
    ['в 10:30, 120 000 ₽', ['в', '10', '30', '120', '000']],
    ['кое-что «так» 🙂', ['ко', 'что', 'так']],
    ['— … *', []],
  ])('of %j', (text, stems) => {
    expect(wordsOf(text).map((word) => word.stem)).toEqual(stems);
  });

  it('know where they stand', () => {
    const text = '🙂 Да, ёлка.';
    expect(wordsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Да', 'ёлка']);
  });
});

describe('what was typed', () => {
  const word = (stem: string) => ({ stems: [stem], prefix: null });
  const phrase = (...stems: string[]) => ({ stems, prefix: null });

  it.each([
    ['договора аренды', [word('договор'), word('аренд')]],
    ['«договор аренды» "на год" „до мая“', [phrase('договор', 'аренд'), phrase('на', 'год'), phrase('до', 'ма')]],
    [
      'замер* «на шест*»',
      [
        { stems: ['замер'], prefix: 'замер' },
        { stems: ['на', 'шест'], prefix: 'шест' },
      ],
    ],
    ['кое-что в 10:30', [phrase('ко', 'что'), word('в'), phrase('10', '30')]],
    ['договор договоры', [word('договор')]],
    ['договор,аренда', [word('договор'), word('аренд')]],
    ['"договор аренды', [word('договор'), word('аренд')]],
    ['-договор AND (аренда OR "год")', ['договор', 'and', 'аренд', 'or', 'год'].map(word)],
    ['* "" «» - () " ^:', []],
    ['', []],
  ])('%j', (typed, terms) => {
    expect(readQuery(typed)).toEqual(terms);
  });
});

describe('snippets', () => {
  /** What was found as people see it: «part: text», the words between asterisks. */
  function found(call: { turns?: string[]; text?: string; analysis?: Loose<Analysis> }, typed: string, longest = 40) {
    const turns = (call.turns ?? []).map((text, index) => ({ text, start: index * 10 }) as Turn);
    const text = call.text ?? call.turns?.join(' ') ?? '';
    const analysis = call.analysis ? analysisOf({ headline: '', gist: '', ...call.analysis }) : null;
    const snippets = snippetsOf(
      { transcript: { text, turns, model: null, wordless: null, cut: [], trust: null }, analysis },
      readQuery(typed),
      longest,
    );
    return snippets.map((snippet) => {
      const marks = snippet.marks.toReversed();
      const shown = marks.reduce(
        (whole, [start, end]) => `${whole.slice(0, start)}*${whole.slice(start, end)}*${whole.slice(end)}`,
        snippet.text,
      );
      return `${snippet.at === null ? snippet.part : snippet.at}: ${shown}`;
    });
  }

  it.each([
    ['a short turn, whole', { turns: ['Добрый день.', 'Пришлите договор.'] }, 'договоры', ['10: Пришлите *договор*.']],
    [
      'a window in the middle of a long text, between words',
      { text: 'один два три четыре пять шесть договор семь восемь девять десять' },
      'договор',
      ['transcript: …пять шесть *договор* семь восемь…'],
    ],
    [
      'the room of one side is used on the other',
      { text: 'договор один два три четыре пять шесть семь восемь' },
      'договор',
      ['transcript: *договор* один два три четыре пять шесть…'],
    ],
    [
      'and at the end',
      { text: 'восемь семь шесть пять четыре три два один договор' },
      'договор',
      ['transcript: …шесть пять четыре три два один *договор*'],
    ],
    [
      'where the words stand closest',
      { text: `договор ${'и так '.repeat(20)}договор, договора и договором` },
      'договор',
      ['transcript: …так и так *договор*, *договора* и *договором*'],
    ],
    [
      'a turn with both words before two turns with one each',
      { turns: ['Сначала договор.', 'Потом замер.', 'Замер и договор.'] },
      'договор замер',
      ['20: *Замер* и *договор*.'],
    ],
    [
      'as many turns as it takes to show all the words',
      { turns: ['Сначала договор.', 'Потом замер.', 'И ещё замер.'] },
      'договор замер',
      ['0: Сначала *договор*.', '10: Потом *замер*.'],
    ],
    [
      'three at most',
      { turns: ['один', 'два', 'три', 'четыре'] },
      'один два три четыре',
      ['0: *один*', '10: *два*', '20: *три*'],
    ],
    [
      'the transcript before the analysis, though the analysis has more',
      { turns: ['Нужен договор.'], analysis: { gist: 'Договор за договором, и ещё договоры' } },
      'договор',
      ['0: Нужен *договор*.'],
    ],
    [
      'the transcript before the analysis, though there it takes two turns',
      { turns: ['Нужен договор.', 'И замер.'], analysis: { topics: ['договор', 'замер'] } },
      'договор замер',
      ['0: Нужен *договор*.', '10: И *замер*.'],
    ],
    [
      'the analysis where only it has the word',
      { turns: ['Нужен договор.'], analysis: { topics: ['кухня', 'рассрочка'] } },
      'рассрочкой',
      ['topics: кухня, *рассрочка*'],
    ],
    [
      'a phrase as one mark',
      { turns: ['Договор, договор аренды.'] },
      '«договор аренды»',
      ['0: Договор, *договор аренды*.'],
    ],
    [
      'a phrase over two turns from the whole text',
      { turns: ['Это договор', 'аренды на год.'] },
      '«договор аренды»',
      ['transcript: Это *договор аренды* на год.'],
    ],
    [
      'in the analysis also what the transcript has shown',
      { turns: ['Нужен договор.'], analysis: { gist: 'Договор и рассрочка' } },
      'договор рассрочка',
      ['0: Нужен *договор*.', 'gist: *Договор* и *рассрочка*'],
    ],
    ['overlapping finds as one', { turns: ['три два один'] }, '«три два» «два один»', ['0: *три два один*']],
    ['a beginning', { turns: ['Замерщик приедет на замер.'] }, 'замерщ*', ['0: *Замерщик* приедет на замер.']],
    ['text on one line', { text: 'раз\nдоговор\u001b[31mдва' }, 'договор', ['transcript: раз *договор* [31mдва']],
    [
      'a long phrase is not torn',
      { text: `а ${'слово '.repeat(9)}я` },
      `«${'слово '.repeat(9)}»`,
      [`transcript: …*${'слово '.repeat(9).trim()}*…`],
    ],
    ['nothing where nothing is', { turns: ['Добрый день.'] }, 'договор', []],
  ])('show %s', (_, call, typed, expected) => {
    expect(found(call, typed)).toEqual(expected);
  });

  it.each([
    ['headline', { headline: 'Новый договор' }],
    ['gist', { gist: 'Новый договор' }],
    ['wants', { wants: 'Новый договор' }],
    ['agreements', { agreements: [{ ...promise(), who: null, what: 'Подпись', where: 'где договор' }] }],
    ['nextSteps', { nextSteps: [{ ...promise(), who: null, what: 'прислать договор' }] }],
    ['objections', { objections: [{ what: 'дорогой договор', turns: [], answered: true }] }],
    ['openQuestions', { openQuestions: [{ what: 'чей договор', turns: [] }] }],
    ['sums', { sums: [{ what: 'договор', turns: [], amount: 5, approximate: false }] }],
    ['topics', { topics: ['договор'] }],
    ['risks', { risks: [{ what: 'сорвётся договор', turns: [] }] }],
    ['tip', { tip: 'Выслать договор' }],
    ['doubts', { doubts: ['договор или оговор'] }],
    ['client', { client: { name: 'Ольга', company: 'ООО «Договор»' } }],
    ['employee', { employeeName: 'Договор' }],
  ] satisfies [string, Loose<Analysis>][])('name the part they are from: %s', (part, analysis) => {
    expect(found({ analysis }, 'договоров')).toEqual([expect.stringMatching(new RegExp(`^${part}: .*\\*.оговор`))]);
  });

  it('find a sum by its digits', () => {
    const sums = [{ what: 'Кухня', turns: [], amount: 120_000, approximate: false }];
    expect(found({ analysis: { sums } }, '«120 000»')).toEqual(['sums: Кухня, *120 000*']);
  });
});

describe('short ids', () => {
  const id = 'in_5f1c0a9be2d34c6f8a7b90d1e2f3a4b5c6d7e8f9';

  it.each([
    [id, 'in_5f1c0a9'],
    ['290043698', '290043698'],
    ['1768471201.4815162', '1768471201.4815162'],
  ])('%s is shown as %s', (whole, short) => {
    expect(shortId(whole)).toBe(short);
  });

  it.each([
    ['in_5f1', true],
    ['in_5f', false],
    ['17684712', false],
    ['1768471201.48', false],
  ])('%s may stand for a longer one: %s', (text, may) => {
    expect(mayBegin(text)).toBe(may);
  });
});

function promise() {
  return { dueSaid: null, dueAt: null, dueAllDay: false, dueDoubtful: false, turns: [] };
}
