import { legible } from '../lib/legible.js';
import { scrubberOf } from '../lib/scrub.js';

/** One thing wrong with the configuration. `place` is `file:line` or a variable's name; `key` is null where no key is to blame. */
export interface Fault {
  place: string;
  key: string | null;
  text: string;
}

/** The configuration cannot be used: one line of the message for each fault, without secrets. Exit code 2. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly lines: string[]) {
    super(lines.join('\n'));
  }
}

/** All faults as one error, each once, in the order of their places; `secrets` may have been written where no secret goes. */
export function configError(faults: Fault[], secrets: string[]): ConfigError {
  const quoted = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
  const scrub = scrubberOf([...secrets, ...quoted]);
  const lines = faults.map(({ place, key, text }) =>
    scrub(legible([place, key, text].filter((part) => part !== null).join(': '))),
  );
  return new ConfigError([...new Set(lines)].sort(new Intl.Collator('en', { numeric: true }).compare));
}
