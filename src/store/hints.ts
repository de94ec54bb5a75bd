import type { Instant } from '../domain/instant.js';
import type { Hint, Hints } from '../domain/ports.js';
import type { Base } from './open.js';

/** What the webhook was told, as it was told. */
export class SqlHints implements Hints {
  constructor(private readonly base: Base) {}

  async add(hint: Hint): Promise<void> {
    await this.base
      .insertInto('hints')
      .values({ ...hint, notice: JSON.stringify(hint.notice) })
      .execute();
  }

  async since(from: Instant): Promise<Hint[]> {
    return hintsOf(await this.all().where('receivedAt', '>=', from).execute());
  }

  async of(callId: string): Promise<Hint[]> {
    return hintsOf(await this.all().where('callId', '=', callId).execute());
  }

  private all() {
    return this.base.selectFrom('hints').select(['callId', 'receivedAt', 'notice']).orderBy('id');
  }
}

function hintsOf(rows: { callId: string; receivedAt: Instant; notice: string }[]): Hint[] {
  return rows.map((row) => ({ ...row, notice: JSON.parse(row.notice) }));
}
