/** `$0.0123` for cents, `$12.31` for more; a price that is unknown is said to be. */
export function dollars(usd: number | null): string {
  if (usd === null) return 'an unknown sum (a model has no price in prices)';
  return `$${usd.toFixed(usd < 1 ? 4 : 2)}`;
}
