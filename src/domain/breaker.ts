import type { StageName } from './call.js';
import type { Instant } from './instant.js';
import type { Fault, Upstream, UpstreamError } from './trouble.js';

/** What is asked of the upstreams, each part with a breaker of its own: speech that works says nothing of text. */
export type Circuit = 'history' | 'recordings' | 'disk' | 'transcribe' | 'analyze' | 'notify';

/** `refused`: a person must mend it · `down`: nobody answers · `told-to-wait`: free again at `probeAt`. */
export type BreakerKind = 'refused' | 'down' | 'told-to-wait';

/** An open breaker: its circuit is not used, but for one probe now and then. */
export interface Breaker {
  circuit: Circuit;
  kind: BreakerKind;
  upstream: Upstream;
  fault: Fault | null;
  /** The technical reason, of UpstreamError. */
  message: string;
  openedAt: Instant;
  /** When it may be probed. */
  probeAt: Instant;
  /** Failed probes, the opening included. */
  failures: number;
}

/** The open breakers, for all processes together. */
export interface BreakerStore {
  find(circuit: Circuit): Promise<Breaker | null>;
  all(): Promise<Breaker[]>;
  save(breaker: Breaker): Promise<void>;
  /** Puts off the next probe, unless somebody was quicker. */
  takeProbe(breaker: Breaker, nextAt: Instant): Promise<boolean>;
  /** False when it was not open. */
  remove(circuit: Circuit): Promise<boolean>;
}

const UPSTREAM_OF: Record<Circuit, Upstream> = {
  history: 'novofon',
  recordings: 'novofon',
  disk: 'disk',
  transcribe: 'openai',
  analyze: 'openai',
  notify: 'telegram',
};

const MINUTE_MS = 60_000;

/** Where calls wait while the breaker of the circuit is open; nowhere for the history. */
export function stageOf(circuit: Circuit): StageName | null {
  if (circuit === 'history') return null;
  return circuit === 'recordings' || circuit === 'disk' ? 'download' : circuit;
}

/** Whether this failure opens the breaker of the circuit, and which kind. */
export function tripOf(circuit: Circuit, error: UpstreamError): BreakerKind | null {
  if (error.upstream !== UPSTREAM_OF[circuit]) return null;
  if (error.trouble === 'unauthorized') return 'refused';
  // The history has a budget of its own, that obeys the waits it was told.
  if (circuit === 'history') return null;
  if (error.trouble === 'transient' && error.retryAfterMs !== undefined) return 'told-to-wait';
  const isDown = error.trouble === 'transient' || error.trouble === 'uncertain';
  return isDown && circuit === 'notify' ? 'down' : null;
}

/** Whether the failure is an answer all the same: the upstream let us in. */
export function isAnswer(circuit: Circuit, { upstream, trouble }: UpstreamError): boolean {
  return upstream === UPSTREAM_OF[circuit] && (trouble === 'rejected' || trouble === 'not-ready');
}

/** How long to wait for the next probe, milliseconds: of what a person must mend, from a minute up to ten. */
export function probeWaitMs(kind: BreakerKind, openMs: number, failures: number): number {
  if (kind === 'down') return Math.min(MINUTE_MS, 2_000 * 2 ** (failures - 1));
  return Math.min(10 * MINUTE_MS, Math.max(MINUTE_MS, openMs / 10));
}
