import type { Trust, TrustFault } from '../domain/transcript/trust.js';
import { clockTime } from './words.js';

/** What is wrong with a recording, in words; empty where nothing is. */
export function trustText({ faults, speechSeconds, coveredSeconds }: Trust): string {
  const words: Record<TrustFault, string> = {
    uncovered: `слова разобраны в ${clockTime(coveredSeconds)} речи из ${clockTime(speechSeconds)}`,
    'too-fast': 'слов больше, чем можно успеть сказать',
    'too-slow': 'слов почти не разобрать',
    invented: 'распознаватель выдумывал текст',
    repeats: 'распознаватель зациклился на одном и том же',
    'one-sided': 'слышно только одну сторону',
  };
  return faults.map((fault) => words[fault]).join('; ');
}
