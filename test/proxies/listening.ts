import { once } from 'node:events';
import type { Server, Socket } from 'node:net';

export interface Listening extends AsyncDisposable {
  port: number;
  /** Resolves when somebody is connected. */
  connected(): Promise<void>;
}

/** Starts a server on a free loopback port; disposing of it cuts every connection it has. */
export async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('not a TCP server');
  return {
    port: address.port,
    connected: async () => {
      if (sockets.size === 0) await once(server, 'connection');
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}
