import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { type Asked, type Credentials, carryTo } from './carry.js';
import type { TestProxy } from './http-proxy.js';
import { listen } from './listening.js';

const VERSION = 5;
const BY_PASSWORD = 2;
const REFUSED = 0xff;
const ADDRESS = { ipv4: 1, name: 3, ipv6: 4 };

/** A SOCKS5 proxy (RFC 1928) that asks for name and password (RFC 1929) and knows CONNECT only. */
export async function startSocksProxy(credentials: Credentials): Promise<TestProxy> {
  const asked: Asked[] = [];
  const server = createServer((client) => {
    greet(client, credentials, asked).catch(() => client.destroy());
  });
  const { port, [Symbol.asyncDispose]: dispose } = await listen(server);
  return { port, asked, [Symbol.asyncDispose]: dispose };
}

async function greet(client: Socket, credentials: Credentials, asked: Asked[]): Promise<void> {
  const methods = await take(client, (await byteOf(client, 2)) ?? 0);
  if (!methods.includes(BY_PASSWORD)) {
    client.end(Buffer.from([VERSION, REFUSED]));
    return;
  }
  client.write(Buffer.from([VERSION, BY_PASSWORD]));

  const user = (await take(client, await byteOf(client, 2))).toString();
  const password = (await take(client, await byteOf(client, 1))).toString();
  const accepted = user === credentials.user && password === credentials.password;
  if (!accepted) {
    asked.push({ target: '', user, accepted });
    client.end(Buffer.from([1, 1]));
    return;
  }
  client.write(Buffer.from([1, 0]));

  const host = await hostAsked(client, await byteOf(client, 4));
  const port = (await take(client, 2)).readUInt16BE();
  asked.push({ target: `${host}:${port}`, user, accepted });
  const socket = carryTo(host, port, client);
  await once(socket, 'connect');
  client.write(Buffer.from([VERSION, 0, 0, ADDRESS.ipv4, 0, 0, 0, 0, 0, 0]));
  socket.pipe(client).pipe(socket);
}

async function hostAsked(client: Socket, kind: number): Promise<string> {
  if (kind === ADDRESS.name) return (await take(client, await byteOf(client, 1))).toString();
  if (kind === ADDRESS.ipv4) return (await take(client, 4)).join('.');
  throw new Error('IPv6 is not for these tests');
}

/** Reads so many bytes and gives the last of them. */
async function byteOf(client: Socket, length: number): Promise<number> {
  return (await take(client, length)).readUInt8(length - 1);
}

async function take(client: Socket, length: number): Promise<Buffer> {
  for (;;) {
    const bytes: Buffer | null = length === 0 ? Buffer.alloc(0) : client.read(length);
    if (bytes) return bytes;
    await once(client, 'readable');
  }
}
