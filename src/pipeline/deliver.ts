import { asDelayed } from '../card/delay.js';
import { asRepeat, asRepeatedFile } from '../card/repeat.js';
import type { Fresh } from '../domain/call.js';
import { isLate, latenessMs } from '../domain/lateness.js';
import type { Clock, Deliveries, Delivery, Message, Messenger, Sent, TextFile } from '../domain/ports.js';
import { sha256 } from '../lib/sha256.js';
import { type Intent, sendOnce } from './send-once.js';

export interface Outbox {
  messenger: Messenger;
  deliveries: Deliveries;
  clock: Clock;
}

/** What delivering must know of a call. */
type Told = Pick<Fresh, 'id' | 'live' | 'endedAt'>;

/** Puts the card of a call in the group: edits what stands there, else sends it. Throws UpstreamError('telegram', …). */
export async function deliverMessage(outbox: Outbox, call: Told, message: Message, signal: AbortSignal): Promise<Sent> {
  const { deliveries, messenger, clock } = outbox;
  const delivery = await deliveries.open(call.id, 'card');
  const digest = digestOf(message.html);
  const standing = delivery.marked ? asRepeat(message) : message;
  if (delivery.sent && (await messenger.edit(delivery.sent, standing, signal)) === 'edited') {
    await deliveries.sent(delivery, delivery.sent, digest);
    return delivery.sent;
  }
  // One message for many may have told of this call as well.
  const mayRepeat = delivery.state === 'sending' || (await deliveries.find(call.id, 'digest'))?.state === 'sending';
  const intent = intentOf(deliveries, delivery, digest, mayRepeat);
  const comesLate = call.live && !delivery.sent && isLate(call, clock());
  const dated = comesLate ? asDelayed(message, latenessMs(call, clock())) : message;
  return sendOnce(messenger, intent, signal, (beforeWriting) =>
    messenger.send(mayRepeat ? asRepeat(dated) : dated, beforeWriting, signal),
  );
}

/** Sends the header of a call, unless anything was sent, or may have been. */
export async function deliverHeader(
  { deliveries, messenger }: Outbox,
  callId: string,
  message: Message,
  signal: AbortSignal,
): Promise<void> {
  const delivery = await deliveries.open(callId, 'card');
  if (delivery.state !== 'pending') return;
  const intent = intentOf(deliveries, delivery, digestOf(message.html), false);
  await sendOnce(messenger, intent, signal, (beforeWriting) => messenger.send(message, beforeWriting, signal));
}

/** Sends the transcript as a reply to the card; the same text is not sent again. */
export async function deliverFile(
  { deliveries, messenger }: Outbox,
  callId: string,
  file: TextFile,
  card: Sent,
  signal: AbortSignal,
): Promise<void> {
  const delivery = await deliveries.open(callId, 'transcript');
  const digest = digestOf(file.text);
  if (delivery.state === 'sent' && delivery.digest === digest) return;
  const isRepeat = delivery.state === 'sending';
  const intent = intentOf(deliveries, delivery, digest, isRepeat);
  await sendOnce(messenger, intent, signal, (beforeWriting) =>
    messenger.sendFile(isRepeat ? asRepeatedFile(file) : file, card, beforeWriting, signal),
  );
}

/** The hash of what a message says, without the marks that tell how it was sent. */
export function digestOf(text: string): string {
  return sha256(text);
}

/** `marked`: the message says that it may be a repeat. */
function intentOf(deliveries: Deliveries, delivery: Delivery, digest: string, marked: boolean): Intent {
  return {
    isRepeat: delivery.state === 'sending',
    sending: () => deliveries.sending(delivery, marked),
    refused: () => deliveries.refused(delivery),
    sent: (sent) => deliveries.sent(delivery, sent, digest),
  };
}
