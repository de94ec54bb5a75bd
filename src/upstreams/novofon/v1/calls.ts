import type { CallFacts, Direction, Leg } from '../../../domain/call.js';
import { callOf } from '../../../domain/legs.js';
import { isNumber } from '../../../domain/phone.js';
import type { Row } from './row.js';

/** Rows by the call they belong to, in order of time. */
export function groupRows(rows: Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of [...rows].sort((a, b) => a.startedAt.localeCompare(b.startedAt))) {
    const group = groups.get(row.session);
    if (group) group.push(row);
    else groups.set(row.session, [row]);
  }
  return groups;
}

/** The call that these rows are the legs of. */
export function callFromRows(session: string, direction: Direction, rows: Row[]): CallFacts {
  const legs = new Map(rows.map((row) => [legId(row), legFrom(row, direction)]));
  const from = [...legs.values()].map((leg) => leg.from).find(isNumber) ?? null;
  const to = [...legs.values()].map((leg) => leg.to).find(isNumber) ?? null;
  const [client, number] = direction === 'in' ? [from, to] : [to, from];
  return callOf({ id: session, provider: 'novofon', direction, client, number }, [...legs.values()]);
}

/** Whether the id was made up here, because the provider gave the leg none. */
export function isMadeUp(leg: Leg, call: CallFacts): boolean {
  return leg.id.startsWith(`${call.id}/`);
}

function legFrom(row: Row, direction: Direction): Leg {
  const ours = direction === 'in' ? row.destination : row.clid;
  return {
    id: legId(row),
    from: direction === 'in' ? row.clid : (row.clid ?? row.extension),
    to: direction === 'in' ? (row.destination ?? row.extension) : row.destination,
    employee: row.extension ?? (isNumber(ours) ? null : ours),
    startedAt: row.startedAt,
    seconds: row.seconds,
    disposition: row.disposition,
    recorded: row.recorded,
  };
}

function legId(row: Row): string {
  return row.callId ?? `${row.session}/${row.startedAt}/${row.extension ?? 0}`;
}
