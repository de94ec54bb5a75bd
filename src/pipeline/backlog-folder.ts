import type { BacklogDigest } from '../card/backlog.js';
import { asRepeat } from '../card/repeat.js';
import type { BriefCall } from '../domain/backlog.js';
import type { Backlog, Batch, Clock, Messenger } from '../domain/ports.js';
import { UpstreamError } from '../domain/trouble.js';
import type { Logger } from '../lib/log.js';
import type { End, Signals } from './carry.js';
import { digestOf } from './deliver.js';
import { keepLease } from './lease.js';
import { type Intent, sendOnce } from './send-once.js';

/** So soon what failed is tried again; meanwhile the cards go one by one and find out what is wrong. */
const AGAIN_MS = 10_000;
/** A message that is refused will be refused again. */
const REFUSED_MS = 24 * 60 * 60_000;

interface Needs {
  backlog: Backlog;
  messenger: Messenger;
  compose: (calls: BriefCall[]) => Promise<BacklogDigest>;
  /** Told when the message stands in the group. */
  delivered: () => Promise<void>;
  /** Whether the messenger is believed to answer. */
  mayFold: () => Promise<boolean>;
  holdMs: number;
  clock: Clock;
  log: Logger;
}

/** Many cards that waited for the messenger are told in one message, instead of one by one for an hour. */
export class BacklogFolder {
  private restsUntil = 0;

  constructor(private readonly needs: Needs) {}

  /** The calls to be told of in one message, held by us; null where there is nothing to fold. */
  async take(): Promise<Batch | null> {
    const { backlog, mayFold, holdMs } = this.needs;
    if (this.now() < this.restsUntil || !(await backlog.isLong()) || !(await mayFold())) return null;
    return backlog.take(holdMs);
  }

  /** Tells of them: the call is done whose line stands in the group, in the message or in the file below it. */
  async tell(batch: Batch, signals: Signals): Promise<End> {
    const { backlog, messenger, compose, holdMs, log } = this.needs;
    await using lease = keepLease(backlog, batch, holdMs, signals.abort);
    try {
      const { message, listed, file } = await compose(batch.calls);
      const marked = batch.isRepeat ? asRepeat(message) : message;
      const [inMessage, inFile] = [batch.calls.slice(0, listed), batch.calls.slice(listed)];
      const digest = digestOf(message.html);
      const told = this.intentOf({ ...batch, calls: inMessage }, digest);
      const sent = await sendOnce(messenger, told, lease.signal, (beforeWriting) =>
        messenger.send(marked, beforeWriting, lease.signal),
      );
      if (file) {
        await sendOnce(messenger, this.intentOf({ ...batch, calls: inFile }, digest), lease.signal, (beforeWriting) =>
          messenger.sendFile(file, sent, beforeWriting, lease.signal),
        );
      }
      log.info({ calls: batch.calls.length, listed }, 'calls that had waited were told in one message');
      await this.needs.delivered();
      return 'let-go';
    } catch (error) {
      return await this.putBack(batch, error, lease.signal);
    }
  }

  private intentOf(batch: Batch, digest: string): Intent {
    const { backlog } = this.needs;
    return {
      isRepeat: batch.isRepeat,
      sending: () => backlog.sending(batch),
      refused: () => backlog.refused(batch),
      sent: (sent) => backlog.sent(batch, sent, digest),
    };
  }

  /** What nobody knows of is repeated in one message; all else may as well go as single cards. */
  private async putBack(batch: Batch, error: unknown, signal: AbortSignal): Promise<End> {
    const { backlog, log } = this.needs;
    if (signal.aborted) {
      await backlog.putBack(batch, 0, null);
      return 'let-go';
    }
    const { trouble, upstream, retryAfterMs, message } = error instanceof UpstreamError ? error : FAULT;
    log.warn({ calls: batch.calls.length, err: error }, 'calls that had waited could not be told in one message');
    const isUnknown = trouble === 'uncertain' || (batch.isRepeat && trouble !== 'rejected');
    const againMs = trouble === 'rejected' ? REFUSED_MS : Math.max(AGAIN_MS, retryAfterMs ?? 0);
    if (!isUnknown) this.restsUntil = this.now() + againMs;
    await backlog.putBack(batch, isUnknown ? againMs : 0, { stage: 'notify', upstream, message });
    return 'failed';
  }

  private now(): number {
    return this.needs.clock().getTime();
  }
}

const FAULT = {
  trouble: null,
  upstream: null,
  retryAfterMs: undefined,
  message: 'a fault of audiobot itself; the log has its stack',
};
