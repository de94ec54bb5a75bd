/** Times as API v1 writes them: `2026-01-15 13:00:01`, in the account's zone, no offset (apis/novofon.md A2). */
export class AccountTime {
  readonly #offsetMs: number;

  /** `zone` as `/v1/info/timezone/` names it: `UTC+3`. */
  constructor(readonly zone: string) {
    const [, sign, hours, minutes = '0'] = /^UTC([+-])(\d{1,2})(?::(\d{2}))?$/.exec(zone) ?? [];
    if (sign === undefined) throw new Error(`not a zone of Novofon: ${zone}`);
    this.#offsetMs = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  }

  write(instant: Date): string {
    return new Date(instant.getTime() + this.#offsetMs).toISOString().slice(0, 19).replace('T', ' ');
  }

  /** Null for what is not such a time. */
  read(text: string): Date | null {
    if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null;
    const instant = new Date(Date.parse(`${text.replace(' ', 'T')}Z`) - this.#offsetMs);
    return Number.isNaN(instant.getTime()) ? null : instant;
  }

  monthStart(now: Date): Date {
    const local = new Date(now.getTime() + this.#offsetMs);
    return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 1) - this.#offsetMs);
  }
}
