import { once } from 'node:events';
import type { ClientRequest } from 'node:http';
import { connect as openTcp, type Socket } from 'node:net';
import { connect as openTls } from 'node:tls';
import { Agent, type AgentConnectOpts } from 'agent-base';
import { deadline } from './linked-signal.js';
import { CONNECT_MS, NoLineError, reasonOf } from './no-line.js';
import type { Target } from './tunnel.js';

export interface LineOptions {
  /** PEM certificates to trust in place of the built-in ones. */
  trusted?: string;
  connectMs?: number;
}

/**
 * Gives a request its socket only when the line stands, so that a failure with NoLineError has sent nothing.
 * Keeps no connection: one that the server closed meanwhile would make a message uncertain.
 */
export class LineAgent extends Agent {
  private readonly closing = new AbortController();
  private readonly connectMs: number;

  constructor(
    private readonly tunnel: ((target: Target, signal: AbortSignal) => Promise<Socket>) | null,
    options: LineOptions,
  ) {
    super();
    if (options.trusted) this.options.ca = options.trusted;
    this.connectMs = options.connectMs ?? CONNECT_MS;
  }

  override async connect(_request: ClientRequest, options: AgentConnectOpts): Promise<Socket> {
    using limit = deadline(this.connectMs, this.closing.signal);
    const target = { host: options.host ?? 'localhost', port: Number(options.port) };
    const tunnel = await this.tunnel?.(target, limit.signal);
    if (tunnel && !options.secureEndpoint) return tunnel;
    const [socket, event] = options.secureEndpoint
      ? [openTls({ ...options, socket: tunnel }), 'secureConnect']
      : [openTcp(options), 'connect'];
    return await standing(socket, event, limit.signal);
  }

  override destroy(): void {
    this.closing.abort();
    super.destroy();
  }
}

async function standing(socket: Socket, event: string, limit: AbortSignal): Promise<Socket> {
  // An error after we have given up would end the process if nobody listened.
  socket.on('error', () => {});
  try {
    await once(socket, event, { signal: limit });
    return socket;
  } catch (error) {
    socket.destroy();
    throw new NoLineError(reasonOf(error));
  }
}
