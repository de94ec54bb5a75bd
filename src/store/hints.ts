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
    const rows = await this.base
      .selectFrom('hints')
      .select(['callId', 'receivedAt', 'notice'])
      .where('receivedAt', '>=', from)
      .orderBy('id')
      .execute();
    return rows.map((row) => ({ ...row, notice: JSON.parse(row.notice) }));
  }
}
