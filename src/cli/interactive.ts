/** Whether a person watches the log's stream. A terminal without a width (a bare pty) would have ora clear lines for ever. */
export function isInteractive(): boolean {
  return process.stderr.isTTY === true && (process.stderr.columns ?? 0) > 0;
}
