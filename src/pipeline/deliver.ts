import { createHash } from 'node:crypto';
import { asRepeat } from '../card/repeat.js';
import type { BeforeWriting, Deliveries, Delivery, Message, Messenger, Sent, TextFile } from '../domain/ports.js';
import { UpstreamError } from '../domain/trouble.js';

export interface Outbox {
  messenger: Messenger;
  deliveries: Deliveries;
}

/** Puts the card of a call in the group: edits what stands there, else sends it. Throws UpstreamError('telegram', …). */
export async function deliverMessage(
  outbox: Outbox,
  callId: string,
  message: Message,
  signal: AbortSignal,
): Promise<Sent> {
  const delivery = await outbox.deliveries.open(callId, 'card');
  const digest = digestOf(message.html);
  if (delivery.sent && (await outbox.messenger.edit(delivery.sent, message, signal)) === 'edited') {
    await outbox.deliveries.sent(delivery, delivery.sent, digest);
    return delivery.sent;
  }
  return sendOnce(outbox, delivery, digest, signal, (isRepeat, beforeWriting) =>
    outbox.messenger.send(isRepeat ? asRepeat(message) : message, beforeWriting, signal),
  );
}

/** Sends the header of a call, unless anything was sent, or may have been. */
export async function deliverHeader(
  outbox: Outbox,
  callId: string,
  message: Message,
  signal: AbortSignal,
): Promise<void> {
  const delivery = await outbox.deliveries.open(callId, 'card');
  if (delivery.state === 'pending') {
    await sendOnce(outbox, delivery, digestOf(message.html), signal, (_, beforeWriting) =>
      outbox.messenger.send(message, beforeWriting, signal),
    );
  }
}

/** Sends the transcript as a reply to the card; the same text is not sent again. */
export async function deliverFile(
  outbox: Outbox,
  callId: string,
  file: TextFile,
  card: Sent,
  signal: AbortSignal,
): Promise<void> {
  const delivery = await outbox.deliveries.open(callId, 'transcript');
  const digest = digestOf(file.text);
  if (delivery.state === 'sent' && delivery.digest === digest) return;
  await sendOnce(outbox, delivery, digest, signal, (_, beforeWriting) =>
    outbox.messenger.sendFile(file, card, beforeWriting, signal),
  );
}

/**
 * pending → sending → sent. A delivery found in `sending` may have arrived: it is repeated, and only over a line that
 * answers just now, so that a dead line does not breed repeats.
 */
async function sendOnce(
  outbox: Outbox,
  delivery: Delivery,
  digest: string,
  signal: AbortSignal,
  send: (isRepeat: boolean, beforeWriting: BeforeWriting) => Promise<Sent>,
): Promise<Sent> {
  const isRepeat = delivery.state === 'sending';
  if (isRepeat) await outbox.messenger.ping(signal);
  let written = isRepeat;
  const beforeWriting = async () => {
    await outbox.deliveries.sending(delivery);
    written = true;
  };
  try {
    const sent = await send(isRepeat, beforeWriting);
    await outbox.deliveries.sent(delivery, sent, digest);
    return sent;
  } catch (error) {
    if (written && !isRepeat && isDefinite(error)) await outbox.deliveries.refused(delivery);
    throw error;
  }
}

function isDefinite(error: unknown): boolean {
  return error instanceof UpstreamError && error.trouble !== 'uncertain';
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
