import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { serving, WEBHOOK } from './serving.js';

const PATIENCE_MS = 300;

describe('a client that takes its time', () => {
  it.each([
    ['says nothing', ''],
    ['never ends its headers', `POST ${WEBHOOK} HTTP/1.1\r\nHost: x\r\nX-`],
    ['never ends its body', `POST ${WEBHOOK} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{`],
    [
      'never ends a body in pieces',
      `POST ${WEBHOOK} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`,
    ],
  ])('is cut off: one that %s', async (_, begun) => {
    await using server = await serving({ patienceMs: PATIENCE_MS });
    const socket = await dialled(server.address);
    socket.write(begun);
    const beganMs = performance.now();
    await closed(socket);
    expect(performance.now() - beganMs).toBeLessThan(10 * PATIENCE_MS);
    expect(server.notices).toEqual([]);
    expect((await server.ask(WEBHOOK)).status).toBe(200);
  });
});

describe('connections', () => {
  it('of one address are no more than fifty at once; those that end make room', async () => {
    await using server = await serving();
    const sockets = await Promise.all(Array.from({ length: 50 }, () => dialled(server.address)));
    expect(await isTaken(server.address)).toBe(false);
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => isTaken(server.address)).toBe(true);
  });

  it('are not counted by address behind a proxy', async () => {
    await using server = await serving({ trustProxy: true });
    const sockets = await Promise.all(Array.from({ length: 60 }, () => dialled(server.address)));
    expect(await isTaken(server.address)).toBe(true);
    for (const socket of sockets) socket.destroy();
  });
});

async function dialled(address: string): Promise<Socket> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.resume();
  await once(socket, 'connect');
  return socket;
}

/** Whether one more connection is answered. */
async function isTaken(address: string): Promise<boolean> {
  const socket = await dialled(address);
  socket.write(`GET /api/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  await closed(socket);
  return answer.startsWith('HTTP/1.1 200');
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}
