import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export type Parameters = Record<string, string | number>;

/** The parameters as they are both sent and signed: sorted bytewise, encoded like PHP's `urlencode` (apis/novofon.md A1). */
export function signedQuery(parameters: Parameters): string {
  return Object.entries(parameters)
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => `${encode(name)}=${encode(String(value))}`)
    .join('&');
}

/** The value of `Authorization` for a path (`/v1/…/`) and a query made by `signedQuery`. */
export function authorization(path: string, query: string, access: { key: string; secret: string }): string {
  const digest = createHash('md5').update(query).digest('hex');
  return `${access.key}:${sign(path + query + digest, access.secret)}`;
}

/** What each notice signs, in this order; a missing field counts as empty (A5). */
const SIGNED_FIELDS: Record<string, string[]> = {
  NOTIFY_START: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_INTERNAL: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_ANSWER: ['caller_id', 'destination', 'call_start'],
  NOTIFY_END: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_IVR: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_OUT_START: ['internal', 'destination', 'call_start'],
  NOTIFY_OUT_END: ['internal', 'destination', 'call_start'],
  NOTIFY_RECORD: ['pbx_call_id', 'call_id_with_rec'],
};

/** Whether the `Signature` header fits the decoded fields; events that sign nothing known to us always fit. */
export function isSignedBy(secret: string, event: string, fields: Record<string, string>, signature: string): boolean {
  const names = SIGNED_FIELDS[event];
  if (!names) return true;
  const expected = Buffer.from(sign(names.map((name) => fields[name] ?? '').join(''), secret));
  const given = Buffer.from(signature.trim());
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Base64 of the hex text, not of the raw bytes: always 56 characters. */
function sign(text: string, secret: string): string {
  const hex = createHmac('sha1', secret).update(text).digest('hex');
  return Buffer.from(hex).toString('base64');
}

function encode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
