import { BaseError } from '../domain/base-error.js';
import type { CallError, Held, Made } from '../domain/call.js';
import { decide, PATIENCE, type Verdict } from '../domain/decide.js';
import type { CallStore, Clock } from '../domain/ports.js';
import { type Trouble, UpstreamError } from '../domain/trouble.js';
import type { Logger } from '../lib/log.js';
import type { Announcer } from './announcer.js';
import { keepLease } from './lease.js';
import type { Stages } from './stage.js';

interface Needs {
  store: CallStore;
  stages: Stages;
  announcer: Announcer;
  holdMs: number;
  clock: Clock;
  random: () => number;
  log: Logger;
}

/** `stopping`: begin nothing new. `abort`: drop what is running. */
export interface Signals {
  stopping: AbortSignal;
  abort: AbortSignal;
}

/** `failed`: an upstream or a fault of ours stood in the way. `let-go`: done, awaiting its recording, stopped or lost. */
export type End = 'failed' | 'let-go';

/** No failure of the call, and so no warning. */
const WAITING: Partial<Record<Trouble, string>> = {
  'not-ready': 'recording is awaited',
  held: 'the upstream is not asked for now',
};

/** Carries a call from where it stands through its stages, saving after every one. Never throws for the call's own troubles. */
export class Carrier {
  constructor(private readonly needs: Needs) {}

  async carry(held: Held, signals: Signals, silent = false): Promise<End> {
    const { store, announcer, holdMs } = this.needs;
    await using lease = keepLease(store, held, holdMs, signals.abort);
    let current: Held | End = silent ? silenced(held) : held;
    const header = held.place === 'download' ? announcer.header(current.call, lease.signal) : Promise.resolve();
    while (typeof current === 'object') {
      if (signals.stopping.aborted) {
        await header;
        await this.release(current);
        return 'let-go';
      }
      current = await this.step(silent ? silenced(current) : current, header, lease.signal);
    }
    await header;
    return current;
  }

  /** One stage: the call one place further, or how its way ended for now. */
  private async step(held: Held, header: Promise<void>, signal: AbortSignal): Promise<Held | End> {
    const { store, holdMs, log } = this.needs;
    const callId = held.call.id;
    const startedMs = performance.now();
    try {
      // The card goes into the header's message: it must be known first where that stands.
      if (held.place === 'notify') await header;
      const made = await this.run(held, signal);
      log.debug({ callId, stage: made.stage, ms: Math.round(performance.now() - startedMs) }, 'stage passed');
      const next = await store.advance(held, made, holdMs);
      this.praise(callId, made);
      return next ?? 'let-go';
    } catch (error) {
      await header;
      // No fault of the call's: it stays where it stands, and is due again when its lease is over.
      if (error instanceof BaseError) throw error;
      if (!signal.aborted) return this.putBack(held, error, signal);
      await this.release(held);
      return 'let-go';
    }
  }

  private async run(held: Held, signal: AbortSignal): Promise<Made> {
    const { stages } = this.needs;
    switch (held.place) {
      case 'download':
        return { stage: 'download', audio: await stages.download(held.call, signal) };
      case 'transcribe':
        if (!held.call.audio.absence) {
          this.needs.log.info({ callId: held.call.id }, `🎙️ Processing call recording: ${held.call.id}`);
        }
        return { stage: 'transcribe', transcript: await stages.transcribe(held.call, signal) };
      case 'analyze':
        return { stage: 'analyze', analysis: await stages.analyze(held.call, signal) };
      case 'notify':
        await stages.notify(held.call, signal);
        return { stage: 'notify' };
    }
  }

  private praise(callId: string, made: Made): void {
    const { log } = this.needs;
    if (made.stage === 'transcribe' && made.transcript.text !== '') log.info({ callId }, '✅ Transcription completed');
    if (made.stage === 'notify') log.info({ callId }, '✅ Call processed successfully!');
  }

  private async putBack(held: Held, error: unknown, signal: AbortSignal): Promise<End> {
    const { store, announcer, log } = this.needs;
    const ageMs = this.needs.clock().getTime() - Date.parse(held.call.endedAt);
    const verdict = decide(error, { attempts: held.attempts, ageMs }, PATIENCE, this.needs.random());
    const callError = describe(held, error);
    this.report(held, error, verdict);
    if (verdict.action === 'give-up') {
      if (await store.restore(held, callError)) return 'failed';
      await announcer.failure(held.call, callError, signal);
      await store.settle(held, { afterMs: null, givesBack: false, error: callError });
      return 'failed';
    }
    await store.settle(held, { afterMs: verdict.afterMs, givesBack: verdict.givesBack, error: callError });
    log.debug({ callId: held.call.id, afterMs: verdict.afterMs }, 'call put back');
    return isAwaited(error) ? 'let-go' : 'failed';
  }

  private report(held: Held, error: unknown, verdict: Verdict): void {
    const fields = { callId: held.call.id, stage: held.place, attempt: held.attempts, verdict: verdict.action };
    if (error instanceof UpstreamError && WAITING[error.trouble]) {
      this.needs.log.debug({ ...fields, reason: error.message }, WAITING[error.trouble]);
      return;
    }
    const level = verdict.action === 'give-up' ? 'error' : 'warn';
    this.needs.log[level]({ ...fields, err: error }, 'stage failed');
  }

  private release(held: Held): Promise<void> {
    return this.needs.store.settle(held, { afterMs: 0, givesBack: true, error: null });
  }
}

function isAwaited(error: unknown): error is UpstreamError {
  return error instanceof UpstreamError && error.trouble === 'not-ready';
}

function silenced(held: Held): Held {
  return { ...held, call: { ...held.call, notify: false } } as Held;
}

function describe(held: Held, error: unknown): CallError {
  const upstream = error instanceof UpstreamError ? error.upstream : null;
  const message = error instanceof UpstreamError ? error.message : 'a fault of audiobot itself; the log has its stack';
  return { stage: held.place, upstream, message };
}
