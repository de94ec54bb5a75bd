import { DateTime, IANAZone } from 'luxon';

const FORM = 'yyyy-MM-dd HH:mm:ss';

/** Times as the Data API writes them: `2026-01-15 13:00:01` in the account's zone, no offset (apis/novofon.md B3). */
export class ZoneTime {
  /** `zone` as `get.account` names it: `Europe/Moscow`. */
  constructor(readonly zone: string) {
    if (!IANAZone.isValidZone(zone)) throw new Error(`not an IANA zone: ${zone}`);
  }

  write(instant: Date): string {
    return DateTime.fromJSDate(instant, { zone: this.zone }).toFormat(FORM);
  }

  /** Null for what is not such a time. */
  read(text: string): Date | null {
    if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null;
    const time = DateTime.fromFormat(text, FORM, { zone: this.zone });
    return time.isValid ? time.toJSDate() : null;
  }
}
