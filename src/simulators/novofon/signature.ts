import { createHash, createHmac } from 'node:crypto';

/** Signature of a request to API v1 (apis/novofon.md A1): Base64 of the hex text, not of the raw bytes. */
export function requestSignature(path: string, parameters: URLSearchParams, secret: string): string {
  const query = sortedQuery(parameters);
  const digest = createHash('md5').update(query).digest('hex');
  return hexThenBase64(path + query + digest, secret);
}

/** `Signature` header of a webhook (apis/novofon.md A5): the same without the MD5 step. */
export function noticeSignature(signed: string, secret: string): string {
  return hexThenBase64(signed, secret);
}

function hexThenBase64(text: string, secret: string): string {
  const hex = createHmac('sha1', secret).update(text).digest('hex');
  return Buffer.from(hex).toString('base64');
}

function sortedQuery(parameters: URLSearchParams): string {
  const pairs = [...parameters].sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  return pairs.map(([key, value]) => `${phpEncode(key)}=${phpEncode(value)}`).join('&');
}

/** PHP's urlencode: all but letters, digits and `-_.` by byte, a space as `+`. */
function phpEncode(text: string): string {
  return [...Buffer.from(text)].map(encodeByte).join('');
}

function encodeByte(byte: number): string {
  const char = String.fromCharCode(byte);
  if (/[A-Za-z0-9_.-]/.test(char)) return char;
  return char === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
