import { alertMessage, recoveryMessage } from '../card/alert.js';
import type { BaseError } from '../domain/base-error.js';
import type { Message } from '../domain/ports.js';
import type { Logger } from '../lib/log.js';
import type { Onlooker } from '../store/patience.js';

const ALERT = 'disk.base';
/** What is over sooner is not worth a message. */
const TELL_AFTER_MS = 60_000;
/** A disk that is full by turns is no reason to fill the group too. */
const TELL_AGAIN_MS = 60 * 60_000;

/** Whether the base serves. Says in the log, once, when it does not and when it does again; and to the group where that lasts: alerts need the base themselves. */
export class BaseWatch implements Onlooker {
  trouble: BaseError | null = null;
  /** Null where there is nobody to tell. */
  tellGroup: ((message: Message) => Promise<unknown>) | null = null;
  private telling: NodeJS.Timeout | undefined;
  private toldMs = Number.NEGATIVE_INFINITY;
  private isGroupTold = false;

  constructor(
    private readonly log: Logger,
    private readonly tellAfterMs = TELL_AFTER_MS,
  ) {}

  troubled(error: BaseError): void {
    this.trouble = error;
    if (!error.passes) {
      this.log.error({ err: error }, 'the database cannot be worked with any more; audiobot ends');
      return;
    }
    this.log.error({ err: error }, 'the database does not serve; all work waits until it does');
    this.telling = setTimeout(() => this.tellOf(error), this.tellAfterMs).unref();
  }

  recovered(): void {
    this.trouble = null;
    clearTimeout(this.telling);
    this.log.info('the database serves again');
    if (this.isGroupTold) this.tell(recoveryMessage(ALERT));
    this.isGroupTold = false;
  }

  private tellOf(error: BaseError): void {
    if (performance.now() - this.toldMs < TELL_AGAIN_MS) return;
    this.toldMs = performance.now();
    this.isGroupTold = true;
    this.tell(alertMessage(ALERT, error.message));
  }

  private tell(message: Message): void {
    this.tellGroup?.(message).catch((err) => this.log.warn({ err }, 'the group could not be told of the database'));
  }
}
