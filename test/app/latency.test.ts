import { describe, expect, it } from 'vitest';
import { latencies } from '../../src/app/latency.js';
import type { Passage } from '../../src/store/state.js';

/** A call that took so many seconds for each stage after its end. */
function passage(...seconds: number[]): Passage {
  let now = Date.parse('2026-11-20T09:00:00.000Z');
  const at = new Date(now).toISOString();
  const after = (took = 0) => {
    now += took * 1000;
    return new Date(now).toISOString();
  };
  const [download, transcribe, analyze, notify] = seconds.map(after);
  return {
    endedAt: at,
    passed: Object.fromEntries(Object.entries({ download, transcribe, analyze, notify }).filter(([, when]) => when)),
  };
}

describe('latencies', () => {
  it('are told stretch by stretch', () => {
    expect(latencies([passage(1, 2, 4, 8)])).toEqual({
      'hang-up to recording': { p50: 1, p95: 1 },
      'recording to card': { p50: 14, p95: 14 },
      transcribe: { p50: 2, p95: 2 },
      analyze: { p50: 4, p95: 4 },
      notify: { p50: 8, p95: 8 },
    });
  });

  it('are the median and the slow end of all, in whatever order they come', () => {
    const passages = Array.from({ length: 100 }, (_, place) => passage(((place * 37) % 100) + 1));
    expect(latencies(passages)).toMatchObject({ 'hang-up to recording': { p50: 50, p95: 95 }, transcribe: null });
  });

  it('are null without a call', () => {
    expect(Object.values(latencies([]))).toEqual(Array(5).fill(null));
  });
});
