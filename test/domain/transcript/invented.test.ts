import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../../src/domain/sound/pieces.js';
import { type CutReason, withoutInvented } from '../../../src/domain/transcript/invented.js';
import { withoutLoop } from '../../../src/domain/transcript/loops.js';
import type { HeardPiece, HeardSegment } from '../../../src/domain/transcript/placed.js';
import { mono, spans } from '../sound/sounds.js';

const sound = mono(spans([1, 9]));
const [piece = null] = piecesOf(sound, { longestSeconds: Number.POSITIVE_INFINITY, hasTimes: true });

describe('of segments', () => {
  it.each<[string, Partial<HeardSegment>[], kept: string[], cut: [string, CutReason][]]>([
    [
      'credits go as a segment',
      [{ text: 'Здравствуйте.' }, { text: 'Субтитры сделал DimaTorzok' }],
      ['Здравствуйте.'],
      [['Субтитры сделал DimaTorzok', 'credits']],
    ],
    [
      'credits go from the end of a sentence',
      [{ text: 'До свидания. Субтитры создавал DimaTorzok' }],
      ['До свидания.'],
      [['Субтитры создавал DimaTorzok', 'credits']],
    ],
    [
      'an editor and a corrector go',
      [{ text: 'Редактор субтитров А.Синецкая Корректор А.Егорова' }],
      [],
      [['Редактор субтитров А.Синецкая Корректор А.Егорова', 'credits']],
    ],
    [
      'an ordinary phrase goes where nobody spoke',
      [{ text: 'Да.' }, { text: 'Продолжение следует...', start: 9, end: 11 }],
      ['Да.'],
      [['Продолжение следует...', 'silence']],
    ],
    [
      'it goes where what was spoken is too short for it',
      [{ text: 'Подписывайтесь на наш канал!', start: 7.9, end: 12 }],
      [],
      [['Подписывайтесь на наш канал!', 'silence']],
    ],
    ['it stays where somebody spoke', [{ text: 'До новых встреч!', start: 2, end: 4 }], ['До новых встреч!'], []],
    ['it stays within a sentence', [{ text: 'Продолжение следует в среду.' }], ['Продолжение следует в среду.'], []],
    [
      'a loop of segments goes after the second',
      [{ text: 'Алло.' }, { text: 'Алло.' }, { text: 'Алло.' }, { text: 'Алло.' }],
      ['Алло.', 'Алло.'],
      [
        ['Алло.', 'loop'],
        ['Алло.', 'loop'],
      ],
    ],
    [
      'one answer after another stays',
      [1, 2, 3, 4].map((start) => ({ text: 'Да.', start, end: start + 0.5 })),
      ['Да.', 'Да.', 'Да.', 'Да.'],
      [],
    ],
    [
      'what is said in a window that the recogniser calls a loop stays, but not twice',
      ['Размер три на два.', 'Бюджет двести тысяч.', 'Бюджет двести тысяч.'].map((text) => ({ text, sign: 'loop' })),
      ['Размер три на два.', 'Бюджет двести тысяч.'],
      [['Бюджет двести тысяч.', 'loop']],
    ],
    [
      'rounds within such a one are told once as cut',
      [{ text: `Да. ${'иди сюда '.repeat(9)}`.trim(), sign: 'loop' }],
      ['Да. иди сюда иди сюда'],
      [['иди сюда '.repeat(7).trim(), 'loop']],
    ],
    ['what the recogniser doubts goes', [{ text: 'Ставьте лайк', sign: 'no-speech' }], [], [['Ставьте лайк', 'doubt']]],
    ['what it calls a loop goes', [{ text: 'ла ла ла', sign: 'loop' }], [], [['ла ла ла', 'loop']]],
    ['the vocabulary read out goes', [{ text: 'Уют, замер.' }], [], [['Уют, замер.', 'vocabulary']]],
    ['one word of the vocabulary stays', [{ text: 'Замер.' }], ['Замер.'], []],
  ])('%s', (_, segments, kept, cut) => {
    const found = clean({
      segments: segments.map((each) => ({ start: 1, end: 5, text: '', words: [], sign: null, ...each })),
    });
    expect(found.pieces[0]?.segments.map(({ text }) => text)).toEqual(kept);
    expect(found.pieces[0]?.text).toBe(kept.join(' '));
    expect(found.cut.map(({ text, why }) => [text, why])).toEqual(cut);
  });

  it('what was cut has its moment in the recording', () => {
    const segment = { start: 5, end: 6, text: 'Субтитры сделал DimaTorzok', words: [], sign: null };
    expect(clean({ segments: [segment] }).cut).toEqual([
      { text: segment.text, at: expect.closeTo(5.92), side: null, why: 'credits' },
    ]);
  });
});

describe('of an answer that is text only', () => {
  it.each<[string, string, kept: string, cut: CutReason[]]>([
    [
      'a last sentence of an ordinary kind goes',
      'Приедем в среду. Спасибо за просмотр!',
      'Приедем в среду.',
      ['silence'],
    ],
    [
      'the same words stay elsewhere',
      'Спасибо за просмотр! Приедем в среду.',
      'Спасибо за просмотр! Приедем в среду.',
      [],
    ],
    ['it stays as the whole of what was spoken long enough', 'До новых встреч!', 'До новых встреч!', []],
    ...[
      'Субтитры добавил DimaTorzok',
      'Перевод и субтитры DimaTorzok.',
      'Спасибо за субтитры Алексею Дубровскому!',
      'Субтитры подогнал «Симон»!',
      'С вами был Игорь Негода.',
      'ДИНАМИЧНАЯ МУЗЫКА',
      'АПЛОДИСМЕНТЫ',
    ].map((words): [string, string, string, CutReason[]] => [`«${words}» goes`, `Да. ${words}`, 'Да.', ['credits']]),
    ['music that is talked about stays', 'У вас динамичная музыка на линии.', 'У вас динамичная музыка на линии.', []],
    ['credits go anywhere', 'Субтитры делал DimaTorzok. Приедем.', 'Приедем.', ['credits']],
    ['the vocabulary read out goes', 'уют замер', '', ['vocabulary']],
    ['a loop goes', `Да. ${'иди сюда '.repeat(9)}`.trim(), 'Да. иди сюда иди сюда', ['loop']],
  ])('%s', (_, text, kept, cut) => {
    const found = clean({ text });
    expect(found.pieces[0]?.text).toBe(kept);
    expect(found.cut.map(({ why }) => why)).toEqual(cut);
  });
});

describe('of a recording that was not listened to', () => {
  it('ordinary phrases go as a whole segment: nobody knows whether one spoke', () => {
    const segment = { start: 1, end: 3, text: 'Продолжение следует...', words: [], sign: null };
    expect(withoutInvented([{ piece: null, text: '', segments: [segment] }], null, []).pieces[0]?.segments).toEqual([]);
  });
});

describe('a loop within a text', () => {
  it.each([
    ['is kept twice', 'ну вот ну вот ну вот ну вот ну вот ну вот ну вот', 'ну вот ну вот'],
    ['of one word as well', 'нет нет нет нет нет нет нет нет', 'нет нет'],
    ['whatever its points and capitals', 'Да, да. Да! да да ДА', 'Да, да.'],
    ['is none when people do say it', 'да да да да да', 'да да да да да'],
    [
      'is none when a number has many noughts',
      'счёт ноль ноль ноль ноль ноль ноль ноль семь',
      'счёт ноль ноль ноль ноль ноль ноль ноль семь',
    ],
    ['is none when a number has many zeros apart', 'ноль ноль один ноль ноль два', 'ноль ноль один ноль ноль два'],
  ])('%s', (_, text, kept) => {
    expect(withoutLoop(text).text).toBe(kept);
  });
});

function clean(heard: Partial<HeardPiece>) {
  return withoutInvented([{ piece, text: '', segments: [], ...heard }], sound, ['Уют', 'замер']);
}
