/** USD: per minute of audio, or per million tokens. */
export type Prices = Record<
  string,
  { minute?: number | undefined; input?: number | undefined; output?: number | undefined }
>;

/** Null when the model or the length is unknown. */
export function speechCost(prices: Prices, model: string, seconds: number | null): number | null {
  const minute = prices[model]?.minute;
  return minute === undefined || seconds === null ? null : (seconds / 60) * minute;
}

/** Null when the model is unknown or the server does not count tokens. */
export function textCost(
  prices: Prices,
  model: string,
  usage: { prompt_tokens: number; completion_tokens: number } | undefined,
): number | null {
  const price = prices[model];
  if (price?.input === undefined || price.output === undefined || !usage) return null;
  return (usage.prompt_tokens * price.input + usage.completion_tokens * price.output) / 1_000_000;
}
