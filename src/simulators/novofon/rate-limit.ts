import type { Clock } from '../simulator.js';

const WINDOW_MS = 60_000;

/** So many requests in any 60 seconds, told in `X-RateLimit-*` headers (apis/novofon.md A7). */
export class RateLimit {
  #taken: number[] = [];

  constructor(
    readonly limit: number,
    readonly clock: Clock,
  ) {}

  /** Counts one request; false when there is no room for it. */
  take(): boolean {
    const now = this.clock().getTime();
    this.#taken = this.#taken.filter((at) => at > now - WINDOW_MS);
    if (this.#taken.length >= this.limit) return false;
    this.#taken.push(now);
    return true;
  }

  /** `Reset` is the Unix time at which the oldest request falls out; its unit is not documented. */
  headers(): Record<string, string> {
    const oldest = this.#taken[0] ?? this.clock().getTime();
    return {
      'x-ratelimit-limit': String(this.limit),
      'x-ratelimit-remaining': String(this.limit - this.#taken.length),
      'x-ratelimit-reset': String(Math.ceil((oldest + WINDOW_MS) / 1000)),
    };
  }
}
