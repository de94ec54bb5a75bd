import { readFileSync } from 'node:fs';

/** For localhost, 127.0.0.1 and target.test; signed by itself, valid until 2126, worth nothing outside these tests. */
export const certificate = {
  cert: readFileSync(new URL('for-tests-only.cert.pem', import.meta.url), 'utf8'),
  key: readFileSync(new URL('for-tests-only.key.pem', import.meta.url), 'utf8'),
};
