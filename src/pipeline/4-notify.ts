import type { Card } from '../card/card.js';
import type { Analyzed } from '../domain/call.js';
import { deliverFile, deliverMessage, type Outbox } from './deliver.js';
import type { Stage } from './stage.js';

interface Needs {
  /** Null where there is no messenger: cards are only stored. */
  outbox: Outbox | null;
  compose: (call: Analyzed) => Promise<Card>;
}

/** Facts to a card in the group: in the message of the header where there is one. */
export function notify(needs: Needs): Stage<Analyzed, void> {
  return async (call, signal) => {
    if (!needs.outbox || !call.notify) return;
    const { message, file } = await needs.compose(call);
    const sent = await deliverMessage(needs.outbox, call.id, message, signal);
    if (file) await deliverFile(needs.outbox, call.id, file, sent, signal);
  };
}
