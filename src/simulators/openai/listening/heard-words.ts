import type { HeardWord } from './heard-segments.js';
import { Judge, type JudgedWord } from './judge.js';
import type { Print } from './print.js';
import type { Stretch } from './stretches.js';

/** Frames around a stretch in which its words may begin or end, as far as no other stretch is there. */
const MARGIN = 60;
const OVERLAP = 12;
const HALF = 0.5;

/** The known words of which the larger part is in the stretches. */
export function heardWords(sound: Print, stretches: Stretch[]): HeardWord[] {
  const judged = stretches.map((stretch, at) => {
    const from = Math.max(stretch.from - MARGIN, (stretches[at - 1]?.to ?? 0) - OVERLAP, 0);
    const to = Math.min(stretch.to + MARGIN, (stretches[at + 1]?.from ?? Infinity) + OVERLAP, sound.bits.length);
    return new Judge(sound, stretch, from, to).words();
  });
  const heard = judged.flatMap((words, at) => {
    const isIn = words.map((word) => isHeard(word, shareIn(judged[at - 1], word), shareIn(judged[at + 1], word)));
    return words.filter((word, place) => isIn[place] || (isIn[place + 1] && leansOn(word, words[place + 1])));
  });
  return heard.filter((word, at) => {
    return !heard.slice(0, at).some((before) => isSame(before, word) && Math.abs(before.start - word.start) < 0.3);
  });
}

/** A word that is cut in two, by a pause that was left out, is heard where more of it is. */
function isHeard({ share }: JudgedWord, earlier: number, later: number): boolean {
  if (share > HALF || earlier > HALF || later > HALF) return share > HALF;
  return earlier < share && later <= share && earlier + share + later > HALF;
}

/** «в», «к», «и» have hardly a sound of their own, least of all known by its time: they go with the next word. */
function leansOn({ text, segment }: JudgedWord, next: JudgedWord | undefined): boolean {
  return text.length === 1 && next?.segment === segment;
}

function shareIn(words: JudgedWord[] | undefined, word: JudgedWord): number {
  return words?.find((other) => isSame(word, other))?.share ?? 0;
}

function isSame(one: HeardWord, other: HeardWord): boolean {
  return one.segment === other.segment && one.index === other.index;
}
