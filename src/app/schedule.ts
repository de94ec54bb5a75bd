import { createTask } from 'node-cron';
import { sleep } from '../lib/sleep.js';

export interface Schedule {
  isAlive(): boolean;
  /** Resolves when it was stopped; rejects with what a tick threw. */
  ended: Promise<void>;
  stop(): void;
}

/**
 * Ticks at the times of a cron expression, one tick at a time. node-cron knows those times; the waiting is ours: its own
 * sleeps for as long as the clock was put back, and goes one by one through all that a clock put forward has passed.
 * Looks at the clock every `lookMs` at least. Throws on a bad expression.
 */
export function startSchedule(expression: string, tick: () => Promise<void>, lookMs = 1_000): Schedule {
  const stopping = new AbortController();
  const task = createTask(expression, () => undefined);
  let isAlive = true;
  const ended = beat({ next: () => nextTime(task.getNextRuns(1)), tick, lookMs }, stopping.signal).finally(() => {
    isAlive = false;
  });
  return { isAlive: () => isAlive, ended, stop: () => stopping.abort() };
}

/** A time to come, and when it was the next one. */
interface Time {
  seenAt: number;
  at: number;
}

interface Beat {
  next: () => Time;
  tick: () => Promise<void>;
  lookMs: number;
}

async function beat({ next, tick, lookMs }: Beat, stopping: AbortSignal): Promise<void> {
  for (let time = next(); !stopping.aborted; ) {
    const leftMs = Math.max(0, time.at - Date.now());
    await sleep(Math.min(lookMs, leftMs), stopping).catch(() => undefined);
    if (stopping.aborted) return;
    const now = Date.now();
    if (now >= time.at) await tick();
    if (now >= time.at || now < time.seenAt) time = next();
  }
}

function nextTime([at]: Date[]): Time {
  const seenAt = Date.now();
  return { seenAt, at: at?.getTime() ?? Number.POSITIVE_INFINITY };
}
