import { alertMessage, recoveryMessage } from '../card/alert.js';
import { isWithin } from '../domain/instant.js';
import type { Alerts, Clock, Memory, Message, Messenger } from '../domain/ports.js';
import type { Logger } from '../lib/log.js';

/** An hour less than a day: what is found every night is told every night, be it found a moment earlier. */
const REMIND_AFTER_MS = 23 * 60 * 60_000;
/** So soon an alert is tried again that did not reach the chat. */
const SEND_AGAIN_MS = 10 * 60_000;

interface Needs {
  memory: Memory;
  messenger: Messenger | null;
  /** Whether alerts go to another chat than cards: then trouble with that of the cards can be told as well. */
  apart: boolean;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
}

/**
 * One alert per key and day, for all processes together; the log has it even when the messenger is the trouble. A key
 * is a fault of an upstream (`openai.money`), or what else it is about (`model.whisper-1`).
 */
export class OnceADayAlerts implements Alerts {
  /** The last raising or clearing under way: many calls end in the same moment, and only the first is to speak. */
  private turn: Promise<unknown> = Promise.resolve();
  /** The last message on its way: nobody's card waits for it. */
  private posting: Promise<void> = Promise.resolve();

  constructor(private readonly needs: Needs) {}

  async raise(key: string, text: string): Promise<void> {
    if (!(await this.inTurn(() => this.claim(key)))) return;
    this.needs.log.error({ alert: key }, text);
    this.post(key, alertMessage(key, text), async (err) => {
      this.needs.log.warn({ alert: key, err }, 'alert not sent to the group; it will be tried again');
      const raisedAt = this.needs.clock().getTime() - REMIND_AFTER_MS + SEND_AGAIN_MS;
      await this.needs.memory.set(nameOf(key), new Date(raisedAt).toISOString());
    });
  }

  async clear(key: string): Promise<void> {
    const { log } = this.needs;
    if (!(await this.forget(key))) return;
    log.info({ alert: key }, 'the trouble is over');
    this.post(key, recoveryMessage(key), async (err) => {
      log.warn({ alert: key, err }, 'the group could not be told that the trouble is over');
    });
  }

  async forget(key: string): Promise<boolean> {
    return (await this.needs.memory.get(nameOf(key))) ? this.inTurn(() => this.unclaim(key)) : false;
  }

  /** Resolves when every message has been sent, or has failed. */
  async idle(): Promise<void> {
    await this.posting;
  }

  /** False when it was raised already. */
  private async claim(key: string): Promise<boolean> {
    const { memory, clock } = this.needs;
    const raisedAt = await memory.get(nameOf(key));
    const now = clock();
    if (raisedAt && isWithin(raisedAt, REMIND_AFTER_MS, now)) return false;
    await memory.set(nameOf(key), now.toISOString());
    return true;
  }

  /** False when somebody has cleared it meanwhile. */
  private async unclaim(key: string): Promise<boolean> {
    const { memory } = this.needs;
    if (!(await memory.get(nameOf(key)))) return false;
    await memory.set(nameOf(key), '');
    return true;
  }

  private inTurn(work: () => Promise<boolean>): Promise<boolean> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private post(key: string, message: Message, failed: (error: unknown) => Promise<void>): void {
    const { messenger, apart, signal } = this.needs;
    if (!messenger || (key.startsWith('telegram.') && !apart)) return;
    this.posting = this.posting
      .then(() => messenger.send(message, async () => undefined, signal))
      .then(() => undefined, failed)
      .catch((err) => this.needs.log.warn({ alert: key, err }, 'the base does not take what became of an alert'));
  }
}

function nameOf(key: string): string {
  return `alert.${key}`;
}
