import type { Kysely, Selectable } from 'kysely';
import type { Instant } from '../domain/instant.js';
import type { Hint, Hints } from '../domain/ports.js';
import { immediately } from './immediate.js';
import type { Base } from './open.js';
import type { Schema } from './schema.js';

const HOUR_MS = 3_600_000;
/** Longer than any poll looks back, and than a recording is waited for. */
const KEPT_MS = 7 * 24 * HOUR_MS;
/** Of one call: it ends, it is recorded, in two flavours, each told twice. */
const MOST_OF_CALL = 8;
/** Above two days of as many calls an hour as are believed, so that no flood drives out what is still waited for. */
const MOST = 20_000;

/** What the webhook was told, bounded in every direction: anybody may tell it anything. */
export class SqlHints implements Hints {
  /** `callsPerHour`: how many calls not heard of before are taken within any hour; null = all. */
  constructor(
    private readonly base: Base,
    private readonly callsPerHour: number | null,
  ) {}

  /** The decision stands for good: what was not taken in its hour is not believed in a later one. */
  async add(hint: Hint): Promise<'kept' | 'known' | 'beyond'> {
    const row = { ...hint, notice: JSON.stringify(hint.notice) };
    return immediately(this.base, async (base) => {
      const told = await base.selectFrom('hints').select('notice').where('callId', '=', hint.callId).execute();
      if (told.length >= MOST_OF_CALL || told.some(({ notice }) => notice === row.notice)) return 'known';
      if (told.length === 0 && !(await this.hasRoom(base, hint.receivedAt))) return 'beyond';
      const { insertId } = await base.insertInto('hints').values(row).executeTakeFirstOrThrow();
      await base
        .deleteFrom('hints')
        .where((old) =>
          old.or([old('id', '<=', Number(insertId) - MOST), old('receivedAt', '<', before(hint.receivedAt, KEPT_MS))]),
        )
        .execute();
      return 'kept';
    });
  }

  async since(from: Instant): Promise<Hint[]> {
    return hintsOf(await this.all().where('receivedAt', '>=', from).execute());
  }

  async of(callId: string): Promise<Hint[]> {
    return hintsOf(await this.all().where('callId', '=', callId).execute());
  }

  async tellerOf(link: string): Promise<string | null> {
    const first = await this.base
      .selectFrom('hints')
      .select('callId')
      .where('link', '=', link)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    return first?.callId ?? null;
  }

  private async hasRoom(base: Kysely<Schema>, now: Instant): Promise<boolean> {
    if (this.callsPerHour === null) return true;
    const fresh = await base
      .selectFrom('hints')
      .select('callId')
      .groupBy('callId')
      .having(({ fn }) => fn.min('receivedAt'), '>', before(now, HOUR_MS))
      .limit(this.callsPerHour)
      .execute();
    return fresh.length < this.callsPerHour;
  }

  private all() {
    return this.base.selectFrom('hints').select(['callId', 'receivedAt', 'notice', 'link']).orderBy('id');
  }
}

function before(instant: Instant, ms: number): Instant {
  return new Date(Date.parse(instant) - ms).toISOString();
}

function hintsOf(rows: Omit<Selectable<Schema['hints']>, 'id'>[]): Hint[] {
  return rows.map((row) => ({ ...row, notice: JSON.parse(row.notice) }));
}
