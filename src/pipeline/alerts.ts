import { alertMessage } from '../card/alert.js';
import type { Alerts, Clock, Memory, Messenger } from '../domain/ports.js';
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
  /** The last raising under way: many calls fail in the same moment, and only the first is to speak. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly needs: Needs) {}

  async raise(key: string, text: string): Promise<void> {
    const claimed = this.turn.then(() => this.claim(key));
    this.turn = claimed.catch(() => undefined);
    if (!(await claimed)) return;
    this.needs.log.error({ alert: key }, text);
    await this.post(key, text);
  }

  async clear(key: string): Promise<void> {
    if (await this.needs.memory.get(nameOf(key))) await this.needs.memory.set(nameOf(key), '');
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

  private async post(key: string, text: string): Promise<void> {
    const { memory, messenger, clock, log, signal } = this.needs;
    const [upstream = key] = key.split('.');
    if (!messenger || upstream === 'telegram') return;
    try {
      await messenger.send(alertMessage(upstream, text), async () => undefined, signal);
    } catch (err) {
      log.warn({ alert: key, err }, 'alert not sent to the group; it will be tried again');
      const raisedAt = clock().getTime() - REMIND_AFTER_MS + SEND_AGAIN_MS;
      await memory.set(nameOf(key), new Date(raisedAt).toISOString());
    }
  }
}

function nameOf(key: string): string {
  return `alert.${key}`;
}
