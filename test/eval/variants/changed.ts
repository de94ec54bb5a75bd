import type { TrueCall } from '../true-call.js';

/** The call with a change in it, written as a WAV unless it says otherwise. */
export function changed(call: TrueCall, change: Partial<TrueCall>): TrueCall {
  return { ...call, source: { coding: 'wav' }, ...change };
}
