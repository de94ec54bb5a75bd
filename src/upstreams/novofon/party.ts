import { toParty } from '../../domain/phone.js';
import { readWord } from './words.js';

/**
 * The number or extension in a caller label: `"Name" <+7…>`, `Name (7…)`, `Name 101 (101)`, bare digits.
 * The number may stand there twice, so digits are never joined; null = hidden.
 */
export function partyOf(label: string): string | null {
  const text = readWord(label);
  if (text === null) return null;
  if (isDialled(text)) return toParty(text);
  const bracketed = /[<(]([^<>()]*)[>)]\s*$/.exec(text)?.[1];
  return lastDialled(bracketed ?? text);
}

function lastDialled(text: string): string | null {
  const pieces = text.match(/\+?\d[\d\s().-]*\d|\d/g) ?? [];
  return partyOfDigits(pieces.at(-1) ?? '');
}

function partyOfDigits(digits: string): string | null {
  const word = readWord(digits);
  return word === null ? null : toParty(word);
}

function isDialled(text: string): boolean {
  return /^[+\d\s().-]+$/.test(text);
}
