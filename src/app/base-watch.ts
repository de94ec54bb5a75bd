import { alertMessage, recoveryMessage } from '../card/alert.js';
import type { BaseError } from '../domain/base-error.js';
import type { Message } from '../domain/ports.js';
import type { Logger } from '../lib/log.js';
import type { Onlooker } from '../store/patience.js';

const ALERT = 'disk.base';
/** A disk that is full by turns is no reason to fill the group too. */
const TELL_AGAIN_MS = 60 * 60_000;

/** Whether the base serves. Says once when it does not, and when it does again: in the log, and to the group, as the alerts need the base themselves. */
export class BaseWatch implements Onlooker {
  trouble: BaseError | null = null;
  /** Null where there is no messenger. */
  tellGroup: ((message: Message) => Promise<unknown>) | null = null;
  private toldMs = Number.NEGATIVE_INFINITY;
  private isGroupTold = false;

  constructor(private readonly log: Logger) {}

  troubled(error: BaseError): void {
    this.trouble = error;
    if (!error.passes) {
      this.log.error({ err: error }, 'the database cannot be worked with any more; audiobot ends');
      return;
    }
    this.log.error({ err: error }, 'the database does not serve; all work waits until it does');
    if (performance.now() - this.toldMs < TELL_AGAIN_MS) return;
    this.toldMs = performance.now();
    this.isGroupTold = true;
    this.tell(alertMessage(ALERT, error.message));
  }

  recovered(): void {
    this.trouble = null;
    this.log.info('the database serves again');
    if (!this.isGroupTold) return;
    this.isGroupTold = false;
    this.tell(recoveryMessage(ALERT));
  }

  private tell(message: Message): void {
    this.tellGroup?.(message).catch((err) => this.log.warn({ err }, 'the group could not be told of the database'));
  }
}
