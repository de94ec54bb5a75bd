import { numeralOf, scaleOf } from './numerals.js';

/** Grows a number word by word: «сто двадцать тысяч» is 120 000, «девять восемьсот» is two numbers. */
export class NumberPhrase {
  private total = 0;
  private group: number | null = null;
  /** What is added to the group must be below this. */
  private room = Number.POSITIVE_INFINITY;
  private scale = Number.POSITIVE_INFINITY;
  private isEmpty = true;

  /** Whether the word goes on the number; one that does not may begin the next. */
  takes(word: string): boolean {
    const isTaken = /^\d/.test(word) ? this.adds(digitsOf(word), 0) : this.takesWord(word);
    if (isTaken) this.isEmpty = false;
    return isTaken;
  }

  get value(): number | null {
    return this.isEmpty ? null : this.total + (this.group ?? 0);
  }

  private takesWord(word: string): boolean {
    if (word === 'с половиной') return this.addsHalf();
    const scale = scaleOf(word);
    if (scale !== null) return this.multiplies(scale);
    const numeral = numeralOf(word);
    return numeral !== null && this.adds(numeral, roomBehind(numeral));
  }

  private adds(value: number, room: number): boolean {
    if (value >= this.room || (this.group === null && value >= this.scale)) return false;
    this.group = (this.group ?? 0) + value;
    this.room = room;
    return true;
  }

  private addsHalf(): boolean {
    if (this.group === null) return false;
    this.group += 0.5;
    return true;
  }

  private multiplies(scale: number): boolean {
    if (scale >= this.scale) return false;
    this.total += (this.group ?? 1) * scale;
    this.group = null;
    this.room = Number.POSITIVE_INFINITY;
    this.scale = scale;
    return true;
  }
}

/** «сто» takes what is below a hundred, «двадцать» what is below ten, «двенадцать» nothing. */
function roomBehind(numeral: number): number {
  if (numeral >= 100) return 100;
  return numeral >= 20 ? 10 : 0;
}

function digitsOf(word: string): number {
  return Number(word.replace(/\s/g, '').replace(',', '.'));
}
