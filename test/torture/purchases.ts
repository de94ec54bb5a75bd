import type { Bought, OpenAI } from '../../src/simulators/openai/openai.js';
import { type Fate, fateOf, untilKillMs } from './fate.js';
import type { Entry, Ledger } from './ledger.js';
import type { Kill } from './lives.js';

export interface Purchases {
  bought: number;
  usd: number;
  again: number;
  /** Requests that were billed, and of which no answer was saved for certain: so many may be bought again. */
  lost: Map<Fate, number>;
  /** Bought again although the answer had come, and there was time to save it. */
  unexplained: string[];
}

export function countPurchases(openai: OpenAI, ledger: Ledger, kills: Kill[]): Purchases {
  const { bought, usd } = openai;
  const purchases: Purchases = { bought: bought.length, usd, again: 0, lost: new Map(), unexplained: [] };
  const before = new Map<string, { entry: Entry; fate: Fate }>();
  for (const one of bought) {
    const key = JSON.stringify([one.kind, one.model, one.input, one.parameters]);
    const earlier = before.get(key);
    if (earlier) purchases.again += 1;
    if (earlier?.fate === 'definite' || earlier?.fate === 'dropped') {
      const near = `${untilKillMs(earlier.entry, kills)} ms before a kill`;
      purchases.unexplained.push(`${one.kind} ${one.input.slice(0, 8)}: after one that was ${earlier.fate}, ${near}`);
    }
    const entry = requestOf(one, ledger);
    const fate = fateOf(entry, kills);
    before.set(key, { entry, fate });
    if (fate !== 'definite') purchases.lost.set(fate, (purchases.lost.get(fate) ?? 0) + 1);
  }
  return purchases;
}

function requestOf(bought: Bought, ledger: Ledger): Entry {
  const entry = ledger.entries.find(({ seen }) => seen.at === bought.at);
  if (!entry) throw new Error('something was bought without a request');
  return entry;
}
