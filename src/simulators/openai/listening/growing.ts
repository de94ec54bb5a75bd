type Numbers = Uint16Array | Int8Array;

/** Numbers one after another in few bytes, for recordings of hours. */
export class Growing<T extends Numbers> {
  #numbers: T;
  length = 0;

  constructor(private readonly make: (length: number) => T) {
    this.#numbers = make(1024);
  }

  push(number: number): void {
    if (this.length === this.#numbers.length) {
      const wider = this.make(2 * this.length);
      wider.set(this.#numbers);
      this.#numbers = wider;
    }
    this.#numbers[this.length++] = number;
  }

  /** All of them, in no more bytes than needed. */
  get numbers(): T {
    const exact = this.make(this.length);
    exact.set(this.#numbers.subarray(0, this.length));
    return exact;
  }
}
