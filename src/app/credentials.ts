import type { Config } from '../config/derive.js';

/** True when Novofon's API can be asked; otherwise only the webhook tells of calls. */
export function hasCredentials({ novofon }: Config): boolean {
  return novofon.key !== null && novofon.secret !== null;
}
