/** USD of a minute of audio, or of a million tokens in and out. */
export interface Price {
  minute?: number | undefined;
  input?: number | undefined;
  output?: number | undefined;
}

/** What one analysis takes: the instructions and the schema, the words, and an answer with its quotes. */
const TOKENS = { asked: 3_500, perMinute: 200, answered: 1_200 };
const MILLION = 1_000_000;

/** About what calls with so many seconds of talk each will cost, USD; null when a price is unknown. */
export function estimateUsd(talks: number[], speech: Price | undefined, text: Price | undefined): number | null {
  const minutes = talks.reduce((total, seconds) => total + seconds, 0) / 60;
  if (talks.length === 0) return 0;
  if (speech?.minute === undefined || text?.input === undefined || text.output === undefined) return null;
  const tokensIn = talks.length * TOKENS.asked + minutes * TOKENS.perMinute;
  const tokensOut = talks.length * TOKENS.answered;
  return minutes * speech.minute + (tokensIn * text.input + tokensOut * text.output) / MILLION;
}
