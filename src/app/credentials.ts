import type { Config } from '../config/derive.js';

/** True when Novofon's API can be asked; otherwise only the webhook tells of calls. */
export function hasCredentials({ novofon }: Config): boolean {
  if (novofon.api === 'v2') return novofon.token !== null;
  return novofon.key !== null && novofon.secret !== null;
}
