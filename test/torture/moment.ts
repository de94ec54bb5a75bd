import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance.js';
import type { Ledger } from './ledger.js';

/** When a program is to be killed: while it starts, so long after it is up, or at a request of this name. */
export type Moment =
  | { at: 'start'; afterMs: number }
  | { at: 'clock'; afterMs: number }
  | { at: 'asked' | 'ended'; name: string; afterMs: number };

/** Requests that a call makes on its way, by how their names begin. */
const REQUESTS: [number, string][] = [
  [1, '/v1/statistics/pbx/'],
  [2, '/v1/pbx/record/request/'],
  [3, '/v1/pbx/record/download/'],
  [4, '/v1/audio/transcriptions'],
  [4, '/v1/chat/completions'],
  [5, 'sendMessage'],
  [4, 'editMessageText'],
  [2, 'sendDocument'],
];

export function drawStart(chance: Chance, startMs: number): Moment {
  return { at: 'start', afterMs: chance.between(0, startMs) };
}

/** `startMs`: how long a start takes. */
export function drawMoment(chance: Chance, startMs: number, longestLifeMs: number): Moment {
  const at = chance.pick<Moment['at']>([2, 'start'], [4, 'clock'], [10, 'asked'], [4, 'ended']);
  if (at === 'start') return drawStart(chance, startMs);
  if (at === 'clock') return { at, afterMs: chance.between(0, longestLifeMs) };
  const [first, ...others] = REQUESTS;
  if (!first) throw new Error('there are no requests to wait for');
  const afterMs = chance.happens(0.5) ? 0 : chance.between(0, at === 'asked' ? 200 : 20);
  return { at, name: chance.pick(first, ...others), afterMs };
}

/** Strikes at the moment, in the same breath as the request where no time is between; at the latest after `patienceMs`. */
export async function strikeAt(
  moment: Moment,
  { up, ledger, patienceMs }: { up: Promise<void>; ledger: Ledger; patienceMs: number },
  strike: () => void,
): Promise<void> {
  if (moment.at === 'start') await sleep(moment.afterMs);
  if (moment.at === 'clock') await up.then(() => sleep(moment.afterMs));
  if (moment.at === 'asked' || moment.at === 'ended') {
    await up;
    await requestComes(moment, ledger, patienceMs, strike);
    if (moment.afterMs > 0) await sleep(moment.afterMs);
  }
  strike();
}

function requestComes(
  { at, name, afterMs }: Moment & { name: string },
  ledger: Ledger,
  patienceMs: number,
  strike: () => void,
): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, patienceMs);
    const stop = ledger.listen((moment, { seen }) => {
      if (moment !== at || !seen.name.startsWith(name)) return;
      if (afterMs === 0) strike();
      done();
    });
  });
}
