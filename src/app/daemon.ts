import { createTask, setLogger } from 'node-cron';
import type { Config } from '../config/derive.js';
import { UpstreamError } from '../domain/trouble.js';
import type { Logger } from '../lib/log.js';
import { PollRhythm } from '../pipeline/poll-rhythm.js';
import { assemble } from './assemble.js';
import { hasCredentials } from './credentials.js';
import { type Stopping, untilStopped } from './stopping.js';
import { openWindow, type Window } from './window.js';

/** The scheduler and the workers, and for `serve` the HTTP window. Resolves when it was stopped and all is put away. */
export async function runDaemon(config: Config, log: Logger, stopping: Stopping, withHttp: boolean): Promise<void> {
  await using parts = await assemble(config, log, stopping.abort);
  const rhythm = new PollRhythm(
    {
      poller: parts.poller,
      failed: (error) => reportPass(error, log),
    },
    stopping.stopping,
  );
  const schedule = startSchedule(config, rhythm, log);
  const working = parts.worker.run(stopping);
  let window: Window | null = null;
  try {
    if (withHttp) window = await openWindow({ config, parts, rhythm, schedule, log });
    if (!hasCredentials(config)) log.warn('no Novofon credentials: only calls that the webhook tells of are taken');
    log.info({ schedule: config.poll.schedule, ...(window ? { address: window.address } : {}) }, 'audiobot is up');
    await rhythm.tick();
    await Promise.race([working, untilStopped(stopping)]);
  } finally {
    stopping.stop(new Error('the daemon ends'));
    await schedule.destroy();
    await window?.close();
    await rhythm.idle();
    await working;
  }
  log.info('audiobot has stopped');
}

function startSchedule(config: Config, rhythm: PollRhythm, log: Logger) {
  setLogger({
    info: (message) => log.debug(message),
    debug: () => undefined,
    warn: (message) => log.debug(message),
    error: (message) => log.error(message instanceof Error ? { err: message } : {}, 'the schedule failed'),
  });
  const task = createTask(config.poll.schedule, () => rhythm.tick(), { name: 'poll', noOverlap: true });
  void task.start();
  return task;
}

function reportPass(error: unknown, log: Logger): void {
  const isHeld = error instanceof UpstreamError && error.trouble === 'held';
  log[isHeld ? 'debug' : 'warn']({ err: error }, 'the history could not be asked; it will be asked again');
}
