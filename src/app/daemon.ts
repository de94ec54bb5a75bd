import { createTask, setLogger } from 'node-cron';
import type { Config } from '../config/derive.js';
import { UpstreamError } from '../domain/trouble.js';
import type { Logger } from '../lib/log.js';
import { PollRhythm } from '../pipeline/poll-rhythm.js';
import { assemble, type Parts } from './assemble.js';
import { hasCredentials } from './credentials.js';
import { type Stopping, untilStopped } from './stopping.js';
import { openWindow, type Window } from './window.js';

/** The scheduler and the workers, and for `serve` the HTTP window. Resolves when it was stopped and all is put away. */
export async function runDaemon(config: Config, log: Logger, stopping: Stopping, withHttp: boolean): Promise<void> {
  await using parts = await assemble(config, log, stopping.abort);
  const rhythm = new PollRhythm(
    {
      poller: parts.poller,
      passed: () => parts.alerts.clear('novofon'),
      failed: (error) => reportPass(error, parts, log),
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

async function reportPass(error: unknown, parts: Parts, log: Logger): Promise<void> {
  log.warn({ err: error }, 'the history could not be asked; it will be asked again');
  if (error instanceof UpstreamError && error.trouble === 'unauthorized') {
    await parts.alerts.raise(error.upstream, error.message);
  }
}
