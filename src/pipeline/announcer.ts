import type { CallError, Fresh } from '../domain/call.js';
import { isLate } from '../domain/lateness.js';
import { isAnswered, recordedLegs } from '../domain/legs.js';
import type { Clock, Message } from '../domain/ports.js';
import { UpstreamError } from '../domain/trouble.js';
import type { Logger } from '../lib/log.js';
import { deliverHeader, deliverMessage, type Outbox } from './deliver.js';

interface Needs {
  outbox: Outbox | null;
  early: boolean;
  header: (call: Fresh) => Promise<Message>;
  failure: (call: Fresh, error: CallError) => Promise<Message>;
  clock: Clock;
  log: Logger;
}

/** What the group sees of a call before its card, or instead of it. Never an error: the card itself is what must arrive. */
export class Announcer {
  constructor(private readonly needs: Needs) {}

  /** The header of a call that just ended, while the recording is awaited and worked on. */
  async header(call: Fresh, signal: AbortSignal): Promise<void> {
    const { outbox, early, header } = this.needs;
    if (!outbox || !early || !call.notify || !call.live || isLate(call, this.needs.clock()) || !awaitsWords(call))
      return;
    await this.try(call, 'header not sent; the card will follow', async () =>
      deliverHeader(outbox, call.id, await header(call), signal),
    );
  }

  /** In place of the card of a call that was given up. */
  async failure(call: Fresh, error: CallError, signal: AbortSignal): Promise<void> {
    const { outbox, failure } = this.needs;
    if (!outbox || !call.notify || error.stage === 'notify') return;
    await this.try(call, 'the group could not be told that the call was given up', async () => {
      await deliverMessage(outbox, call, await failure(call, error), signal);
    });
  }

  private async try(call: Fresh, failed: string, deliver: () => Promise<void>): Promise<void> {
    try {
      await deliver();
    } catch (err) {
      const isHeld = err instanceof UpstreamError && err.trouble === 'held';
      this.needs.log[isHeld ? 'debug' : 'warn']({ callId: call.id, err }, failed);
    }
  }
}

function awaitsWords(call: Fresh): boolean {
  return isAnswered(call) && recordedLegs(call).length > 0;
}
