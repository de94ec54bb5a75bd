import type { BeforeWriting, Messenger, Sent } from '../domain/ports.js';
import { UpstreamError } from '../domain/trouble.js';

/** What is kept of a message around its request. */
export interface Intent {
  /** It may have arrived: an earlier request was written, and nobody knows. */
  isRepeat: boolean;
  sending(): Promise<void>;
  /** A definite refusal: nothing was sent. */
  refused(): Promise<void>;
  sent(sent: Sent): Promise<void>;
}

/**
 * pending → sending → sent. What may have arrived is repeated, and only over a line that answers just now, so that a
 * dead line does not breed repeats.
 */
export async function sendOnce(
  messenger: Messenger,
  intent: Intent,
  signal: AbortSignal,
  send: (beforeWriting: BeforeWriting) => Promise<Sent>,
): Promise<Sent> {
  let written = false;
  const beforeWriting = async () => {
    // In its turn, and not before it: else those behind would go first.
    if (intent.isRepeat) await messenger.ping(signal);
    await intent.sending();
    written = true;
  };
  try {
    const sent = await send(beforeWriting);
    await intent.sent(sent);
    return sent;
  } catch (error) {
    if (written && !intent.isRepeat && isDefinite(error)) await intent.refused();
    throw error;
  }
}

function isDefinite(error: unknown): boolean {
  return error instanceof UpstreamError && error.trouble !== 'uncertain';
}
