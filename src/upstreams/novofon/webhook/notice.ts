import { isSignedBy } from '../signature.js';
import { readStatus } from '../words.js';
import { ID_FIELDS, keptFields } from './kept-fields.js';
import { type Fields, readBody } from './notice-body.js';

/** A request to the webhook. Header names are lower case, `query` is without the webhook's own secret. */
export interface IncomingNotice {
  method: string;
  headers: Record<string, string>;
  query: Record<string, string>;
  body: Buffer;
}

/** What a request to the webhook says. `status` is one word for the log; `fields` is what of it is kept, as text. */
export type Notice =
  | { kind: 'call'; callId: string; event: string | null; status: string; fields: Fields }
  | { kind: 'echo'; token: string }
  | { kind: 'ignored' }
  | { kind: 'wrong-signature' }
  | { kind: 'unreadable'; message: string };

/** Events after which there is something to look for; a notice without `event` is of our own flat shape. */
const FINISHED = new Set(['NOTIFY_END', 'NOTIFY_OUT_END', 'NOTIFY_RECORD', 'CALL_END', 'RECORD_CALL']);

/** Reads a notice in any of its shapes (apis/novofon.md A5, B7, C). `apiSecret` null: signatures cannot be checked. */
export async function readNotice(incoming: IncomingNotice, apiSecret: string | null): Promise<Notice> {
  const { zd_echo: token, ...query } = incoming.query;
  if (incoming.method === 'GET' && token !== undefined) return echo(token);
  const body = await readBody(incoming.body);
  if (body === null) return unreadable('the body cannot be read as JSON, form or query');
  const said = { ...query, ...body };
  const fields = unquoted(said);
  if (Object.keys(fields).length === 0) {
    return incoming.method === 'GET' ? { kind: 'ignored' } : unreadable('the body is empty');
  }
  const event = fields.event?.trim().toUpperCase() || null;
  const signature = incoming.headers.signature;
  if (event && apiSecret && signature !== undefined && !isSignedBy(apiSecret, event, said, signature)) {
    return { kind: 'wrong-signature' };
  }
  if (event && !FINISHED.has(event)) return { kind: 'ignored' };
  const callId = ID_FIELDS.map((name) => readId(fields[name])).find((id) => id !== null);
  if (!callId) return unreadable('there is no call id');
  return { kind: 'call', callId, event, status: statusOf(fields), fields: keptFields(fields) };
}

function echo(token: string): Notice {
  return /^[A-Za-z0-9_.-]{1,128}$/.test(token) ? { kind: 'echo', token } : unreadable('zd_echo is not a token');
}

/** In a query, and where a template puts quotes around a macro, a value may come as a JSON literal, quotes and all. */
function unquoted(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.replace(/^"(.*)"$/s, '$1')]));
}

/** An id is kept as written; `null` and macros that were not filled in are none. */
function readId(text: string | undefined): string | null {
  const id = text?.trim() ?? '';
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.:@+=-]{0,127}$/u.test(id) && !['null', 'undefined', '0'].includes(id) ? id : null;
}

function statusOf(fields: Fields): string {
  const said = readStatus(fields.status ?? fields.call_status ?? fields.disposition ?? '');
  const word = said ?? fields.event ?? 'unknown';
  return word.replace(/[^\p{L}\p{N}_ -]/gu, '').slice(0, 40);
}

function unreadable(message: string): Notice {
  return { kind: 'unreadable', message };
}
