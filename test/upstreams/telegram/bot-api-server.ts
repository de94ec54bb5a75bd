import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { type Listening, listen } from '../../proxies/listening.js';

/** A request as it came in: the fields of its JSON or of its form; a file as its name and text. */
export interface Received {
  method: string;
  fields: Record<string, unknown>;
}

export type Answer = (response: ServerResponse, received: Received) => void;

/** A Bot API of these tests: it gives the planned answers in their order, then says yes to everything. */
export class BotApiServer implements AsyncDisposable {
  readonly received: Received[] = [];
  private readonly planned: Answer[] = [];
  private readonly listening: Promise<Listening>;

  constructor() {
    this.listening = listen(createServer((request, response) => void this.take(request, response)));
  }

  plan(...answers: Answer[]): void {
    this.planned.push(...answers);
  }

  async apiRoot(): Promise<string> {
    return `http://127.0.0.1:${(await this.listening).port}/`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.listening)[Symbol.asyncDispose]();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = { method: request.url?.split('/').at(-1) ?? '', fields: await fieldsOf(request) };
    this.received.push(received);
    (this.planned.shift() ?? accept)(response, received);
  }
}

export const accept: Answer = (response, { method, fields }) => {
  const sent = { message_id: 77, date: 0, chat: { id: Number(fields.chat_id), type: 'group' } };
  json(response, 200, { ok: true, result: method === 'getMe' ? { id: 42, is_bot: true } : sent });
};

export function refuse(code: number, description: string, parameters?: Record<string, number>): Answer {
  return (response) => json(response, code, { ok: false, error_code: code, description, parameters });
}

/** What a relay or a block page would say. */
export function say(status: number, body: string, contentType = 'text/html'): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': contentType });
    response.end(body);
  };
}

export const hangUp: Answer = (response) => {
  response.socket?.destroy();
};

export const saySilence: Answer = () => {};

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function fieldsOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const contentType = request.headers['content-type'] ?? '';
  const body = Buffer.concat(await Readable.from(request).toArray());
  if (!contentType.startsWith('multipart/')) return JSON.parse(body.toString() || '{}');

  const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
  const fields: Record<string, unknown> = {};
  for (const [name, value] of form) {
    fields[name] = typeof value === 'string' ? value : { name: value.name, text: await value.text() };
  }
  return fields;
}
