import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** So many requests go over one connection, and so many connections are open at once. */
const ON_ONE = 25;
const AT_ONCE = 40;

export interface Sent {
  bytes: string;
  /** The server hangs up on it. */
  isLast: boolean;
}

/** Sends all of them, from a hundred addresses of this machine, many at once; resolves to how often each status was answered. */
export async function flood(address: string, requests: Sent[]): Promise<Record<number, number>> {
  const { hostname, port } = new URL(address);
  const statuses: Record<number, number> = {};
  const waiting = [...batches(requests).entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [place, batch] = next;
      const to = { host: hostname, port: Number(port), localAddress: `127.0.1.${1 + (place % 100)}` };
      for (const status of await converse(to, batch)) statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return statuses;
}

/** A client that begins a request and never ends it. */
export async function dawdle(address: string, localAddress: string): Promise<Socket> {
  const { hostname, port } = new URL(address);
  const socket = connect({ host: hostname, port: Number(port), localAddress });
  socket.on('error', () => undefined).resume();
  await once(socket, 'connect');
  socket.write('POST /api/call-summary/webhook/novofon HTTP/1.1\r\nHost: x\r\nX-Slow: ');
  return socket;
}

/** What makes the server hang up has a connection to itself. */
function batches(requests: Sent[]): Sent[][] {
  const kept = requests.filter(({ isLast }) => !isLast);
  const together = Array.from({ length: Math.ceil(kept.length / ON_ONE) }, (_, place) =>
    kept.slice(place * ON_ONE, (place + 1) * ON_ONE),
  );
  return [...together, ...requests.filter(({ isLast }) => isLast).map((request) => [request])];
}

/** The statuses that are answered to requests written all at once, until all have one or the server hangs up. */
function converse(to: { host: string; port: number; localAddress: string }, batch: Sent[]): Promise<number[]> {
  return new Promise((resolve) => {
    const socket = connect(to);
    let heard = '';
    const statuses = () => [...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      heard += text;
      if (statuses().length >= batch.length) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(statuses()));
    socket.write(batch.map(({ bytes }) => bytes).join(''));
  });
}
