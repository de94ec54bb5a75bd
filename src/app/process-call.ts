import { access } from 'node:fs/promises';
import type { Config } from '../config/derive.js';
import type { StageName, Wish } from '../domain/call.js';
import type { Instant } from '../domain/instant.js';
import { isLate } from '../domain/lateness.js';
import type { Period } from '../domain/ports.js';
import type { StoredCall } from '../domain/stored.js';
import { deadline, linkedSignal } from '../lib/linked-signal.js';
import type { Logger } from '../lib/log.js';
import { sleep } from '../lib/sleep.js';
import { findCall } from '../store/call-reader.js';
import { restartCall } from '../store/rerun.js';
import { assemble, type Parts } from './assemble.js';
import { carryWhenDue } from './carry-when-due.js';
import type { Stopping } from './stopping.js';

const DAY_MS = 24 * 60 * 60_000;
const LOOK_MS = 250;

export interface ProcessOptions {
  /** How long a call is waited for, milliseconds. */
  waitMs: number;
  /** Run again from this stage. */
  from: StageName | null;
  /** What that is made with, where not as configured. */
  wish: Wish;
  notify: boolean;
  /** Where to look for an id that is neither in the base nor in the last 30 days, by the firm's zone. */
  since: ((zone: string) => Instant) | null;
}

/** Finds each call by any of its ids, runs what is missing and waits for its end. Null = no such call. */
export async function processCalls(
  config: Config,
  log: Logger,
  stopping: Stopping,
  ids: string[],
  options: ProcessOptions,
): Promise<(StoredCall | null)[]> {
  await using parts = await assemble(config, log, stopping.abort);
  using finding = deadline(options.waitMs, stopping.stopping);
  const ended = await Promise.allSettled(
    ids.map(async (anyId) => {
      const id = await findOrFetch(parts, anyId, options, finding.signal);
      return id === null ? null : carryToEnd(parts, id, options, stopping);
    }),
  );
  // One that cannot be looked for does not break off the others.
  return ended.map((each) => {
    if (each.status === 'rejected') throw each.reason;
    return each.value;
  });
}

/** Carries a stored call in the foreground until it ends, or the wait is over. */
export async function carryToEnd(
  parts: Parts,
  id: string,
  options: Pick<ProcessOptions, 'waitMs' | 'from' | 'wish' | 'notify'>,
  stopping: Stopping,
): Promise<StoredCall | null> {
  using cutoff = deadline(options.waitMs, stopping.abort);
  using wait = linkedSignal(cutoff.signal, stopping.stopping);
  const signals = { stopping: wait.signal, abort: cutoff.signal };
  try {
    await restartIfAsked(parts, id, options, wait.signal);
    await carryWhenDue(parts, id, signals, { silent: !options.notify });
  } catch (error) {
    if (!wait.signal.aborted) throw error;
  }
  return await findCall(parts.base, id);
}

async function restartIfAsked(
  parts: Parts,
  id: string,
  { from, wish }: Pick<ProcessOptions, 'from' | 'wish'>,
  signal: AbortSignal,
): Promise<void> {
  if (!from) return;
  const stage = from === 'transcribe' && (await lacksFiles(parts, id)) ? 'download' : from;
  while (!(await restartCall(parts.base, () => new Date(), id, stage, wish))) await sleep(LOOK_MS, signal);
}

/** Recordings are not kept for ever: what is gone is fetched again. */
async function lacksFiles(parts: Parts, id: string): Promise<boolean> {
  const recordings = (await findCall(parts.base, id))?.audio?.recordings ?? [];
  const found = await Promise.allSettled(recordings.map(({ file }) => access(file)));
  return found.some(({ status }) => status === 'rejected');
}

async function findOrFetch(
  parts: Parts,
  anyId: string,
  options: ProcessOptions,
  signal: AbortSignal,
): Promise<string | null> {
  const known = await findCall(parts.base, anyId);
  if (known) return known.facts.id;
  const since = options.since?.((await parts.cardContext()).zone) ?? null;
  for (const period of periodsFor(anyId, since, Date.now())) {
    const call = await parts.telephony.findCall(anyId, period, 'process', signal);
    if (!call) continue;
    await parts.store.enqueue(call, { live: !isLate(call, new Date()), notify: options.notify, skip: () => null });
    // One that is known by its legs keeps the id it has.
    return ((await findCall(parts.base, anyId)) ?? (await findCall(parts.base, call.id)))?.facts.id ?? null;
  }
  return null;
}

/** The day in a leg id's epoch (`1768471201.4815162`) first, as it costs one request; then a month; or what was asked for. */
function periodsFor(anyId: string, since: Instant | null, nowMs: number): Period[] {
  const period = (fromMs: number, toMs: number) => ({
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
  });
  if (since) return [period(Date.parse(since), nowMs)];
  const epochMs = Number(/^(\d{10})\.\d+$/.exec(anyId)?.[1]) * 1000;
  const day = Number.isNaN(epochMs) ? [] : [period(epochMs - DAY_MS, epochMs + DAY_MS)];
  return [...day, period(nowMs - 30 * DAY_MS, nowMs)];
}
