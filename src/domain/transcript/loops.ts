/** A phrase of up to so many words that goes round and round. */
const LONGEST_PHRASE = 12;
/** «Да-да-да-да» is said; more of the same is not. */
const MOST_ROUNDS = 5;
const KEPT_ROUNDS = 2;

/** The text with phrases that repeat without end kept twice, and the rounds that were cut. */
export function withoutLoop(text: string): { text: string; cut: string[] } {
  const words = text.split(/\s+/).filter(Boolean);
  const keys = words.map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const kept: string[] = [];
  const cut: string[] = [];
  for (let at = 0; at < words.length; ) {
    const loop = loopAt(keys, at);
    const enough = at + (loop ? loop.phrase * KEPT_ROUNDS : 1);
    const end = at + (loop ? loop.phrase * loop.rounds : 1);
    kept.push(...words.slice(at, enough));
    if (loop) cut.push(words.slice(enough, end).join(' '));
    at = end;
  }
  return cut.length === 0 ? { text, cut } : { text: kept.join(' '), cut };
}

function loopAt(keys: string[], at: number): { phrase: number; rounds: number } | null {
  for (let phrase = 1; phrase <= LONGEST_PHRASE; phrase++) {
    const rounds = roundsOf(keys, at, phrase);
    if (rounds > MOST_ROUNDS) return { phrase, rounds };
  }
  return null;
}

function roundsOf(keys: string[], at: number, phrase: number): number {
  let rounds = 1;
  const isSame = (round: number) =>
    Array.from({ length: phrase }, (_, place) => keys[at + place]).every(
      (key, place) => key !== undefined && key === keys[at + round * phrase + place],
    );
  while (isSame(rounds)) rounds += 1;
  return rounds;
}
