import { createServer, type IncomingHttpHeaders } from 'node:http';

export interface Received {
  method: string;
  headers: IncomingHttpHeaders;
  query: URLSearchParams;
  body: string;
}

/** Stands as the receiver of one webhook. */
export async function receive(send: (url: string) => Promise<Response>): Promise<Received> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const query = new URL(request.url ?? '/', 'http://receiver').searchParams;
    const { method = '', headers } = request;
    received.push({ method, headers, query, body: Buffer.concat(chunks).toString() });
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  try {
    await send(`http://127.0.0.1:${port}/api/call-summary/webhook/novofon`);
    const [only] = received;
    if (only === undefined) throw new Error('nothing was received');
    return only;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
