/** What a server does with a request in place of, or on top of, its normal work. */
export type Scripted =
  | { kind: 'ok'; afterMs: number }
  | { kind: 'reply'; status: number; headers: Record<string, string>; body: unknown }
  | { kind: 'hang' }
  | { kind: 'reset' }
  | { kind: 'cut'; afterBytes: number }
  | { kind: 'trickle'; everyMs: number; of: Scripted }
  | { kind: 'lost'; how: Scripted }
  | { kind: 'rewritten'; change: (body: unknown) => unknown };

/** The normal answer. */
export const ok = (): Scripted => ({ kind: 'ok', afterMs: 0 });

/** The normal answer, later. */
export const slow = (afterMs: number): Scripted => ({ kind: 'ok', afterMs });

/** This status with nothing done; without a body the server's own words for it. */
export const status = (code: number, headers: Record<string, string> = {}, content?: unknown): Scripted => ({
  kind: 'reply',
  status: code,
  headers,
  body: content,
});

/** 200 with this body and nothing done: an object goes out as JSON, text and buffers as they are. */
export const body = (content: unknown, headers: Record<string, string> = {}): Scripted => status(200, headers, content);

/** Never answers. */
export const hang = (): Scripted => ({ kind: 'hang' });

/** Destroys the socket before anything is done. */
export const reset = (): Scripted => ({ kind: 'reset' });

/** Starts the normal answer and destroys the socket after so many bytes of its body. */
export const cut = (afterBytes: number): Scripted => ({ kind: 'cut', afterBytes });

/** Sends an answer byte by byte and never ends: behind its last byte come spaces. */
export const trickle = (everyMs: number, of: Scripted = ok()): Scripted => ({ kind: 'trickle', everyMs, of });

/** Does the work (sends, bills) and then answers like this, so that the client cannot know: `lost(reset())`. */
export const lost = (how: Scripted): Scripted => ({ kind: 'lost', how });

/** The normal answer with its JSON body changed. */
export const rewritten = (change: (body: unknown) => unknown): Scripted => ({ kind: 'rewritten', change });

/** Answers waiting for requests, by path; a path that ends with `*` stands for all that begin so. */
export class Script {
  readonly #queues = new Map<string, Scripted[]>();
  readonly #standing = new Map<string, Scripted>();

  add(path: string, answers: Scripted[]): void {
    const queue = this.#queues.get(path) ?? [];
    this.#queues.set(path, [...queue, ...answers]);
  }

  stand(path: string, answer: Scripted | null): void {
    if (answer === null) this.#standing.delete(path);
    else this.#standing.set(path, answer);
  }

  next(path: string): Scripted {
    return pick(this.#queues, path)?.shift() ?? pick(this.#standing, path) ?? ok();
  }
}

function pick<T>(answers: Map<string, T>, path: string): T | undefined {
  const pattern = [...answers.keys()].find((key) => key.endsWith('*') && path.startsWith(key.slice(0, -1)));
  return answers.get(path) ?? (pattern === undefined ? undefined : answers.get(pattern));
}
