import { Fault } from './fault.js';

/** One call of a method. */
export interface Call {
  method: string;
  params: Record<string, unknown>;
}

export type CallId = string | number;

/** The JSON in the body, whatever it is. */
export function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Fault('parse_error');
  }
}

/** The id an answer bears; null where there is none to take. */
export function idOf(json: unknown): CallId | null {
  const id = isObject(json) ? json.id : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

/** What is asked (data_api/index.html, fields common to all methods): no batches, and `id` is a must. */
export function readCall(json: unknown): Call {
  if (Array.isArray(json)) throw new Fault('batch_opreations_not_supported');
  if (!isObject(json)) throw new Fault('invalid_request');
  if (json.jsonrpc !== '2.0') throw new Fault('invalid_request', { field: 'jsonrpc', value: json.jsonrpc });
  if (json.id === undefined) throw new Fault('notifications_not_supported', { field: 'id' });
  if (idOf(json) === null) throw new Fault('invalid_request', { field: 'id', value: json.id });
  const { method, params } = json;
  if (typeof method !== 'string') throw new Fault('invalid_request', { field: 'method', value: method });
  if (!isObject(params)) throw new Fault('invalid_request', { field: 'params', value: params });
  return { method, params };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
