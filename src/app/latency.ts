import type { StageName } from '../domain/call.js';
import type { Instant } from '../domain/instant.js';
import { percentile } from '../lib/percentile.js';
import type { Passage } from '../store/state.js';

/** How long calls took on each stretch of their way: median and 95th percentile in seconds, null without a call. */
export function latencies(passages: Passage[]) {
  const stage = (before: StageName, after: StageName) =>
    spread(passages, ({ passed }) => [passed[before], passed[after]]);
  return {
    'hang-up to recording': spread(passages, ({ endedAt, passed }) => [endedAt, passed.download]),
    'recording to card': stage('download', 'notify'),
    transcribe: stage('download', 'transcribe'),
    analyze: stage('transcribe', 'analyze'),
    notify: stage('analyze', 'notify'),
  };
}

type Ends = [Instant | undefined, Instant | undefined];

function spread(passages: Passage[], endsOf: (passage: Passage) => Ends): { p50: number; p95: number } | null {
  const seconds = passages.flatMap((passage) => {
    const [from, to] = endsOf(passage);
    return from && to ? (Date.parse(to) - Date.parse(from)) / 1000 : [];
  });
  if (seconds.length === 0) return null;
  seconds.sort((a, b) => a - b);
  return { p50: percentile(seconds, 0.5), p95: percentile(seconds, 0.95) };
}
