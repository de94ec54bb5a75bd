/** Room for the longest card; a runaway answer costs no more than this. */
const ANSWER_TOKENS = 6_000;

/** The parameters a model understands, by its name (apis/openai.md 3.2); a server of one's own gets none. */
export function textParameters(model: string): Record<string, unknown> {
  const name = model.slice(model.lastIndexOf('/') + 1);
  if (/^gpt-6\.1-sol|^gpt-6-astra/.test(name)) {
    return { reasoning_effort: 'low', max_completion_tokens: 2 * ANSWER_TOKENS };
  }
  if (name.startsWith('gpt-6')) return { reasoning_effort: 'none', max_completion_tokens: ANSWER_TOKENS };
  if (name.startsWith('gpt-4')) return { temperature: 0, max_completion_tokens: ANSWER_TOKENS };
  if (name.startsWith('gpt-') || /^o\d/.test(name)) return { max_completion_tokens: 2 * ANSWER_TOKENS };
  return {};
}

/**
 * So many letters of a transcript are read in one go: a server of one's own may cut what is longer without a word, and
 * where the voices are not told apart, the answer names who speaks turn by turn.
 */
export function readableLetters(model: string, hasVoices: boolean): number {
  const isOwn = !/^(gpt-|o\d)/.test(model.slice(model.lastIndexOf('/') + 1));
  if (isOwn) return 12_000;
  return hasVoices ? 60_000 : 20_000;
}
