import { type Asked, contentType } from '../asked.js';

/**
 * The HTTP status for a request that is no JSON-RPC at all; null for a good one. POST, `application/json;
 * charset=UTF-8` and a length are a must (data_api/index.html, agreements); the answers to others are not documented.
 */
export function transportFault(asked: Asked): number | null {
  if (asked.method !== 'POST') return 405;
  const type = contentType(asked).toLowerCase().replaceAll(' ', '');
  if (type !== 'application/json;charset=utf-8') return 415;
  return asked.headers['content-length'] === undefined ? 411 : null;
}
