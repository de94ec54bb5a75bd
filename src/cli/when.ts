import { DateTime } from 'luxon';
import type { Instant } from '../domain/instant.js';
import { parseDuration } from '../lib/duration.js';
import { UsageError } from './usage-error.js';

/** `2026-11-01`, `2026-11-01T10:00`, with an offset or in the firm's zone, or `7d`, `12h` ago. Throws on anything else. */
export function readWhen(text: string, zone: string, now: Date): Instant {
  const agoMs = parseDuration(text);
  const ago = new Date(now.getTime() - (agoMs ?? Number.NaN));
  // Of more days than a date can count there is none.
  if (!Number.isNaN(ago.getTime())) return ago.toISOString();
  const date = DateTime.fromISO(text, { zone });
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && date.isValid) return new Date(date.toMillis()).toISOString();
  throw new UsageError(`«${text}» is no date: write 2026-11-01, 2026-11-01T10:00, 7d or 12h`);
}
