import { alertMessage, recoveryMessage } from '../card/alert.js';
import type { Alerts, Clock, Memory, Message, Messenger } from '../domain/ports.js';
import type { Logger } from '../lib/log.js';

const REMIND_AFTER_MS = 24 * 60 * 60_000;
/** So soon an alert is tried again that did not reach the group. */
const SEND_AGAIN_MS = 10 * 60_000;

interface Needs {
  memory: Memory & { names(prefix: string): Promise<string[]> };
  messenger: Messenger | null;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
}

/**
 * One alert per key and day, for all processes together; the log has it even when the messenger is the trouble. A key
 * starts with the upstream (`openai.analyze`): it chooses the advice.
 */
export class OnceADayAlerts implements Alerts {
  /** The last raising or clearing under way: many calls end in the same moment, and only the first is to speak. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly needs: Needs) {}

  async raise(key: string, text: string): Promise<void> {
    if (!(await this.inTurn(() => this.claim(key)))) return;
    this.needs.log.error({ alert: key }, text);
    await this.post(key, alertMessage(upstreamOf(key), text)).catch(async (err) => {
      this.needs.log.warn({ alert: key, err }, 'alert not sent to the group; it will be tried again');
      const raisedAt = this.needs.clock().getTime() - REMIND_AFTER_MS + SEND_AGAIN_MS;
      await this.needs.memory.set(nameOf(key), new Date(raisedAt).toISOString());
    });
  }

  /** Tells that it works again, where an alert had been raised. */
  async clear(key: string): Promise<void> {
    const { memory, log } = this.needs;
    if (!(await memory.get(nameOf(key)))) return;
    if (!(await this.inTurn(() => this.unclaim(key)))) return;
    log.info({ alert: key }, 'the trouble is over');
    await this.post(key, recoveryMessage(upstreamOf(key))).catch((err) => {
      log.warn({ alert: key, err }, 'the group could not be told that the trouble is over');
    });
  }

  /** The keys of troubles that are not over. */
  async raised(): Promise<string[]> {
    const names = await this.needs.memory.names(nameOf(''));
    return names.map((name) => name.slice(nameOf('').length));
  }

  /** False when it was raised already. */
  private async claim(key: string): Promise<boolean> {
    const { memory, clock } = this.needs;
    const raisedAt = await memory.get(nameOf(key));
    const now = clock();
    if (raisedAt && now.getTime() - Date.parse(raisedAt) < REMIND_AFTER_MS) return false;
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

  /** Trouble with the messenger itself is told by the log alone. */
  private async post(key: string, message: Message): Promise<void> {
    const { messenger, signal } = this.needs;
    if (messenger && upstreamOf(key) !== 'telegram') await messenger.send(message, async () => undefined, signal);
  }
}

function upstreamOf(key: string): string {
  return key.split('.')[0] ?? key;
}

function nameOf(key: string): string {
  return `alert.${key}`;
}
