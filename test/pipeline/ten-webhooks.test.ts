import { expect, it } from 'vitest';
import { PollRhythm } from '../../src/pipeline/poll-rhythm.js';
import { Poller } from '../../src/pipeline/poller.js';
import { startWorld } from '../../src/simulators/world.js';
import { SqlBudget } from '../../src/store/budget.js';
import { listCalls } from '../../src/store/call-reader.js';
import { SqlCallStore } from '../../src/store/calls.js';
import { SqlHints } from '../../src/store/hints.js';
import { SqlMemory } from '../../src/store/memory.js';
import { NovofonV1 } from '../../src/upstreams/novofon/v1/v1.js';
import { openBench } from '../store/bench.js';
import { openLog } from './line.js';

/** A minute of this clock lasts three seconds. */
const SPEED = 20;
const MINUTE_MS = 60_000 / SPEED;

it('ten webhooks in a minute: every call is in the base within two, on three requests a minute', async () => {
  const startedMs = Date.now();
  const clock = () => new Date(startedMs + (Date.now() - startedMs) * SPEED);
  await using world = await startWorld({ clock, budgets: { statistics: 3, all: 100 } });
  await using bench = await openBench();
  const { base } = bench;
  const memory = new SqlMemory(base, clock);
  const env = world.env();
  const telephony = new NovofonV1({
    ...{ key: env.NOVOFON_API_KEY ?? '', secret: env.NOVOFON_API_SECRET ?? '', timezone: 'UTC+3' },
    ...{ baseUrl: world.novofon.url, mediaUrl: world.novofon.url, recordingHosts: [] },
    ...{
      budget: new SqlBudget(base, { statistics: 3, all: 100 }, clock),
      memory,
      clock,
      hints: new SqlHints(base, null),
    },
  });
  const { log } = await openLog();
  const poller = new Poller({
    ...{ telephony, store: new SqlCallStore(base, clock), memory, clock, log },
    lines: { numbers: ['+79843330712'], extensions: [] },
    worth: { minTalkSeconds: 3, missedCalls: true, unansweredOutgoing: false },
    ...{ lookbackMs: 6 * 3_600_000, firstLookbackMs: 15 * 60_000 },
  });
  const failures: unknown[] = [];
  const stop = new AbortController();
  const rhythm = new PollRhythm({ poller, failed: (error) => void failures.push(error) }, stop.signal);

  const schedule = setInterval(() => void rhythm.tick(), MINUTE_MS / 2);
  const calls = setInterval(() => {
    if (world.novofon.calls.length >= 10) return clearInterval(calls);
    world.novofon.addIncoming({});
    rhythm.wake();
  }, MINUTE_MS / 10);
  const stored = async () => (await listCalls(base, { limit: 99 })).length;
  try {
    await expect.poll(stored, { timeout: 3 * MINUTE_MS, interval: 20 }).toBe(10);
    expect(Date.now() - startedMs).toBeLessThan(2 * MINUTE_MS);
  } finally {
    clearInterval(schedule);
    clearInterval(calls);
    stop.abort(new Error('the test is over'));
    await rhythm.idle();
  }
  const statuses = world.novofon.requestsTo('/v1/statistics/pbx/').map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(failures).toEqual([]);
});
