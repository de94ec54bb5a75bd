import type { Reply } from '../simulator.js';

export interface Parameters {
  retry_after?: number;
  migrate_to_chat_id?: number;
}

/** What the Bot API refuses with (apis/telegram.md section 4), in the words of the official server. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    readonly description: string,
    readonly parameters?: Parameters,
  ) {
    super(description);
  }

  get reply(): Reply {
    const wait = this.parameters?.retry_after;
    return {
      status: this.code,
      ...(wait === undefined ? {} : { headers: { 'retry-after': String(wait) } }),
      body: {
        ok: false,
        error_code: this.code,
        description: this.description,
        ...(this.parameters === undefined ? {} : { parameters: this.parameters }),
      },
    };
  }
}

export function badRequest(what: string): Refusal {
  return new Refusal(400, `Bad Request: ${what}`);
}

export function tooMany(seconds: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
}

const WORDS: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden: bot was kicked from the group chat',
  404: 'Not Found',
  409: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  504: 'Gateway Timeout',
};

/** The words for a scripted status; `retry-after` among its headers is the wait of a 429. */
export function scriptedRefusal(status: number, headers: Record<string, string>): unknown {
  if (status === 429) return tooMany(Number(headers['retry-after'] ?? 5)).reply.body;
  return new Refusal(status, WORDS[status] ?? 'Bad Request').reply.body;
}
