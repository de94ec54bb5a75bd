import type { Config } from '../config/derive.js';
import type { Period } from '../domain/ports.js';
import { UpstreamError } from '../domain/trouble.js';
import type { Logger } from '../lib/log.js';
import { PollRhythm } from '../pipeline/poll-rhythm.js';
import { assemble, type Parts } from './assemble.js';
import { auditPeriod } from './audit/audit.js';
import { auditNightly, ROUNDS, type Rounds } from './audit/nightly.js';
import { hasCredentials } from './credentials.js';
import { startSchedule } from './schedule.js';
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
  await using parts = await assemble(config, log, stopping.abort, 'daemon');
  const rhythm = new PollRhythm(
    {
      poller: parts.poller,
      failed: (error) => reportPass(error, log),
    },
    stopping.stopping,
  );
  const schedule = startSchedule(config.poll.schedule, () => rhythm.tick());
  const working = parts.worker.run(stopping);
  const auditing = startAudits({ config, parts, rhythm, log, rounds }, stopping.stopping);
  const ends = Promise.race([working, schedule.ended, untilStopped(stopping)]);
  // It may come before anybody listens, while the window is opened; it is thrown further down.
  ends.catch(() => undefined);
  let window: Window | null = null;
  try {
    if (withHttp) window = await openWindow({ config, parts, rhythm, schedule, log });
    if (!hasCredentials(config)) log.warn('no Novofon credentials: only calls that the webhook tells of are taken');
    log.info({ schedule: config.poll.schedule, ...(window ? { address: window.address } : {}) }, 'audiobot is up');
    await Promise.race([rhythm.tick(), ends]);
    await ends;
  } finally {
    stopping.stop(new Error('the daemon ends'));
    schedule.stop();
    await window?.close();
    await Promise.allSettled([rhythm.idle(), auditing, working]);
    await working;
  }
  log.info('audiobot has stopped');
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
