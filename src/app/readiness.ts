import type { Config } from '../config/derive.js';
import type { StageName } from '../domain/call.js';
import type { Instant } from '../domain/instant.js';
import { percentile } from '../lib/percentile.js';
import { lastPassages, type Passage, queueState } from '../store/state.js';
import type { Parts } from './assemble.js';
import { hasCredentials } from './credentials.js';

/** So many finished calls the percentiles are made of. */
const SAMPLE = 200;
const UPSTREAMS = ['novofon', 'openai', 'telegram', 'disk'];
/** So long without a good pass over the history, and something is wrong. */
const STALE_MS = 5 * 60_000;

/** The state of every part, for `GET /api/ready`: not ok when the history is not read or an upstream refuses us. */
export async function readiness(config: Config, { base, memory, alerts }: Parts) {
  const lastPollAt = await memory.get('poll.mark');
  const isPolled = lastPollAt !== null && Date.now() - Date.parse(lastPollAt) < STALE_MS;
  const troubles = (await alerts.raised()).filter((key) => !key.startsWith('model.'));
  const upstreams = Object.fromEntries(
    UPSTREAMS.map((upstream) => [upstream, troubles.some((key) => key.startsWith(upstream)) ? 'refuses us' : 'ok']),
  );
  const passages = await lastPassages(base, SAMPLE);
  return {
    ok: isPolled && troubles.length === 0,
    state: {
      calls: hasCredentials(config) ? 'history' : 'webhook only',
      lastPollAt,
      queue: await queueState(base),
      upstreams,
      seconds: {
        'hang-up to recording': spread(passages, ({ endedAt, passed }) => [endedAt, passed.download]),
        'recording to card': spread(passages, ({ passed }) => [passed.download, passed.notify]),
        ...between(passages, 'download', 'transcribe'),
        ...between(passages, 'transcribe', 'analyze'),
        ...between(passages, 'analyze', 'notify'),
      },
    },
  };
}

function between(passages: Passage[], before: StageName, stage: StageName) {
  return { [stage]: spread(passages, ({ passed }) => [passed[before], passed[stage]]) };
}

type Ends = [Instant | undefined, Instant | undefined];

/** Median and 95th percentile of the time between two moments, in seconds; null without a call. */
function spread(passages: Passage[], endsOf: (passage: Passage) => Ends): { p50: number; p95: number } | null {
  const seconds = passages.flatMap((passage) => {
    const [from, to] = endsOf(passage);
    return from && to ? (Date.parse(to) - Date.parse(from)) / 1000 : [];
  });
  if (seconds.length === 0) return null;
  seconds.sort((a, b) => a - b);
  return { p50: percentile(seconds, 0.5), p95: percentile(seconds, 0.95) };
}
