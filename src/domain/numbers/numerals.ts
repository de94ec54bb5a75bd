/** Endings of ordinals, after ё has become е. */
const ORDINAL = '(?:ый|ой|ого|ому|ом|ым|ая|ую|ое|ых|ые)';
const plain = (...stems: string[]) => stems.map((stem) => `${stem}(?:ь|и|${ORDINAL})`).join('|');

const TENS: [stem: string, oblique: string, value: number][] = [
  ['пят', 'пяти', 5],
  ['шест', 'шести', 6],
  ['сем', 'семи', 7],
  ['восем', 'восьми', 8],
  ['девят', 'девяти', 9],
];
const TEENS = ['один', 'две', 'три', 'четыр', 'пят', 'шест', 'сем', 'восем', 'девят'];

const NUMERALS: [words: RegExp, value: number][] = Object.entries({
  0: 'н[оу]л[ьяюе]',
  1: `один|одн(?:а|о|у|ого|ой|ому|им|ом)|перв${ORDINAL}`,
  1.5: 'полтор[аы]|полутора',
  2: `дв(?:а|е|ух|ум|умя|ое)|втор${ORDINAL}`,
  3: 'три|тр(?:ех|ем|емя|ое)|трет(?:ий|ь(?:его|ему|ем|им|я|ю|ей|е))',
  4: `четыр(?:е|ех|ем|ьмя)|четверт${ORDINAL}`,
  5: plain('пят'),
  6: plain('шест'),
  7: `сем[ьи]|седьм${ORDINAL}`,
  8: `восемь|восьми|восьм${ORDINAL}`,
  9: plain('девят'),
  10: plain('десят'),
  ...Object.fromEntries(TEENS.map((stem, place) => [11 + place, plain(`${stem}надцат`)])),
  20: plain('двадцат'),
  30: plain('тридцат'),
  40: `сорока?|сороков${ORDINAL}`,
  ...Object.fromEntries(
    TENS.slice(0, 4).map(([stem, oblique, value]) => [
      value * 10,
      `${stem}ьдесят|${oblique}десяти|${oblique}десят${ORDINAL}`,
    ]),
  ),
  90: `девяност[оа]|девяност${ORDINAL}`,
  100: `ст[оа]|сот${ORDINAL}`,
  200: 'двести|двухсот',
  300: 'триста|трехсот',
  400: 'четыреста|четырехсот',
  ...Object.fromEntries(TENS.map(([stem, oblique, value]) => [value * 100, `${stem}ьсот|${oblique}сот`])),
}).map(([value, words]) => [new RegExp(`^(?:${words})$`), Number(value)]);

const SCALES: [words: RegExp, value: number][] = [
  [/^тыс(?:яч\p{L}{0,3})?$/u, 1e3],
  [/^(?:млн|миллион\p{L}{0,3}|лям\p{L}{0,2})$/u, 1e6],
  [/^(?:млрд|миллиард\p{L}{0,3})$/u, 1e9],
];

/** One word of a number, in lower case with е for ё; null for any other word. */
export function numeralOf(word: string): number | null {
  return NUMERALS.find(([words]) => words.test(word))?.[1] ?? null;
}

export function scaleOf(word: string): number | null {
  return SCALES.find(([words]) => words.test(word))?.[1] ?? null;
}
