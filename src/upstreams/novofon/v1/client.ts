import { type Agents, got, type Response } from 'got';
import type { Asker, Budget, Clock } from '../../../domain/ports.js';
import { UpstreamError } from '../../../domain/trouble.js';
import { networkTrouble, troubleOfStatus, unreadable } from '../http-trouble.js';
import { parseLossless, textOf } from '../lossless.js';
import { exhaustedForMs, refusedForMs } from '../rate-limit.js';
import { requestOptions } from '../request-options.js';
import { authorization, type Parameters, signedQuery } from '../signature.js';

export interface V1Access {
  key: string;
  secret: string;
  baseUrl: string;
  agent: Agents | undefined;
  budget: Budget;
  clock: Clock;
  /** How long an answer is waited for. */
  answerMs?: number | undefined;
}

/** Whose turn in the budget a request takes. */
export interface Turn {
  kind: 'statistics' | 'all';
  asker: Asker;
}

/** `refused`: the API understood and says no; what that means, the method must know. */
export type Reply = { refused: false; body: object } | { refused: true; status: number; reason: string };

/** Signed requests of API v1 within the budget (apis/novofon.md A1, A7). */
export class V1Client {
  constructor(private readonly access: V1Access) {}

  /** `path` starts with `/v1/` and ends with `/`. Numbers in the body are text. */
  async get(path: string, parameters: Parameters, turn: Turn, signal: AbortSignal): Promise<Reply> {
    await this.access.budget.take(turn.kind, turn.asker, signal);
    const response = await this.request(path, parameters, signal);
    await this.heedLimits(response, turn.kind);
    return readReply(response, this.access.clock());
  }

  private async request(path: string, parameters: Parameters, signal: AbortSignal): Promise<Response<string>> {
    const { baseUrl, agent, answerMs } = this.access;
    const query = signedQuery(parameters);
    try {
      const headers = { authorization: authorization(path, query, this.access) };
      return await got(
        `${baseUrl.replace(/\/+$/, '')}${path}${query && `?${query}`}`,
        requestOptions(headers, agent, signal, answerMs),
      );
    } catch (error) {
      throw networkTrouble(error, signal);
    }
  }

  private async heedLimits({ statusCode, headers }: Response, kind: Turn['kind']): Promise<void> {
    const now = this.access.clock();
    const forMs = statusCode === 429 ? refusedForMs(headers, now) : exhaustedForMs(headers, now);
    if (forMs !== null) await this.access.budget.block(kind, forMs);
  }
}

/** The body of an accepted request; a refusal is thrown, naming what was asked. */
export function acceptedBody(reply: Reply, asked: string): object {
  if (!reply.refused) return reply.body;
  const trouble = reply.status === 200 ? 'transient' : 'rejected';
  throw new UpstreamError('novofon', trouble, `Novofon refuses ${asked}: HTTP ${reply.status}${reply.reason}`);
}

function readReply({ statusCode: status, headers, body }: Response<string>, now: Date): Reply {
  const known = troubleOfStatus(status, headers, now);
  if (known) throw known;
  if ([401, 402, 403].includes(status)) {
    throw new UpstreamError('novofon', 'unauthorized', 'Novofon refuses our key (novofon.key, novofon.secret)', {
      fault: 'key',
    });
  }
  const answer = parseAnswer(body);
  const said = answer && 'message' in answer ? reasonOf(answer.message) : '';
  if (status >= 300) return { refused: true, status, reason: said };
  if (!answer) throw unreadable(`HTTP ${status}`);
  const failed = 'status' in answer && textOf(answer.status).toLowerCase() === 'error';
  return failed ? { refused: true, status: 200, reason: said } : { refused: false, body: answer };
}

function parseAnswer(body: string): object | null {
  try {
    const answer = parseLossless(body);
    return typeof answer === 'object' && !Array.isArray(answer) ? answer : null;
  } catch {
    return null;
  }
}

/** The provider's own words, only where they can hold no key, link or number. */
function reasonOf(message: unknown): string {
  const words = textOf(message);
  return /^[A-Za-z ,.'-]{1,80}$/.test(words) && !/\w{20}/.test(words) ? ` (${words})` : '';
}
