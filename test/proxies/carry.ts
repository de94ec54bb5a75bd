import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** What a proxy was asked for: `host:port`, by whom, and what it answered. */
export interface Asked {
  target: string;
  user: string | null;
  accepted: boolean;
}

export interface Credentials {
  user: string;
  password: string;
}

/** A name that only the proxies of these tests can resolve. */
export const ONLY_PROXIES_KNOW = 'target.test';

/** Connects to the target; both ends fall together. */
export function carryTo(host: string, port: number, client: Duplex): Socket {
  const target = connect({ host: host === ONLY_PROXIES_KNOW ? '127.0.0.1' : host, port });
  target.on('error', () => client.destroy());
  target.on('close', () => client.destroy());
  client.on('error', () => target.destroy());
  client.on('close', () => target.destroy());
  return target;
}
