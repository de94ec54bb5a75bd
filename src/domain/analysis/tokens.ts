import { NumberPhrase } from '../numbers/number-phrase.js';

/** Numbers in digits, with spaces between thousands too; «с половиной»; words; and what ends a number. */
const PIECES = /\d{1,3}(?:\s\d{3})+(?!\d)|\d+(?:[.,]\d+)?|с половиной|\p{L}+|[.,:;!?…]/gu;
const WORD = /[\p{L}\d]/u;

/** Days and months: a letter more or less makes another one. */
const DATES = [
  /^понедельник/,
  /^вторник/,
  /^сред(?:а|е|у|ы|ой|ам)$/,
  /^четверг/,
  /^пятниц/,
  /^суббот/,
  /^воскресень/,
  /^позавчера$/,
  /^вчера$/,
  /^сегодня$/,
  /^завтра$/,
  /^послезавтра$/,
  /^утр(?:а|о|ом|у|ам)$/,
  /^вечер/,
  /^январ/,
  /^феврал/,
  /^март(?:а|е|у|ом)?$/,
  /^апрел/,
  /^ма[йяею]$/,
  /^июн[ьяюе]/,
  /^июл[ьяюе]/,
  /^август/,
  /^сентябр/,
  /^октябр/,
  /^ноябр/,
  /^декабр/,
];
const DENIALS = new Set(['нет', 'ни', 'без', 'нельзя']);

/** A word to compare; `exact`: numbers, dates and denials, of which nothing that is merely like them may stand instead. */
export interface Token {
  text: string;
  exact: boolean;
  /** «не» stands before it. */
  denied: boolean;
}

/** Its words in lower case, е for ё. */
export function wordsOf(text: string): string[] {
  return piecesOf(text).filter((word) => WORD.test(word));
}

function piecesOf(text: string): string[] {
  return text.toLowerCase().replaceAll('ё', 'е').match(PIECES) ?? [];
}

/** The words of a text to be compared: a number of several words is one of them, «не» belongs to the next. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let number = new NumberPhrase();
  let denied = false;
  const put = (token: string, exact: boolean) => {
    tokens.push({ text: token, exact, denied });
    denied = false;
  };
  const close = () => {
    if (number.value !== null) put(String(number.value), true);
    number = new NumberPhrase();
  };
  for (const word of piecesOf(text)) {
    if (number.takes(word)) continue;
    close();
    if (number.takes(word) || !WORD.test(word)) continue;
    const date = DATES.findIndex((pattern) => pattern.test(word));
    if (word === 'не') denied = true;
    else if (date >= 0) put(`date ${date}`, true);
    else put(word, DENIALS.has(word));
  }
  close();
  return tokens;
}

/** The numbers in a text, in its order. */
export function numbersIn(text: string): number[] {
  return tokensOf(text).flatMap(({ text: token, exact }) => (exact && /^\d/.test(token) ? [Number(token)] : []));
}
