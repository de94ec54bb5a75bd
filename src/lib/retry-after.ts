/** Headers of an answer; `get` takes a lower-case name. */
export interface AnswerHeaders {
  get(name: string): string | null | undefined;
}

/** How long the server wants us to wait: `retry-after-ms`, or `retry-after` in seconds or as an HTTP date; null = it does not say. */
export function retryAfterMs(headers: AnswerHeaders, now: Date): number | null {
  const milliseconds = readNumber(headers.get('retry-after-ms'));
  if (milliseconds !== null) return Math.ceil(milliseconds);

  const header = headers.get('retry-after');
  const seconds = readNumber(header);
  if (seconds !== null) return Math.ceil(seconds * 1000);

  const until = Date.parse(header ?? '');
  return Number.isNaN(until) ? null : Math.max(0, until - now.getTime());
}

/** A bare negative number would be read as a year by `Date.parse`; nobody waits for less than nothing. */
function readNumber(text: string | null | undefined): number | null {
  const isNumber = /^\s*-?\d+(\.\d+)?\s*$/.test(text ?? '');
  return isNumber ? Math.max(0, Number(text)) : null;
}
