import { isDeepStrictEqual } from 'node:util';
import type { Config } from './derive.js';
import { valueAt } from './keys.js';
import { defaultConfig } from './load.js';

/** Keys that this version reads and checks, and does nothing with. */
const WITHOUT_EFFECT = [
  'recordings.keep',
  'history.keep',
  'telegram.level',
  'telegram.admins',
  'missed.remindAfter',
  'workingHours',
  'digest.schedule',
  'hooks',
  'locale',
];

/** The names of those keys that somebody set to another value than the default, to warn of at the start. */
export function notYet(config: Config): string[] {
  const defaults = defaultConfig();
  return WITHOUT_EFFECT.filter((name) => !isDeepStrictEqual(valueAt(config, name), valueAt(defaults, name)));
}
