/**
 * What went wrong with an upstream, in the only six ways that matter to a call:
 * `transient` try again · `not-ready` wait for it · `unauthorized` a person must mend keys, money or access ·
 * `uncertain` a send was written and nobody knows whether it arrived · `rejected` no use trying again ·
 * `held` it was not even asked: its breaker is open.
 */
export type Trouble = 'transient' | 'not-ready' | 'unauthorized' | 'uncertain' | 'rejected' | 'held';

export type Upstream = 'novofon' | 'openai' | 'telegram' | 'disk';

/** What a person must mend where the trouble is `unauthorized`; `access` where we know no better. */
export type Fault =
  | 'key'
  | 'money'
  | 'region'
  | 'address'
  | 'rights'
  | 'account'
  | 'proxy'
  | 'model'
  | 'chat'
  | 'access';

interface Detail {
  cause?: unknown;
  retryAfterMs?: number | undefined;
  fault?: Fault | undefined;
}

/** A foreign error, translated once at the border. The message is ours: no secret, link, number or transcript in it. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly retryAfterMs: number | undefined;
  /** Null where nobody need mend anything. */
  readonly fault: Fault | null;

  constructor(
    readonly upstream: Upstream,
    readonly trouble: Trouble,
    message: string,
    { cause, retryAfterMs, fault = 'access' }: Detail = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.retryAfterMs = retryAfterMs;
    this.fault = trouble === 'unauthorized' ? fault : null;
  }

  /** The same trouble with another wait, milliseconds. */
  waiting(retryAfterMs: number): UpstreamError {
    const fault = this.fault ?? 'access';
    return new UpstreamError(this.upstream, this.trouble, this.message, { cause: this.cause, retryAfterMs, fault });
  }
}
