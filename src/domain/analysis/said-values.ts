import { numbersIn, wordsOf } from './tokens.js';

/** Below this a number needs no words: «покупатель» is one of them. */
const SMALLEST_TOLD = 2;
/** From here on thousands and millions may be left unsaid: «за две» of 2 000. */
const SMALLEST_SHORTENED = 1_000;
const MILLION = 1_000_000;
/** Of a name in Latin letters nobody knows how it was spoken. */
const PROPER = /[А-ЯЁ][а-яё]{2,}/gu;

/** Looks for values in what was said: a quote that stands does not yet prove what was made of it. */
export class SaidValues {
  private readonly words: string[];

  constructor(private readonly text: string) {
    this.words = wordsOf(text);
  }

  /** Whether the quote names this number, or else the call, where the quote names none. */
  hasNumber(value: number, quote: string | null): boolean {
    if (value < SMALLEST_TOLD) return true;
    const quoted = quote === null ? [] : numbersIn(quote);
    const told = quoted.length > 0 ? quoted : numbersIn(this.text);
    if (value < SMALLEST_SHORTENED) return told.includes(value);
    return spoken(told).includes(significant(value)) || told.some((each) => isYear(value) && each === value % 100);
  }

  /** Whether every name in the text was spoken, in whatever case. */
  hasNames(text: string): boolean {
    const names = text.match(PROPER) ?? [];
    return names.every((name) => this.words.some((word) => isForm(word, name.toLowerCase().replaceAll('ё', 'е'))));
  }

  /** Whether house numbers and names of an address were spoken; its first word may be of the model's own. */
  hasPlace(text: string): boolean {
    const isNumbered = numbersIn(text).every((value) => this.hasNumber(value, null));
    return isNumbered && this.hasNames(text.slice(1));
  }
}

/** Digits by which numbers are told apart: «девять восемьсот», «девять миллионов восемьсот» are 9 800 000 to a seller. */
function spoken(numbers: number[]): string[] {
  return numbers.flatMap((value, place) => {
    const next = numbers[place + 1];
    const joined = next === undefined ? value : Number(`${value}${next}`);
    return [value, joined, withThousands(value)].map(significant);
  });
}

/** 12 000 200 as 12 200 000. */
function withThousands(value: number): number {
  const rest = value % MILLION;
  return value > MILLION && rest < 1_000 ? value - rest + rest * 1_000 : value;
}

function significant(value: number): string {
  return String(value)
    .replace('.', '')
    .replace(/^0+|0+$/g, '');
}

/** «семнадцатого года» is 2017. */
function isYear(value: number): boolean {
  return value > 1950 && value < 2100;
}

function isForm(word: string, name: string): boolean {
  const beginning = Math.max(3, name.length - 2);
  return word.slice(0, beginning) === name.slice(0, beginning);
}
