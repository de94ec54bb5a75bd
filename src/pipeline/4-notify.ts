import type { Card } from '../card/card.js';
import type { Analyzed } from '../domain/call.js';
import { UpstreamError } from '../domain/trouble.js';
import { deliverFile, deliverMessage, type Outbox } from './deliver.js';
import type { Stage } from './stage.js';

interface Needs {
  /** Null where there is no messenger: cards are only stored. */
  outbox: Outbox | null;
  compose: (call: Analyzed) => Promise<Card>;
  /** Told when a card stands in the group. */
  delivered: () => Promise<void>;
}

/** Facts to a card in the group: in the message of the header where there is one. */
export function notify(needs: Needs): Stage<Analyzed, void> {
  return async (call, signal) => {
    if (!needs.outbox || !call.notify) return;
    const { message, file } = await needs.compose(call);
    const sent = await deliverMessage(needs.outbox, call, message, signal);
    if (file) await unlessRefused(deliverFile(needs.outbox, call.id, file, sent, signal));
    await needs.delivered();
  };
}

/** The card is what counts: a file that is refused for good is done without. */
async function unlessRefused(delivering: Promise<void>): Promise<void> {
  await delivering.catch((error: unknown) => {
    if (!(error instanceof UpstreamError) || error.trouble !== 'rejected') throw error;
  });
}
