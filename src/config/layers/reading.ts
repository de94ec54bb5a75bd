import type { Fault } from '../faults.js';
import type { Keys } from '../keys.js';
import type { Variables } from './variables.js';

/** What every layer is read with; it adds to `faults` what is wrong. */
export interface Reading {
  keys: Keys;
  variables: Variables;
  faults: Fault[];
}
