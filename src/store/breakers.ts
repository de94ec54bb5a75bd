import { type Breaker, type BreakerStore, type Circuit, stageOf } from '../domain/breaker.js';
import type { StageName } from '../domain/call.js';
import type { Instant } from '../domain/instant.js';
import type { Base } from './open.js';

/** Kept in the base, so that `poll` from cron knows what the last run has met. */
export class SqlBreakers implements BreakerStore {
  constructor(private readonly base: Base) {}

  async find(circuit: Circuit): Promise<Breaker | null> {
    const row = await this.base.selectFrom('breakers').selectAll().where('circuit', '=', circuit).executeTakeFirst();
    return (row as Breaker | undefined) ?? null;
  }

  async all(): Promise<Breaker[]> {
    return (await this.base.selectFrom('breakers').selectAll().orderBy('circuit').execute()) as Breaker[];
  }

  async save(breaker: Breaker): Promise<void> {
    await this.base
      .insertInto('breakers')
      .values(breaker)
      .onConflict((conflict) => conflict.column('circuit').doUpdateSet(breaker))
      .execute();
  }

  async takeProbe({ circuit, probeAt }: Breaker, nextAt: Instant): Promise<boolean> {
    const result = await this.base
      .updateTable('breakers')
      .set({ probeAt: nextAt })
      .where('circuit', '=', circuit)
      .where('probeAt', '=', probeAt)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  async remove(circuit: Circuit): Promise<boolean> {
    const result = await this.base.deleteFrom('breakers').where('circuit', '=', circuit).executeTakeFirst();
    return result.numDeletedRows > 0n;
  }
}

/** Somebody has mended something: every circuit may be probed at once. Returns where calls wait for that. */
export async function probeAllNow(base: Base, now: Instant): Promise<StageName[]> {
  const breakers = await base
    .updateTable('breakers')
    .set({ probeAt: now })
    .where('kind', '<>', 'told-to-wait')
    .returning('circuit')
    .execute();
  return breakers.flatMap(({ circuit }) => stageOf(circuit as Circuit) ?? []);
}
