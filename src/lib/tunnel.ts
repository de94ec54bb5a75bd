import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { isIP, isIPv6, connect as openTcp, type Socket } from 'node:net';
import { connect as openTls } from 'node:tls';
import { SocksClient } from 'socks';
import { NoLineError, reasonOf } from './no-line.js';
import type { ProxyAddress } from './proxy-address.js';

export interface Target {
  host: string;
  port: number;
}

/** A connection to the target through the proxy, which also resolves its name. Throws NoLineError, on abort as well. */
export async function openTunnel(
  proxy: ProxyAddress,
  target: Target,
  trusted: string | undefined,
  signal: AbortSignal,
): Promise<Socket> {
  const socket = openProxy(proxy, trusted);
  socket.on('error', ignoreLater);
  try {
    await once(socket, proxy.kind === 'https' ? 'secureConnect' : 'connect', { signal });
    await (proxy.kind === 'socks5' ? askSocks : askHttp)(proxy, target, socket, signal);
    return socket;
  } catch (error) {
    socket.destroy();
    throw new NoLineError(`proxy ${proxy.host}:${proxy.port}: ${reasonOf(error)}`);
  }
}

function openProxy({ kind, host, port }: ProxyAddress, trusted: string | undefined): Socket {
  if (kind !== 'https') return openTcp({ host, port });
  return openTls({ host, port, ...(isIP(host) ? {} : { servername: host }), ...(trusted ? { ca: trusted } : {}) });
}

async function askHttp(proxy: ProxyAddress, target: Target, socket: Socket, signal: AbortSignal): Promise<void> {
  const host = isIPv6(target.host) ? `[${target.host}]` : target.host;
  const authority = `${host}:${target.port}`;
  const asking = request({
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...authorization(proxy) },
    createConnection: () => socket,
  });
  asking.on('error', ignoreLater).end();
  const [answer]: IncomingMessage[] = await once(asking, 'connect', { signal });
  const status = answer?.statusCode;
  if (status === 407) throw new Error('name or password is not accepted (407)');
  if (status !== 200) throw new Error(`the tunnel is refused (${status})`);
}

function authorization({ user, password }: ProxyAddress): Record<string, string> {
  if (!user && !password) return {};
  return { 'proxy-authorization': `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

async function askSocks(proxy: ProxyAddress, target: Target, socket: Socket, signal: AbortSignal): Promise<void> {
  const { host, port, user, password } = proxy;
  const credentials = user || password ? { userId: user, password } : {};
  const client = new SocksClient({
    command: 'connect',
    proxy: { host, port, type: 5, ...credentials },
    destination: target,
  });
  client.on('error', ignoreLater);
  client.connect(socket);
  await once(client, 'established', { signal });
}

/** What fails once we have given up is of no interest, but would end the process if nobody listened. */
function ignoreLater(): void {}
