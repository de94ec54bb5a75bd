import { isDue as isTime } from '../domain/due.js';
import { type StoredCall, statusOf } from '../domain/stored.js';
import { sleep } from '../lib/sleep.js';
import type { Signals } from '../pipeline/carry.js';
import { findCall } from '../store/call-reader.js';
import type { Parts } from './assemble.js';

const LOOK_MS = 250;

export interface Carrying {
  /** Nothing is sent, whatever the call's own row says. */
  silent?: boolean;
  /** Told when something stood in the call's way and it was put back for later. */
  hindered?: (call: StoredCall) => void;
  /** A recording is awaited here for so long at most; left out: as long as it takes. */
  awaitMs?: number;
}

/**
 * Carries a call in the foreground: at once, as somebody asks for it now; later when it is due, or until another worker
 * has ended it. Returns it as it stands at its end, or when `stopping` came or its recording is late; null = it is gone.
 */
export async function carryWhenDue(
  parts: Pick<Parts, 'base' | 'store' | 'carrier' | 'holdMs'>,
  id: string,
  signals: Signals,
  { silent = false, hindered, awaitMs = Number.POSITIVE_INFINITY }: Carrying = {},
): Promise<StoredCall | null> {
  for (let isDue = true; ; ) {
    const held = isDue ? await parts.store.claimOne(id, parts.holdMs) : null;
    const end = held && (await parts.carrier.carry(held, signals, silent));
    const call = await findCall(parts.base, id);
    if (!call || statusOf(call) !== 'pending' || signals.stopping.aborted) return call;
    const dueInMs = call.dueAt === null ? 0 : Date.parse(call.dueAt) - Date.now();
    if (end === 'failed') hindered?.(call);
    const isPutOff = end === 'let-go' || (held === null && isAwaitedElsewhere(call, dueInMs, parts.holdMs));
    if (isPutOff && dueInMs > awaitMs) return call;
    isDue = call.dueAt === null || isTime(call.dueAt, new Date());
    if (!isDue) await sleep(LOOK_MS, signals.stopping).catch(() => undefined);
  }
}

/** Due later than any lease lasts: another worker has looked for the recording and put the call back. */
function isAwaitedElsewhere({ error }: StoredCall, dueInMs: number, holdMs: number): boolean {
  return error?.stage === 'download' && dueInMs > holdMs;
}
