import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { type Asked, type Credentials, carryTo } from './carry.js';
import { certificate } from './certificate.js';
import { listen } from './listening.js';

export interface TestProxy extends AsyncDisposable {
  port: number;
  asked: Asked[];
}

/** A proxy that knows CONNECT (RFC 9110, 9.3.6) and Basic credentials; over TLS where `secure`. */
export async function startHttpProxy(credentials: Credentials, { secure = false } = {}): Promise<TestProxy> {
  const asked: Asked[] = [];
  const server = secure ? createSecureServer(certificate) : createServer();

  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const given = credentialsIn(request.headers['proxy-authorization']);
    const accepted = given?.user === credentials.user && given.password === credentials.password;
    const target = new URL(`tcp://${request.url}`);
    asked.push({ target: target.host, user: given?.user ?? null, accepted });
    if (!accepted) {
      client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    }
    const socket = carryTo(target.hostname, Number(target.port), client);
    socket.once('connect', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.write(head);
      socket.pipe(client).pipe(socket);
    });
  });

  const { port, [Symbol.asyncDispose]: dispose } = await listen(server);
  return { port, asked, [Symbol.asyncDispose]: dispose };
}

function credentialsIn(header: string | undefined): Credentials | null {
  const encoded = /^Basic (.+)$/.exec(header ?? '')?.[1];
  if (!encoded) return null;
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString().split(':');
  return { user, password: password.join(':') };
}
