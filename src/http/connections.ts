import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { clientOf } from './gate.js';

/** Connections at once: altogether, and from one address. */
const MOST = 500;
const MOST_OF_ONE = 50;

/** What is over the bounds is closed as it comes. Behind a proxy all come from one address, and its bounds are its own. */
export function boundConnections(server: Server, isBehindProxy: boolean): void {
  server.maxConnections = MOST;
  if (isBehindProxy) return;
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const client = clientOf(socket.remoteAddress ?? '');
    const count = (open.get(client) ?? 0) + 1;
    if (count > MOST_OF_ONE) {
      socket.destroy();
      return;
    }
    open.set(client, count);
    socket.once('close', () => {
      const left = (open.get(client) ?? 1) - 1;
      if (left > 0) open.set(client, left);
      else open.delete(client);
    });
  });
}
