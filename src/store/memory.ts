import type { Clock, Memory } from '../domain/ports.js';
import type { Base } from './open.js';

export class SqlMemory implements Memory {
  constructor(
    private readonly base: Base,
    private readonly clock: Clock,
  ) {}

  async get(name: string): Promise<string | null> {
    const row = await this.base.selectFrom('memory').select('value').where('name', '=', name).executeTakeFirst();
    return row?.value ?? null;
  }

  async set(name: string, value: string): Promise<void> {
    const updatedAt = this.clock().toISOString();
    await this.base
      .insertInto('memory')
      .values({ name, value, updatedAt })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value, updatedAt }))
      .execute();
  }
}
