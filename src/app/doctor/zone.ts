import { DateTime } from 'luxon';
import type { Config } from '../../config/derive.js';
import { type Finding, fail, ok } from '../../domain/finding.js';

const PART = 'timezone';

export interface Zones {
  /** What the account says now; null where it could not be asked. */
  account: string | null;
  /** What we read its history by, when it was asked before. */
  remembered: string | null;
}

/** Calls are read by the zone of the account and told in that of the firm. */
export function zoneFinding({ timezone, novofon }: Config, { account, remembered }: Zones, now: Date): Finding {
  const written = novofon.timezone === 'auto' ? null : novofon.timezone;
  const used = written ?? remembered ?? account ?? 'Europe/Moscow';
  if (account !== null && offsetOf(used, now) !== offsetOf(account, now)) {
    const from = written ? 'в настройках' : 'запомнен';
    const cure = `Запишите novofon.timezone: ${account}, иначе время звонков будет неверным.`;
    return fail(PART, `пояс кабинета Novofon ${account}, а ${from} ${used}`, cure);
  }
  const firm = timezone && timezone !== used ? `, карточки по ${timezone}` : '';
  const guess = (written ?? remembered ?? account) ? '' : ' (по умолчанию: спросить некого)';
  return ok(PART, `${used}${guess}${firm}`);
}

/** In minutes. `Europe/Moscow` and `UTC+3` are the same. */
function offsetOf(zone: string, now: Date): number {
  return DateTime.fromJSDate(now, { zone }).offset;
}
