import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** One HTTP request, read to its end. */
export interface Asked {
  at: Date;
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export async function readAsked(request: IncomingMessage, at: Date): Promise<Asked> {
  const url = new URL(request.url ?? '/', 'http://simulator');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return {
    at,
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks),
  };
}

export function contentType(asked: Asked): string {
  return asked.headers['content-type'] ?? '';
}

/** The form in the body, multipart or urlencoded; throws where it is neither. */
export function readForm(asked: Asked): Promise<FormData> {
  return new Response(new Uint8Array(asked.body), { headers: { 'content-type': contentType(asked) } }).formData();
}
