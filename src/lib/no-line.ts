/** How long it may take until a line stands: TCP, proxy and TLS each. */
export const CONNECT_MS = 15_000;

/** `code` of a NoLineError; clients that wrap errors keep the code. */
export const NO_LINE = 'NO_LINE';

/** The connection never stood, so nothing of the request was written. The message holds no password. */
export class NoLineError extends Error {
  override readonly name = 'NoLineError';
  readonly code = NO_LINE;
}

/** What went wrong, in a few words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError') return 'no answer in time';
  return error.message || ('code' in error ? String(error.code) : error.name);
}
