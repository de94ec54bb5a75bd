import type { Clock } from '../simulator.js';
import { Fault } from './fault.js';

interface Window {
  word: 'minute' | 'day';
  limit: number;
  seconds: number;
  startedAt: number;
  taken: number;
}

/**
 * Points of the account: a good call costs one, a refused one nothing (apis/novofon.md B3). A minute begins with the
 * first point taken in it; how the real ones are cut is not documented.
 */
export class Points {
  readonly #windows: Window[];
  readonly #clock: Clock;

  constructor(perMinute: number, perDay: number, clock: Clock) {
    this.#clock = clock;
    this.#windows = [
      { word: 'day', limit: perDay, seconds: 86_400, startedAt: 0, taken: 0 },
      { word: 'minute', limit: perMinute, seconds: 60, startedAt: 0, taken: 0 },
    ];
  }

  /** Throws where no point is left. */
  check(): void {
    const full = this.#now().find(({ limit, taken }) => taken >= limit);
    if (full === undefined) return;
    throw new Fault('limit_exceeded', { params: { limit_type: full.word, limit_max_value: full.limit } });
  }

  take(): void {
    for (const window of this.#now()) {
      if (window.taken === 0) window.startedAt = this.#clock().getTime();
      window.taken += 1;
    }
  }

  /** `metadata.limits`; the resets are seconds to wait. */
  limits(): Record<string, number> {
    const parts = this.#now().map(({ word, limit, seconds, startedAt, taken }) => {
      const reset = taken === 0 ? seconds : Math.ceil(seconds - (this.#clock().getTime() - startedAt) / 1000);
      return { [`${word}_limit`]: limit, [`${word}_remaining`]: limit - taken, [`${word}_reset`]: reset };
    });
    return Object.assign({}, ...parts);
  }

  #now(): Window[] {
    const now = this.#clock().getTime();
    for (const window of this.#windows) {
      if (now >= window.startedAt + window.seconds * 1000) window.taken = 0;
    }
    return this.#windows;
  }
}
