import { describe, expect, it } from 'vitest';
import { Evidence } from '../../../src/domain/analysis/evidence.js';
import type { Standing } from '../../../src/domain/analysis/ground.js';
import { likeness } from '../../../src/domain/analysis/likeness.js';
import type { Speaker, Turn } from '../../../src/domain/transcript/transcript.js';

const TURNS: [Speaker, string][] = [
  ['employee', 'Компания Уютные кухни, меня зовут Алексей, здравствуйте.'],
  ['client', 'Здравствуйте. Я хочу заказать кухню, сколько это стоит?'],
  ['employee', 'Такая кухня стоит примерно сто двадцать тысяч рублей.'],
  ['client', 'Ох, это дорого.'],
  ['client', 'Давайте в четверг, в половине четвёртого.'],
  ['unknown', 'Хорошо, записал вас на четверг.'],
];
const turns = TURNS.map(([speaker, text], at): Turn => ({ speaker, channel: null, start: at, end: at + 1, text }));
const evidence = new Evidence({ text: turns.map(({ text }) => text).join(' ') }, turns);

describe('a quote', () => {
  it.each<[string, number[], string | null, 'client' | 'employee' | null, number[], Standing]>([
    ['that stands in its turn', [2], 'стоит примерно сто двадцать тысяч', null, [2], 'confirmed'],
    ['with other letters, cases and points', [4], 'давайте в четверг в половине четвертого!', null, [4], 'confirmed'],
    ['misheard by a letter or an ending', [2], 'такую кухню стоит примерна сто двадцать тысяч', null, [2], 'confirmed'],
    ['that leaves a word out', [1], 'Я хочу кухню, сколько стоит', null, [1], 'confirmed'],
    ['that runs over two turns', [3, 4], 'это дорого. Давайте в четверг', null, [3, 4], 'confirmed'],
    ['of one word', [3], 'дорого', null, [3], 'confirmed'],
    [
      'that stands in another turn than named',
      [5],
      'Такая кухня стоит примерно сто двадцать тысяч',
      null,
      [2],
      'confirmed',
    ],
    ['that runs over two other turns', [0], 'ох это дорого давайте в четверг', null, [3, 4], 'confirmed'],
    ['whose turn is beyond the end', [9], 'Я хочу заказать кухню', null, [1], 'confirmed'],
    ['that nobody said', [2], 'доставка бесплатная и сборка тоже', null, [2], 'unconfirmed'],
    ['of two words that stand elsewhere by chance', [0], 'в четверг', null, [0], 'unconfirmed'],
    ['of words of the other', [2], 'стоит примерно сто двадцать тысяч', 'client', [2], 'unconfirmed'],
    ['of words of the right one', [2], 'стоит примерно сто двадцать тысяч', 'employee', [2], 'confirmed'],
    ['of words of somebody unknown', [5], 'записал вас на четверг', 'employee', [5], 'confirmed'],
    ['that is empty', [2], ' ', null, [2], 'unconfirmed'],
    ['that was not given', [2, 2, -1, 0.5, 99], null, null, [2], 'unconfirmed'],
  ])('%s', (_, named, quote, by, found, standing) => {
    expect(evidence.check({ turns: named, quote }, by)).toMatchObject({ turns: found, standing });
  });

  it('is looked for in the whole text where there are no turns', () => {
    const bare = new Evidence({ text: 'Алло. Это такси? Нет, вы ошиблись номером.' }, []);
    expect(bare.check({ turns: [], quote: 'вы ошиблись номером' }).standing).toBe('confirmed');
    expect(bare.check({ turns: [], quote: 'приедем в среду' }).standing).toBe('unconfirmed');
  });

  it('is looked for in a call of hours in no time', () => {
    const words = (at: number) => `Реплика номер ${at}, и ещё ${'несколько обычных слов '.repeat(8)}`;
    const long = Array.from({ length: 3_000 }, (_, at): Turn => ({ ...(turns[0] as Turn), text: words(at) }));
    const startedMs = performance.now();
    const found = new Evidence({ text: '' }, long).check({
      turns: [0],
      quote: 'совсем другие слова, которых здесь нет',
    });
    expect(found.standing).toBe('unconfirmed');
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });
});

describe('a term was named', () => {
  const talk = ['Я не смогу во вторник. Давайте в среду.', 'В среду есть время в десять утра и в шестнадцать часов.'];
  const bargained = [
    ...talk,
    'Нет, в десять рано.',
    'Тогда в шестнадцать часов.',
    'Договорились, жду.',
    'До пятого числа.',
  ];
  const evidence = new Evidence(
    { text: bargained.join(' ') },
    bargained.map((text, at): Turn => ({ speaker: 'unknown', channel: null, start: at, end: at + 1, text })),
  );

  it.each([
    ['in these very words', 'в среду есть время в десять утра', [5], true],
    ['its day and its hour by turns', 'в среду, в шестнадцать часов', [1, 3], true],
    ['in the turn before that of its proof', 'в среду в шестнадцать', [2], true],
    ['not with a day that nobody named', 'в четверг, в шестнадцать часов', [1, 3], false],
    ['not with a number that was named far off', 'в среду, пятого, в шестнадцать', [1, 2], false],
    ['not by words that are no term', 'как-нибудь потом', [1, 3], false],
  ])('%s', (_, words, named, isSaid) => {
    expect(evidence.isTermSaid(words, named)).toBe(isSaid);
  });
});

describe('likeness', () => {
  it.each([
    ['да', 'да', 1],
    ['да', 'нет', 0],
    ['', 'да', 0],
    ['да', '', 0],
    ['много разных слов', `много ${'слов '.repeat(30)}разных`, 2 / 3],
    ['ёлка', 'елка', 1],
    ['стоит триста тысяч', 'стоит 300 000 рублей', 1],
    ['приедет семнадцатого числа', 'приедет 17 числа', 1],
    ['не будем платить', 'мы не будем ничего платить', 1],
    ['и не один договор подпишем', 'не один договор подпишем', 3 / 4],
  ])('of %j to %j is %f', (quote, text, share) => {
    expect(likeness(quote, text)).toBeCloseTo(share);
  });

  it.each([
    ['another number', 'доставка стоит 1500 рублей', 'доставка стоит 1600 рублей'],
    ['another number in words', 'девять миллионов семьсот тысяч', 'девять миллионов восемьсот тысяч'],
    ['a part of a number', 'такая кухня стоит сто тысяч', 'такая кухня стоит сто двадцать тысяч'],
    ['another ordinal', 'приедем к вам восемнадцатого числа', 'приедем к вам семнадцатого числа'],
    ['another hour', 'приеду во вторник в 16:30', 'приеду во вторник в 15:30'],
    ['another day', 'мастер приедет к вам в среду', 'мастер приедет к вам в субботу'],
    ['another month', 'приедем к вам в начале июня', 'приедем к вам в начале июля'],
    ['a denial left out', 'мы будем платить комиссию', 'мы не будем платить комиссию'],
    ['a denial put in', 'мы не будем платить комиссию', 'мы будем платить комиссию'],
    ['a «нет» put in', 'нет мне это подходит', 'да мне это подходит'],
  ])('%s leaves nothing of a quote', (_, quote, text) => {
    expect(likeness(quote, text)).toBe(0);
  });
});
