import { describe, expect, it } from 'vitest';
import { carryWhenDue } from '../../src/app/carry-when-due.js';
import type { CallError, Held } from '../../src/domain/call.js';
import { SqlCallStore } from '../../src/store/calls.js';
import { openLine } from '../pipeline/line.js';
import { call } from '../store/samples.js';

const HOLD_MS = 1_000;
const AWAIT_MS = 5_000;

describe('a call in the hands of another worker', () => {
  it.each<[string, CallError['stage'], number, 'is left' | 'is waited for']>([
    ['that puts it back for an hour, as its recording is late', 'download', 3_600_000, 'is left'],
    ['that puts it back for a moment', 'download', 800, 'is waited for'],
    ['that meets a server which is down', 'transcribe', 3_600_000, 'is waited for'],
  ])('%s', async (_, stage, afterMs, expected) => {
    await using line = await openLine();
    const store = new SqlCallStore(line.bench.base, () => new Date());
    await store.enqueue(call('in_a'), { live: false, notify: false, skip: () => null });
    const [held] = await store.claim(1, HOLD_MS);
    const parts = { base: line.bench.base, store, carrier: line.carrier, holdMs: HOLD_MS };
    const waiting = carryWhenDue(parts, 'in_a', line.signals, { awaitMs: AWAIT_MS });
    const error = { stage, upstream: 'novofon', message: 'not yet' };
    await store.settle(held as Held, { afterMs, givesBack: true, error });
    const soon = new Promise<'is waited for'>((resolve) => setTimeout(resolve, 700, 'is waited for'));
    expect(await Promise.race([waiting.then(() => 'is left'), soon])).toBe(expected);
    line.stopping.abort(new Error('the test is over'));
    await waiting;
  });
});
