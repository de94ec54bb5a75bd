import { alertMessage } from '../card/alert.js';
import type { Alerts, Clock, Memory, Messenger } from '../domain/ports.js';
import type { Logger } from '../lib/log.js';

const REMIND_AFTER_MS = 24 * 60 * 60_000;

interface Needs {
  memory: Memory;
  messenger: Messenger | null;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
}

/** One alert per trouble and day, for all processes together; the log has it even when the messenger is the trouble. */
export class OnceADayAlerts implements Alerts {
  constructor(private readonly needs: Needs) {}

  async raise(key: string, text: string): Promise<void> {
    const { memory, messenger, clock, log, signal } = this.needs;
    const raisedAt = await memory.get(nameOf(key));
    const now = clock();
    if (raisedAt && now.getTime() - Date.parse(raisedAt) < REMIND_AFTER_MS) return;
    await memory.set(nameOf(key), now.toISOString());
    log.error({ alert: key }, text);
    if (!messenger || key === 'telegram') return;
    try {
      await messenger.send(alertMessage(key, text), async () => undefined, signal);
    } catch (err) {
      log.warn({ alert: key, err }, 'alert not sent to the group');
    }
  }

  async clear(key: string): Promise<void> {
    if (await this.needs.memory.get(nameOf(key))) await this.needs.memory.set(nameOf(key), '');
  }
}

function nameOf(key: string): string {
  return `alert.${key}`;
}
