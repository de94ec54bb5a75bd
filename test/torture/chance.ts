/** Chance that can be had again: the same seed draws the same (mulberry32). */
export class Chance {
  constructor(private state: number) {}

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  happens(share: number): boolean {
    return this.next() < share;
  }

  /** One of them, each as often as its weight says. */
  pick<T>(first: [number, T], ...others: [number, T][]): T {
    let left = this.next() * others.reduce((sum, [weight]) => sum + weight, first[0]);
    for (const [weight, one] of [first, ...others]) {
      left -= weight;
      if (left < 0) return one;
    }
    return first[1];
  }
}
