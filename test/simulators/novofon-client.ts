import { createHash, createHmac } from 'node:crypto';
import type { World } from '../../src/simulators/world.js';

export const STATISTICS = '/v1/statistics/pbx/';
export const RECORD = '/v1/pbx/record/request/';
export const BALANCE = '/v1/info/balance/';

export const DAY = { start: '2026-01-15 00:00:00', end: '2026-01-15 23:59:59', version: '2' };

/** The row of the documentation. */
export const ROW = {
  call_id: '1768471201.4815162',
  sip: '100',
  callstart: '2026-01-15 13:00:01',
  clid: '"+79161234567" <+79161234567>',
  destination: 79843330712,
  disposition: 'answered',
  seconds: 184,
  is_recorded: 'true',
  pbx_call_id: 'in_5f1c0a9be2d34c6f8a7b90d1e2f3a4b5c6d7e8f9',
};

/** Whatever the methods answer. */
export interface Said {
  status: string;
  start: string;
  end: string;
  stats: Record<string, unknown>[];
  link: string;
  links: string[];
  lifetime_till: string;
}

/** Signs in a second, independent way: URLSearchParams instead of bytes (the same for dates, digits and ids). */
export function ask(world: World, path: string, parameters: Record<string, string> = {}): Promise<Response> {
  const query = new URLSearchParams(parameters);
  query.sort();
  const text = `${path}${query}${createHash('md5').update(String(query)).digest('hex')}`;
  const hex = createHmac('sha1', world.env().NOVOFON_API_SECRET ?? '')
    .update(text)
    .digest('hex');
  return asSigned(world, `${path}?${query}`, Buffer.from(hex).toString('base64'));
}

export async function answerTo(world: World, path: string, parameters: Record<string, string> = {}): Promise<Said> {
  const said: unknown = await (await ask(world, path, parameters)).json();
  return said as Said;
}

export function asSigned(world: World, path: string, signature: string, method = 'GET'): Promise<Response> {
  const headers = { authorization: `${world.env().NOVOFON_API_KEY}:${signature}` };
  return fetch(`${world.novofon.url}${path}`, { method, headers });
}
