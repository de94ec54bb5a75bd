/**
 * What went wrong with an upstream, in the only five ways that matter to a call:
 * `transient` try again · `not-ready` wait for it · `unauthorized` a person must mend keys, money or access ·
 * `uncertain` a send was written and nobody knows whether it arrived · `rejected` no use trying again.
 */
export type Trouble = 'transient' | 'not-ready' | 'unauthorized' | 'uncertain' | 'rejected';

export type Upstream = 'novofon' | 'openai' | 'telegram' | 'disk';

/** A foreign error, translated once at the border. The message is ours: no secret, link, number or transcript in it. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly upstream: Upstream,
    readonly trouble: Trouble,
    message: string,
    detail: { cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.retryAfterMs = detail.retryAfterMs;
  }
}
