import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from '../end-to-end/program.js';
import type { BaseView } from './base-view.js';
import type { Ledger } from './ledger.js';

const LOOK_MS = 100;
/** A call that waits longer was postponed after an error; minutes of it would only be minutes of the run. */
const POSTPONED_MS = 3_000;

interface Needs {
  place: Place;
  view: BaseView;
  ledger: Ledger;
  calls: number;
  restMs: number;
}

/** Until the history was asked once more and no call waits for anything, or patience is over; `retry` shortens long waits. */
export async function rest({ place, view, ledger, calls, restMs }: Needs): Promise<void> {
  const asked = () => ledger.entries.filter(({ seen }) => seen.name === '/v1/statistics/pbx/' && seen.answered).length;
  const enough = asked() + 3;
  for (const endMs = Date.now() + restMs; Date.now() < endMs; await sleep(LOOK_MS)) {
    const rows = view.calls();
    if (asked() >= enough && rows.length >= calls && rows.every(({ dueAt }) => dueAt === null)) return;
    const postponed = rows.filter(
      ({ lease, dueAt }) => lease === null && Date.parse(dueAt ?? '') > Date.now() + POSTPONED_MS,
    );
    if (postponed.length > 0) await place.run('retry', ...postponed.map(({ id }) => id));
  }
}
