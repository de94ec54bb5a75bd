import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { Readable } from 'node:stream';
import { certificate } from './certificate.js';
import { listen } from './listening.js';

export interface Target extends AsyncDisposable {
  port: number;
  /** Bytes of the file that was uploaded last. */
  uploadedBytes(): number;
}

export const DOWNLOAD_BYTES = 3_000_000;

/** A server with a little of OpenAI, of Telegram and of a recording's download; over TLS where `secure`. */
export async function startTarget({ secure = true } = {}): Promise<Target> {
  let uploadedBytes = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = request.url ?? '';
    if (url === '/recording') {
      response.end(Buffer.alloc(DOWNLOAD_BYTES, 7));
      return;
    }
    uploadedBytes = await fileBytesIn(request);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(url.startsWith('/bot') ? { ok: true, result: { message_id: 7 } } : { text: 'алло', choices: [] }),
    );
  };

  const server = secure ? createSecureServer(certificate, answer) : createServer(answer);
  const { port, [Symbol.asyncDispose]: dispose } = await listen(server);
  return { port, uploadedBytes: () => uploadedBytes, [Symbol.asyncDispose]: dispose };
}

async function fileBytesIn(request: IncomingMessage): Promise<number> {
  const contentType = request.headers['content-type'] ?? '';
  const body = Buffer.concat(await Readable.from(request).toArray());
  if (!contentType.startsWith('multipart/')) return 0;
  const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
  const file = [...form.values()].find((value) => typeof value !== 'string');
  return file ? file.size : 0;
}
