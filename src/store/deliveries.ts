import type { Selectable } from 'kysely';
import type { Clock, Deliveries, Delivery, DeliveryKind, Sent } from '../domain/ports.js';
import { UpstreamError } from '../domain/trouble.js';
import type { Base } from './open.js';
import type { DeliveryTable } from './schema.js';

/** So soon it is known what has become of it. */
const HELD_MS = 2_000;

/** Messages as intents, saved before the request is made (apis/telegram.md 7). */
export class SqlDeliveries implements Deliveries {
  constructor(
    private readonly base: Base,
    private readonly clock: Clock,
  ) {}

  async open(callId: string, kind: DeliveryKind): Promise<Delivery> {
    await this.base
      .insertInto('deliveries')
      .values({ callId, kind, state: 'pending', chatId: null, messageId: null, sentAt: null, digest: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await this.one(callId, kind).executeTakeFirstOrThrow();
    return deliveryOf(row);
  }

  async find(callId: string, kind: DeliveryKind): Promise<Delivery | null> {
    const row = await this.one(callId, kind).executeTakeFirst();
    return row ? deliveryOf(row) : null;
  }

  async sending(delivery: Delivery, marked = false): Promise<void> {
    const result = await this.base
      .updateTable('deliveries')
      .set({ state: 'sending', marked: marked ? 1 : 0 })
      .where('callId', '=', delivery.callId)
      .where('kind', '=', delivery.kind)
      .where('state', '=', delivery.state)
      .executeTakeFirst();
    if (result.numUpdatedRows > 0n) return;
    throw new UpstreamError('telegram', 'held', 'another worker is sending this message', { retryAfterMs: HELD_MS });
  }

  async refused(delivery: Delivery): Promise<void> {
    await this.set(delivery, { state: 'pending' });
  }

  async sent(delivery: Delivery, sent: Sent, digest: string): Promise<void> {
    await this.set(delivery, { state: 'sent', ...sent, sentAt: this.clock().toISOString(), digest });
  }

  private one(callId: string, kind: DeliveryKind) {
    return this.base.selectFrom('deliveries').selectAll().where('callId', '=', callId).where('kind', '=', kind);
  }

  private async set(delivery: Delivery, columns: Partial<Selectable<DeliveryTable>>): Promise<void> {
    await this.base
      .updateTable('deliveries')
      .set(columns)
      .where('callId', '=', delivery.callId)
      .where('kind', '=', delivery.kind)
      .execute();
  }
}

/** Those of each call, by its id. */
export async function deliveriesOf(base: Base, callIds: string[]): Promise<Map<string, Delivery[]>> {
  const rows = await base.selectFrom('deliveries').selectAll().where('callId', 'in', callIds).execute();
  const byCall = new Map<string, Delivery[]>();
  for (const row of rows) byCall.set(row.callId, [...(byCall.get(row.callId) ?? []), deliveryOf(row)]);
  return byCall;
}

function deliveryOf(row: Selectable<DeliveryTable>): Delivery {
  return {
    callId: row.callId,
    kind: row.kind as DeliveryKind,
    state: row.state as Delivery['state'],
    sent: row.chatId === null || row.messageId === null ? null : { chatId: row.chatId, messageId: row.messageId },
    sentAt: row.sentAt,
    digest: row.digest,
    marked: row.marked === 1,
  };
}
