import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Asker, Budget, Hint, Hints, Memory } from '../../../src/domain/ports.js';
import { UpstreamError } from '../../../src/domain/trouble.js';
import { NovofonV1, type NovofonV1Options } from '../../../src/upstreams/novofon/v1/v1.js';

export const never = new AbortController().signal;

export interface Asked {
  path: string;
  query: Record<string, string>;
  rawQuery: string;
  headers: IncomingHttpHeaders;
  body: string;
}
export interface Said {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Breaks the connection after the body, whatever length was announced. */
  cut?: boolean;
}

/** A provider on a free loopback port that says what the test tells it to; objects become JSON, strings stay as they are. */
export async function provider(answer: (asked: Asked) => Said) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const [path = '', rawQuery = ''] = (request.url ?? '').split('?');
    const query = Object.fromEntries(new URLSearchParams(rawQuery));
    const one = { path, rawQuery, query, headers: request.headers, body: (await request.toArray()).join('') };
    asked.push(one);
    const said = answer(one);
    response.writeHead(said.status ?? 200, said.headers);
    const body = said.body ?? '';
    response.write(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
    if (said.cut) setImmediate(() => response.destroy());
    else response.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    url: `http://127.0.0.1:${port}`,
    port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Lets everything through and notes it. */
export class OpenBudget implements Budget {
  readonly taken: [string, Asker][] = [];
  readonly blocked: [string, number][] = [];

  async take(kind: 'statistics' | 'all', asker: Asker): Promise<void> {
    this.taken.push([kind, asker]);
  }

  async block(kind: 'statistics' | 'all', forMs: number): Promise<void> {
    this.blocked.push([kind, forMs]);
  }
}

export class MapMemory implements Memory {
  readonly facts = new Map<string, string>();

  async get(name: string): Promise<string | null> {
    return this.facts.get(name) ?? null;
  }

  async set(name: string, value: string): Promise<void> {
    this.facts.set(name, value);
  }
}

export class ListedHints implements Hints {
  constructor(private readonly all: Hint[] = []) {}

  async add(added: Hint): Promise<'kept'> {
    this.all.push(added);
    return 'kept';
  }

  async since(from: string): Promise<Hint[]> {
    return this.all.filter((each) => each.receivedAt >= from);
  }

  async of(callId: string): Promise<Hint[]> {
    return this.all.filter((each) => each.callId === callId);
  }

  async tellerOf(link: string): Promise<string | null> {
    return this.all.find((each) => each.link === link)?.callId ?? null;
  }
}

/** The adapter with keys of the fact sheet, on Moscow time. */
export function novofon(baseUrl: string, options: Partial<NovofonV1Options> = {}) {
  const budget = new OpenBudget();
  const memory = new MapMemory();
  const telephony = new NovofonV1({
    key: 'abcdef0123456789abcd',
    secret: '0123456789abcdef0123',
    baseUrl,
    mediaUrl: baseUrl,
    recordingHosts: ['novofon.ru', 'novofon.com'],
    timezone: 'Europe/Moscow',
    budget,
    memory,
    hints: new ListedHints(),
    clock: () => new Date('2026-01-15T12:00:00.000Z'),
    ...options,
  });
  return { telephony, budget, memory };
}

/** What a promise fails with, which must be an error of our own. */
export async function troubleOf(failing: Promise<unknown>): Promise<UpstreamError> {
  const error: unknown = await failing.catch((thrown) => thrown);
  if (error instanceof UpstreamError) return error;
  throw new Error(`not an UpstreamError: ${error}`);
}

export const DAY = { from: '2026-01-14T21:00:00.000Z', to: '2026-01-15T20:59:59.000Z' };

/** A row as in the fact sheet, with what the test changes. */
export function row(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    call_id: '1768471201.4815162',
    sip: '100',
    callstart: '2026-01-15 13:00:01',
    clid: '"+79161234567" <+79161234567>',
    destination: 79843330712,
    disposition: 'answered',
    seconds: 184,
    is_recorded: 'true',
    pbx_call_id: 'in_5f1c0a9be2d34c6f8a7b90d1e2f3a4b5c6d7e8f9',
    ...changes,
  };
}

export function stats(...rows: unknown[]): Said {
  return { body: { status: 'success', version: 2, stats: rows } };
}
