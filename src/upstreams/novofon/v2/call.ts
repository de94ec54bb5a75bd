import type { CallFacts, Leg } from '../../../domain/call.js';
import { callOf } from '../../../domain/legs.js';
import { isNumber } from '../../../domain/phone.js';
import type { Row } from './row.js';

/** A row of a call that is over. */
export type FinishedRow = Row & { endedAt: string };

/**
 * The call of a row. Without or with one recording it is one leg, the call's own; with several one leg each, in order.
 * `mobile`: the employee's own number on our side, where no number of the account counts as ours.
 */
export function callFromRow(row: FinishedRow, mobile: string | null = null): CallFacts {
  const own = mobile ?? row.own;
  const identity = {
    id: row.id,
    provider: 'novofon' as const,
    direction: row.direction,
    client: isNumber(row.contact) ? row.contact : null,
    number: isNumber(own) ? own : null,
  };
  const [from, to] = row.direction === 'in' ? [row.contact, own] : [own, row.contact];
  return callOf(
    identity,
    partsOf(row).map((part, place) => ({
      id: part.id,
      from,
      to,
      employee: part.employee,
      startedAt: later(row.startedAt, place),
      endedAt: row.endedAt,
      seconds: row.seconds,
      disposition: row.disposition,
      recorded: part.recorded,
    })),
  );
}

type Part = Pick<Leg, 'id' | 'employee' | 'recorded'>;

/** Who of several talked on which recording is not told: they are dealt out in order, and nobody is left out. */
function partsOf({ id, disposition, records, talkers }: FinishedRow): Part[] {
  const answered = disposition === 'answered';
  const ids = answered && records.length > 1 ? records.map((hash) => `${id}.${hash}`) : [id];
  const recorded = ids.map((each, place) => ({
    id: each,
    employee: (talkers[place] ?? talkers.at(-1))?.name ?? null,
    recorded: answered,
  }));
  const others = answered ? talkers.slice(ids.length) : [];
  return [...recorded, ...others.map((each) => ({ id: `${id}/${each.id}`, employee: each.name, recorded: false }))];
}

/** Order is all we know of several recordings: a millisecond keeps it. */
function later(instant: string, byMs: number): string {
  return new Date(Date.parse(instant) + byMs).toISOString();
}
