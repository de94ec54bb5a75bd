import type { CallFacts, Leg } from '../../src/domain/call.js';
import { callOf } from '../../src/domain/legs.js';

/** An answered, recorded leg of one minute; what a test is about is given. */
export function leg(given: Partial<Leg> = {}): Leg {
  return {
    id: '1768471201.4815170',
    from: '+79161234567',
    to: '+79843330712',
    employee: '100',
    startedAt: '2026-11-20T09:04:00.000Z',
    seconds: 64,
    disposition: 'answered',
    recorded: true,
    ...given,
  };
}

export function call(id: string, legs: Leg[] = [leg({ id: `${id}.1` })], given: Partial<CallFacts> = {}): CallFacts {
  const identity = {
    id,
    provider: 'novofon',
    direction: 'in',
    client: '+79161234567',
    number: '+79843330712',
  } as const;
  return callOf({ ...identity, ...given }, legs);
}
