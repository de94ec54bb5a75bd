import { createTask, setLogger } from 'node-cron';
import type { Config } from '../config/derive.js';
import type { Period } from '../domain/ports.js';
import { UpstreamError } from '../domain/trouble.js';
import type { Logger } from '../lib/log.js';
import { PollRhythm } from '../pipeline/poll-rhythm.js';
import { assemble, type Parts } from './assemble.js';
import { auditPeriod } from './audit/audit.js';
import { auditNightly, ROUNDS, type Rounds } from './audit/nightly.js';
import { hasCredentials } from './credentials.js';
import { type Stopping, untilStopped } from './stopping.js';
import { openWindow, type Window } from './window.js';
import { firmZone } from './zone.js';

/**
 * The scheduler, the workers and the nightly audit, and for `serve` the HTTP window. Resolves when it was stopped and all
 * is put away.
 */
export async function runDaemon(
  config: Config,
  log: Logger,
  stopping: Stopping,
  withHttp: boolean,
  rounds = ROUNDS,
): Promise<void> {
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
  const auditing = startAudits({ config, parts, rhythm, log, rounds }, stopping.stopping);
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
    await auditing;
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

interface Night {
  config: Config;
  parts: Parts;
  rhythm: PollRhythm;
  log: Logger;
  rounds: Rounds;
}

/** Where the webhook alone tells of calls there is no list to compare with. */
async function startAudits({ config, parts, rhythm, log, rounds }: Night, stopping: AbortSignal): Promise<void> {
  if (!hasCredentials(config)) return;
  const { memory, alerts, telephony } = parts;
  const pass = async () => {
    const from = new Date().toISOString();
    rhythm.wake();
    await rhythm.idle();
    return ((await memory.get('poll.mark')) ?? '') >= from;
  };
  const audit = (period: Period, signal: AbortSignal) => auditPeriod(parts, config, period, signal);
  const zone = () => firmZone(config, memory, telephony, stopping);
  const clock = () => new Date();
  await auditNightly({ pass, audit, zone, memory, alerts, clock, log, rounds }, stopping);
}

function reportPass(error: unknown, log: Logger): void {
  const isHeld = error instanceof UpstreamError && error.trouble === 'held';
  log[isHeld ? 'debug' : 'warn']({ err: error }, 'the history could not be asked; it will be asked again');
}
