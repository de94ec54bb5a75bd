/** USD of a minute of audio, or of a million tokens in and out. */
export interface Price {
  minute?: number | undefined;
  input?: number | undefined;
  output?: number | undefined;
}

/** What one analysis takes: five minutes of talk are about 2,500 tokens in and 500 out (apis/openai.md 2.5). */
const TOKENS = { asked: 1_500, perMinute: 200, answered: 500 };
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
