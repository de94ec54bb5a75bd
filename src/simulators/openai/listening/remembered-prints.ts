import type { Prints } from './prints.js';

const MOST = 16;

/** The prints of the recordings asked for last, by the sha256 of their files. */
export class RememberedPrints {
  readonly #prints = new Map<string, Promise<Prints | null>>();

  of(sha256: string, make: () => Promise<Prints | null>): Promise<Prints | null> {
    const prints = this.#prints.get(sha256) ?? make();
    // A Map keeps the order of setting: the first one is the one not asked for the longest.
    this.#prints.delete(sha256);
    this.#prints.set(sha256, prints);
    const [oldest] = this.#prints.keys();
    if (this.#prints.size > MOST && oldest !== undefined) this.#prints.delete(oldest);
    return prints;
  }
}
