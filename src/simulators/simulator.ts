import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Asked, readAsked } from './asked.js';
import { Script, type Scripted } from './script.js';

export type Clock = () => Date;

/** What a server says: an object body goes out as JSON, text and buffers as they are. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

/** A request as it was seen, for counting. `status` is null while, or because, no answer went out. */
export interface Seen {
  at: Date;
  method: string;
  path: string;
  /** As scripts call it: the path, or the method of an RPC. */
  name: string;
  status: number | null;
  /** What the script made of it. */
  scripted: Scripted;
  /** The whole answer was handed to the line. */
  answered: boolean;
  /** When it was answered, or the line broke; null while it is open. */
  endedAt: Date | null;
}

/** Told of a request twice: when it was read, and when it was answered or broken off. */
export type Witness = (moment: 'asked' | 'ended', seen: Seen, asked: Asked) => void;

/** An HTTP server on a free loopback port that imitates one upstream and can be told to misbehave. */
export abstract class Simulator implements AsyncDisposable {
  readonly requests: Seen[] = [];
  readonly #script = new Script();
  readonly #open = new Set<ServerResponse>();
  readonly #witnesses = new Set<Witness>();
  readonly #stop = new AbortController();
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  constructor(protected readonly clock: Clock) {}

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the simulator is not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  /** The next answers on this path, one each; afterwards it is back to normal. */
  answer(path: string, answers: Scripted[]): void {
    this.#script.add(path, answers);
  }

  /** Every answer on this path until `null` lifts it. */
  answerAlways(path: string, answer: Scripted | null): void {
    this.#script.stand(path, answer);
  }

  /** Requests that have no whole answer yet, while their client is still there. */
  get open(): number {
    return this.#open.size;
  }

  requestsTo(path: string): Seen[] {
    return this.requests.filter((request) => request.name === path);
  }

  /** Tells of every request; call what it returns to hear no more. */
  onRequest(witness: Witness): () => void {
    this.#witnesses.add(witness);
    return () => this.#witnesses.delete(witness);
  }

  /** The true work: what the upstream does and says. */
  protected abstract handle(asked: Asked): Promise<Reply>;

  /** The upstream's own words for a scripted status. */
  protected abstract words(status: number, headers: Record<string, string>): unknown;

  /** What a request is called in scripts and counts. */
  protected nameOf(asked: Asked): string {
    return asked.path;
  }

  /** Aborts when the server is closed, so that nothing waits on. */
  protected get stopping(): AbortSignal {
    return this.#stop.signal;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#open.add(response);
    response.once('close', () => this.#open.delete(response));
    try {
      const asked = await readAsked(request, this.clock());
      const name = this.nameOf(asked);
      const scripted = this.#script.next(name);
      const { at, method, path } = asked;
      const seen: Seen = { at, method, path, name, status: null, scripted, answered: false, endedAt: null };
      this.requests.push(seen);
      response.once('finish', () => {
        seen.answered = true;
      });
      const end = () => {
        seen.endedAt = this.clock();
        this.#tell('ended', seen, asked);
      };
      this.#tell('asked', seen, asked);
      // Whoever asked may be gone already.
      if (response.closed) end();
      else response.once('close', end);
      await this.#play(scripted, asked, seen, response);
    } catch (error) {
      if (this.stopping.aborted || response.destroyed || request.destroyed) response.destroy();
      else send(response, { status: 500, body: `simulator: ${error instanceof Error ? error.stack : error}` });
    }
  }

  #tell(...news: Parameters<Witness>): void {
    for (const witness of this.#witnesses) witness(...news);
  }

  async #play(scripted: Scripted, asked: Asked, seen: Seen, response: ServerResponse): Promise<void> {
    if (scripted.kind === 'hang') return;
    if (scripted.kind === 'reset') {
      response.destroy();
      return;
    }
    if (scripted.kind === 'lost') {
      await this.handle(asked);
      await this.#play(scripted.how, asked, seen, response);
      return;
    }
    const reply = await this.#reply(scripted.kind === 'trickle' ? scripted.of : scripted, asked);
    if (response.destroyed) return;
    seen.status = reply.status;
    if (scripted.kind === 'cut') sendCut(response, reply, scripted.afterBytes);
    else if (scripted.kind === 'trickle') await this.#sendTrickling(response, reply, scripted.everyMs);
    else send(response, reply);
  }

  async #sendTrickling(response: ServerResponse, reply: Reply, everyMs: number): Promise<void> {
    const content = bytes(reply.body);
    const { 'content-length': _, ...headers } = headersOf(reply, content);
    response.writeHead(reply.status, headers);
    for (let at = 0; !response.destroyed; at++) {
      response.write(at < content.length ? content.subarray(at, at + 1) : ' ');
      await this.pause(everyMs);
    }
  }

  async #reply(scripted: Scripted, asked: Asked): Promise<Reply> {
    if (scripted.kind === 'reply') {
      const { status, headers, body } = scripted;
      return { status, headers, body: body === undefined ? this.words(status, headers) : body };
    }
    if (scripted.kind === 'ok' && scripted.afterMs > 0) await this.pause(scripted.afterMs);
    const reply = await this.handle(asked);
    return scripted.kind === 'rewritten' ? { ...reply, body: scripted.change(reply.body) } : reply;
  }

  protected async pause(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, { signal: this.stopping });
  }
}

function send(response: ServerResponse, reply: Reply): void {
  const content = bytes(reply.body);
  response.writeHead(reply.status, headersOf(reply, content));
  response.end(content);
}

function sendCut(response: ServerResponse, reply: Reply, afterBytes: number): void {
  const content = bytes(reply.body);
  response.writeHead(reply.status, headersOf(reply, content));
  response.write(content.subarray(0, afterBytes), () => response.destroy());
}

function headersOf(reply: Reply, content: Buffer): Record<string, string> {
  return { 'content-type': typeOf(reply.body), 'content-length': String(content.length), ...reply.headers };
}

function typeOf(body: unknown): string {
  if (Buffer.isBuffer(body)) return 'application/octet-stream';
  return typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
}

function bytes(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
