import type { Config } from '../config/derive.js';
import type { Breaker } from '../domain/breaker.js';
import type { Upstream } from '../domain/trouble.js';
import { lastPassages, queueState } from '../store/state.js';
import type { Parts } from './assemble.js';
import { hasCredentials } from './credentials.js';
import { latencies } from './latency.js';

/** So many finished calls the percentiles are made of. */
const SAMPLE = 200;
const UPSTREAMS: Upstream[] = ['novofon', 'openai', 'telegram', 'disk'];
/** So long without a good pass over the history, and something is wrong. */
const STALE_MS = 5 * 60_000;

/** The state of every part, for `GET /api/ready`: not ok when the history is not read or an upstream refuses us. */
export async function readiness(
  config: Config,
  { base, memory, breakers }: Pick<Parts, 'base' | 'memory' | 'breakers'>,
) {
  const lastPollAt = await memory.get('poll.mark');
  const isPolled = lastPollAt !== null && Date.now() - Date.parse(lastPollAt) < STALE_MS;
  const open = (await breakers.all()).filter(({ kind }) => kind !== 'told-to-wait');
  const upstreams = Object.fromEntries(
    UPSTREAMS.map((upstream) => [upstream, wordFor(open.find((breaker) => breaker.upstream === upstream))]),
  );
  return {
    ok: isPolled && open.length === 0,
    state: {
      calls: hasCredentials(config) ? 'history' : 'webhook only',
      lastPollAt,
      queue: await queueState(base),
      upstreams,
      seconds: latencies(await lastPassages(base, SAMPLE)),
    },
  };
}

function wordFor(breaker: Breaker | undefined): 'ok' | 'refuses us' | 'is down' {
  if (!breaker) return 'ok';
  return breaker.kind === 'refused' ? 'refuses us' : 'is down';
}
