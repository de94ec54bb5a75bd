import type { World } from '../../src/simulators/world.js';

export type Params = Record<string, unknown>;

export interface Said {
  jsonrpc: string;
  id: string | number | null;
  result: { data: Record<string, unknown>[]; metadata: { total_items: number; limits: Record<string, number> } };
  error: { code: number; message: string; data: { mnemonic: string; field: string | null; value: string | null } };
}

export const CALLS = 'get.calls_report';
export const LEGS = 'get.call_legs_report';
export const NUMBERS = 'get.virtual_numbers';
export const TYPE = 'application/json; charset=UTF-8';

/** The day of the tests, in Moscow's time: the instant is 2026-01-15T10:00:00Z. */
export const DAY = { date_from: '2026-01-15 00:00:00', date_till: '2026-01-15 23:59:59' };
export const NOW = new Date('2026-01-15T10:00:00Z');

export async function post(world: World, body: string | Blob, headers: Record<string, string> = {}): Promise<Response> {
  const to = `${world.novofonV2.url}/v2.0`;
  return fetch(to, { method: 'POST', headers: { 'content-type': TYPE, ...headers }, body });
}

/** Asks with the right token, unless `params` say otherwise. */
export async function ask(world: World, method: string, params: Params = {}): Promise<Said> {
  const access_token = world.envV2().NOVOFON_ACCESS_TOKEN;
  const asked = { jsonrpc: '2.0', id: 'ask-1', method, params: { access_token, ...params } };
  const said: unknown = await (await post(world, JSON.stringify(asked))).json();
  return said as Said;
}

export async function rows(world: World, method: string, params: Params = {}): Promise<Record<string, unknown>[]> {
  const { result, error } = await ask(world, method, method === NUMBERS ? params : { ...DAY, ...params });
  if (error) throw new Error(`${error.data.mnemonic} ${error.data.field}`);
  return result.data;
}

export async function ids(world: World, params: Params): Promise<unknown[]> {
  return (await rows(world, CALLS, { fields: ['id'], ...params })).map(({ id }) => id);
}

/** The mnemonic of the refusal. */
export async function refusal(world: World, method: string, params: Params): Promise<string> {
  return (await ask(world, method, params)).error?.data.mnemonic ?? 'none';
}
