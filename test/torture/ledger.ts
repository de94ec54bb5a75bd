import type { Asked } from '../../src/simulators/asked.js';
import type { Seen, Simulator } from '../../src/simulators/simulator.js';
import type { World } from '../../src/simulators/world.js';

const READABLE_NUMBER = /\+7 (916) (\d{3})-(\d{2})-(\d{2})/;

/** A request as its upstream saw it. `client`: the number it names, where it goes to the group. */
export interface Entry {
  upstream: 'novofon' | 'openai' | 'telegram';
  seen: Seen;
  client: string | null;
}

/** All requests of a world in the order they came. */
export class Ledger implements Disposable {
  readonly entries: Entry[] = [];
  private readonly stops: (() => void)[];
  private readonly listeners = new Set<(moment: 'asked' | 'ended', entry: Entry) => void>();

  constructor({ novofon, openai, telegram }: World) {
    this.stops = [this.follow('novofon', novofon), this.follow('openai', openai), this.follow('telegram', telegram)];
  }

  get open(): Entry[] {
    return this.entries.filter(({ seen }) => seen.endedAt === null);
  }

  listen(listener: (moment: 'asked' | 'ended', entry: Entry) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  [Symbol.dispose](): void {
    for (const stop of this.stops) stop();
  }

  private follow(upstream: Entry['upstream'], simulator: Simulator): () => void {
    return simulator.onRequest((moment, seen, asked) => {
      if (moment === 'asked') this.entries.push({ upstream, seen, client: clientIn(upstream, asked) });
      const entry = this.entries.findLast((one) => one.seen === seen);
      if (entry) for (const listener of this.listeners) listener(moment, entry);
    });
  }
}

/** The digits of the number that a text for people names. */
export function clientNamed(text: string): string | null {
  const parts = READABLE_NUMBER.exec(text)?.slice(1);
  return parts ? `7${parts.join('')}` : null;
}

function clientIn(upstream: Entry['upstream'], asked: Asked): string | null {
  return upstream === 'telegram' ? clientNamed(asked.body.toString()) : null;
}
