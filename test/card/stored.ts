import type { Analyzed } from '../../src/domain/call.js';
import type { StoredCall } from '../../src/domain/stored.js';

/** The call as the base holds it once its card was sent. */
export function stored(call: Analyzed, given: Partial<StoredCall> = {}): StoredCall {
  const { audio, transcript, analysis, live, notify, take, wish: _wish, ...facts } = call;
  return {
    facts,
    place: 'done',
    dueAt: null,
    attempts: 0,
    live,
    notify,
    take,
    skipReason: null,
    error: null,
    audio,
    transcript,
    analysis,
    passed: {},
    foundAt: facts.endedAt,
    cost: 0.021,
    deliveries: [],
    ...given,
  };
}
