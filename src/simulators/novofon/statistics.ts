import type { AccountTime } from './account-time.js';
import { Refused } from './refused.js';
import { field, type Row, writeRow } from './rows.js';

const LONGEST_MS = 30 * 24 * 3600_000;
const MOST_ROWS = 1000;

/** `GET /v1/statistics/pbx/` (apis/novofon.md A2), as the text of its answer: ids may be bare numbers there. */
export function pbxStatistics(rows: Row[], query: URLSearchParams, time: AccountTime, now: Date): string {
  if (query.get('version') !== '2') throw new Refused(400, 'Only version=2 is imitated here');
  const from = instant(query, 'start', time) ?? time.monthStart(now);
  const till = instant(query, 'end', time) ?? now;
  const start = time.write(from);
  const end = time.write(new Date(Math.min(till.getTime(), from.getTime() + LONGEST_MS)));
  const direction = callType(query);
  const found = rows
    .filter((row) => field(row, 'callstart') >= start && field(row, 'callstart') <= end)
    .filter((row) => direction === null || field(row, 'pbx_call_id').startsWith(`${direction}_`))
    .sort((one, other) => field(one, 'callstart').localeCompare(field(other, 'callstart')));
  const skip = count(query, 'skip', 0);
  const limit = Math.min(count(query, 'limit', MOST_ROWS), MOST_ROWS);
  const page = found.slice(skip, skip + limit).map(writeRow);
  return `{"status":"success","start":"${start}","end":"${end}","version":2,"stats":[${page.join(',')}]}`;
}

function instant(query: URLSearchParams, name: string, time: AccountTime): Date | null {
  const text = query.get(name);
  if (text === null) return null;
  const read = time.read(text);
  if (read === null) throw new Refused(400, `Wrong parameter ${name}`);
  return read;
}

function callType(query: URLSearchParams): string | null {
  const type = query.get('call_type');
  if (type !== null && type !== 'in' && type !== 'out') throw new Refused(400, 'Wrong parameter call_type');
  return type;
}

function count(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name) ?? String(otherwise);
  if (!/^\d+$/.test(text)) throw new Refused(400, `Wrong parameter ${name}`);
  return Number(text);
}
