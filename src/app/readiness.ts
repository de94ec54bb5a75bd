import type { Config } from '../config/derive.js';
import type { Breaker } from '../domain/breaker.js';
import { isWithin } from '../domain/instant.js';
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
  { base, baseWatch, memory, breakers }: Pick<Parts, 'base' | 'baseWatch' | 'memory' | 'breakers'>,
) {
  const lastPollAt = await memory.get('poll.mark');
  const isPolled = lastPollAt !== null && isWithin(lastPollAt, STALE_MS, new Date());
  const open = (await breakers.all()).filter(({ kind }) => kind !== 'told-to-wait');
  const upstreams = Object.fromEntries(
    UPSTREAMS.map((upstream) => [upstream, wordFor(open.find((breaker) => breaker.upstream === upstream))]),
  );
  return {
    ok: isPolled && baseWatch.trouble === null && open.length === 0,
    state: {
      calls: hasCredentials(config) ? 'history' : 'webhook only',
      lastPollAt,
      base: baseWatch.trouble?.trouble ?? 'ok',
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
