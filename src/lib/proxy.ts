import type { Dispatcher } from 'undici';
import { LineAgent, type LineOptions } from './line-agent.js';
import { deadline } from './linked-signal.js';
import { CONNECT_MS, NoLineError } from './no-line.js';
import { type ProxyAddress, readProxy } from './proxy-address.js';

/**
 * One agent for http:// and https:// addresses (got, telegraf), straight or through a proxy (`http://`, `https://` or
 * `socks5://user:password@host:port`). A proxy always tunnels (CONNECT to any port) and resolves the names itself.
 * Throws on an unusable proxy address. `destroy()` ends what is still connecting too.
 */
export async function agentFor(proxyUrl: string | null, options: LineOptions = {}): Promise<LineAgent> {
  if (!proxyUrl) return new LineAgent(null, options);
  const proxy = readProxy(proxyUrl);
  const { openTunnel } = await import('./tunnel.js');
  return new LineAgent((target, signal) => openTunnel(proxy, target, options.trusted, signal), options);
}

/** The same for the built-in fetch (`fetchOptions: { dispatcher }`), which by itself gives up after 300 s without an answer. */
export async function dispatcherFor(
  proxyUrl: string | null,
  timeoutMs: number,
  options: LineOptions = {},
): Promise<Dispatcher> {
  const { Agent } = await import('undici');
  const connect = proxyUrl ? await connectorThrough(readProxy(proxyUrl), options) : secured(options);
  return new Agent({ headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connect });
}

/** Our own tunnel, not undici's ProxyAgent: that one warns of its SOCKS support and cannot send a name without a password. */
async function connectorThrough(proxy: ProxyAddress, options: LineOptions) {
  const [{ openTunnel }, { buildConnector }] = await Promise.all([import('./tunnel.js'), import('undici')]);
  const secure = buildConnector(secured(options));

  const connector: typeof secure = (target, callback) => {
    const isSecure = target.protocol === 'https:';
    const port = Number(target.port) || (isSecure ? 443 : 80);
    const limit = deadline(options.connectMs ?? CONNECT_MS);
    openTunnel(proxy, { host: target.hostname, port }, options.trusted, limit.signal)
      .finally(() => limit[Symbol.dispose]())
      .then(
        (socket) => (isSecure ? secure({ ...target, httpSocket: socket }, callback) : callback(null, socket)),
        (error: unknown) => callback(error instanceof Error ? error : new NoLineError(String(error)), null),
      );
  };
  return connector;
}

function secured(options: LineOptions): { timeout: number; ca?: string } {
  return { timeout: options.connectMs ?? CONNECT_MS, ...(options.trusted ? { ca: options.trusted } : {}) };
}
