import {
  type Breaker,
  type BreakerKind,
  type BreakerStore,
  type Circuit,
  isAnswer,
  probeWaitMs,
  tripOf,
} from '../domain/breaker.js';
import type { Alerts, Clock } from '../domain/ports.js';
import { UpstreamError } from '../domain/trouble.js';
import type { Logger } from '../lib/log.js';

interface Needs {
  store: BreakerStore;
  alerts: Alerts;
  /** A circuit works again: what was held back may go on at once. */
  closed: (circuit: Circuit) => Promise<void>;
  clock: Clock;
  log: Logger;
}

/** Something that is asked of an upstream. `probe` finds out more cheaply whether it answers. */
interface Asking<Result> {
  work: () => Promise<Result>;
  probe?: () => Promise<void>;
  signal: AbortSignal;
}

/** So much later whoever was refused comes back: the next probe is another's, lest one call's own fault stop them all. */
const YIELD_MS = 1_000;

/** Keeps everybody from an upstream that refuses us or does not answer, but for one probe now and then. */
export class Breakers {
  constructor(private readonly needs: Needs) {}

  /** Throws what `work` throws, with the wait until the next probe; `held` where it was not even asked. */
  async through<Result>(circuit: Circuit, asking: Asking<Result>): Promise<Result> {
    const open = await this.admit(circuit);
    if (open && asking.probe) await this.probe(open, asking.probe, asking.signal);
    try {
      const result = await asking.work();
      await this.close(circuit);
      return result;
    } catch (error) {
      // What we cut off ourselves says nothing of the upstream.
      if (!(error instanceof UpstreamError) || asking.signal.aborted) throw error;
      throw await this.judge(circuit, error, open !== null);
    }
  }

  /** The open breaker that is to be probed, null where the way is free. */
  private async admit(circuit: Circuit): Promise<Breaker | null> {
    const { store } = this.needs;
    const breaker = await store.find(circuit);
    if (!breaker) return null;
    const waitMs = this.untilProbe(breaker);
    if (waitMs > 0) throw held(breaker, waitMs);
    if (breaker.kind === 'told-to-wait') {
      await store.remove(circuit);
      return null;
    }
    const nextMs = this.nextProbeMs(breaker);
    if (!(await store.takeProbe(breaker, this.at(nextMs)))) throw held(breaker, nextMs);
    return breaker;
  }

  private async probe(breaker: Breaker, probe: () => Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      await probe();
    } catch (error) {
      if (!(error instanceof UpstreamError) || signal.aborted) throw error;
      const judged = await this.judge(breaker.circuit, error, true);
      throw held(breaker, judged.retryAfterMs ?? this.nextProbeMs(breaker));
    }
  }

  private async judge(circuit: Circuit, error: UpstreamError, isProbe: boolean): Promise<UpstreamError> {
    if (isAnswer(circuit, error)) {
      await this.close(circuit);
      return error;
    }
    const kind = tripOf(circuit, error);
    if (!kind) return error;
    const waitMs = await this.trip(circuit, kind, error, isProbe);
    return error.waiting(kind === 'refused' && circuit !== 'notify' ? waitMs + YIELD_MS : waitMs);
  }

  /** Opens the breaker, or puts off its next probe. Returns the wait until then. */
  private async trip(circuit: Circuit, kind: BreakerKind, error: UpstreamError, isProbe: boolean): Promise<number> {
    const { store, log } = this.needs;
    const before = await store.find(circuit);
    const isSame = before?.kind === kind && before.fault === error.fault;
    if (before && !isProbe && isSame && kind !== 'told-to-wait') return this.patience(before, error);
    if (before?.kind === 'refused' && kind !== 'refused') return this.patience(before, error);
    const openedAt = isSame ? before.openedAt : this.at(0);
    const failures = isSame ? before.failures + 1 : 1;
    const { upstream, fault, message, retryAfterMs } = error;
    const openMs = this.now() - Date.parse(openedAt);
    const waitMs =
      kind === 'told-to-wait'
        ? Math.max(retryAfterMs ?? 0, before ? this.untilProbe(before) : 0)
        : probeWaitMs(kind, openMs, failures);
    await store.save({ circuit, kind, upstream, fault, message, openedAt, probeAt: this.at(waitMs), failures });
    if (!isSame) log.warn({ circuit, upstream, fault, kind, reason: message }, 'breaker opened: calls wait');
    if (before && !isSame) await this.callOff(before, { silently: true });
    if (fault) await this.needs.alerts.raise(`${upstream}.${fault}`, message);
    return waitMs;
  }

  /** For one that was under way when the breaker opened, or that met less than what it opened for: it changes nothing. */
  private patience(breaker: Breaker, { retryAfterMs = 1 }: UpstreamError): number {
    return Math.max(retryAfterMs, this.untilProbe(breaker));
  }

  private async close(circuit: Circuit): Promise<void> {
    const breaker = await this.needs.store.find(circuit);
    if (!breaker || !(await this.needs.store.remove(circuit))) return;
    const openSeconds = Math.round((this.now() - Date.parse(breaker.openedAt)) / 1000);
    this.needs.log.info({ circuit, openSeconds }, 'breaker closed: it works again');
    await this.callOff(breaker, { silently: false });
    await this.needs.closed(circuit);
  }

  /** The alert is over when no other circuit suffers from the same fault. */
  private async callOff({ upstream, fault }: Breaker, { silently }: { silently: boolean }): Promise<void> {
    if (!fault) return;
    const others = await this.needs.store.all();
    if (others.some((other) => other.upstream === upstream && other.fault === fault)) return;
    const key = `${upstream}.${fault}`;
    if (silently) await this.needs.alerts.forget(key);
    else await this.needs.alerts.clear(key);
  }

  /** Of a clock that was put back we do not wait for the old time to come again. */
  private untilProbe({ openedAt, probeAt }: Breaker): number {
    const now = this.now();
    return Date.parse(openedAt) > now ? 0 : Math.max(0, Date.parse(probeAt) - now);
  }

  private nextProbeMs({ kind, openedAt, failures }: Breaker): number {
    return probeWaitMs(kind, this.now() - Date.parse(openedAt), failures);
  }

  private at(afterMs: number): string {
    return new Date(this.now() + afterMs).toISOString();
  }

  private now(): number {
    return this.needs.clock().getTime();
  }
}

function held({ upstream, message }: Breaker, retryAfterMs: number): UpstreamError {
  return new UpstreamError(upstream, 'held', message, { retryAfterMs });
}
