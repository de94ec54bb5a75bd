import { DateTime, FixedOffsetZone, Info } from 'luxon';
import type { Instant } from '../../domain/instant.js';
import type { Period } from '../../domain/ports.js';

const FORMAT = 'yyyy-MM-dd HH:mm:ss';

export interface Piece {
  start: string;
  end: string;
}

/** A period as the API wants it: account time without offset, whole seconds, at most `longestDays` apiece. */
export function piecesOf(period: Period, zone: string, longestDays: number): Piece[] {
  const to = DateTime.fromISO(period.to, { zone });
  const stop = to.millisecond === 0 ? to : to.plus({ seconds: 1 }).startOf('second');
  const pieces: Piece[] = [];
  let start = DateTime.fromISO(period.from, { zone }).startOf('second');
  while (start < stop) {
    const end = DateTime.min(start.plus({ days: longestDays }), stop);
    pieces.push({ start: start.toFormat(FORMAT), end: end.toFormat(FORMAT) });
    start = end;
  }
  return pieces;
}

/** The instant of a time in a row; null when it cannot be read. */
export function fromAccountTime(text: string, zone: string): Instant | null {
  const time = DateTime.fromSQL(text.replace('T', ' '), { zone });
  return time.isValid ? new Date(time.toMillis()).toISOString() : null;
}

/** The zone the account names, or `UTC+3` from its clock where the name says nothing to us. */
export function zoneFrom(said: { timezone: string; datetime: string; unixtime: string }): string | null {
  const name = said.timezone.replace(/\s/g, '');
  if (name !== '' && Info.normalizeZone(name).isValid) return name;
  const local = DateTime.fromSQL(said.datetime, { zone: 'utc' });
  const minutes = Math.round((local.toSeconds() - Number(said.unixtime)) / 60);
  if (!local.isValid || Number.isNaN(minutes) || Math.abs(minutes) > 14 * 60) return null;
  return FixedOffsetZone.instance(minutes).name;
}
