import { randomUUID } from 'node:crypto';
import { type Agents, got, type Response } from 'got';
import type { Asker, Budget, Clock } from '../../../domain/ports.js';
import { UpstreamError } from '../../../domain/trouble.js';
import { networkTrouble, troubleOfStatus, unreadable } from '../http-trouble.js';
import { refusedForMs } from '../rate-limit.js';
import { requestOptions } from '../request-options.js';
import { type Answer, type Rows, readAnswer } from './answer.js';
import { exceededForMs, spentForMs } from './limits.js';
import { refusedError } from './refused.js';

export interface V2Access {
  token: string;
  baseUrl: string;
  agent: Agents | undefined;
  budget: Budget;
  clock: Clock;
  /** How long an answer is waited for. */
  answerMs?: number | undefined;
}

/** Requests of the Data API, JSON-RPC 2.0, within the budget (apis/novofon.md B1–B3). */
export class V2Client {
  constructor(private readonly access: V2Access) {}

  /** Numbers in the rows are text. Throws ClosedError where this very method is not open to us. */
  async ask(method: string, parameters: object, asker: Asker, signal: AbortSignal): Promise<Rows> {
    await this.access.budget.take('all', asker, signal);
    const response = await this.request(method, parameters, signal);
    const answer = readAnswer(response.body);
    await this.heedLimits(response, answer);
    return acceptedRows(response, answer, this.access.clock());
  }

  private async request(method: string, parameters: object, signal: AbortSignal): Promise<Response<string>> {
    const { token, baseUrl, agent, answerMs } = this.access;
    const params = { access_token: token, ...parameters };
    try {
      return await got.post(baseUrl.replace(/\/+$/, ''), {
        ...requestOptions({ 'content-type': 'application/json; charset=UTF-8' }, agent, signal, answerMs),
        body: JSON.stringify({ jsonrpc: '2.0', id: randomUUID(), method, params }),
      });
    } catch (error) {
      throw networkTrouble(error, signal);
    }
  }

  private async heedLimits(response: Response<string>, answer: Answer | null): Promise<void> {
    const forMs = waitMs(response, answer, this.access.clock());
    if (forMs !== null) await this.access.budget.block('all', forMs);
  }
}

function waitMs({ statusCode, headers }: Response, answer: Answer | null, now: Date): number | null {
  if (answer?.kind === 'refusal' && answer.mnemonic === 'limit_exceeded') return exceededForMs(answer.limits);
  if (statusCode === 429) return refusedForMs(headers, now);
  return answer && spentForMs(answer.limits);
}

/** What the API itself says goes before the status, which is 200 for most errors. */
function acceptedRows({ statusCode: status, headers }: Response, answer: Answer | null, now: Date): Rows {
  if (answer?.kind === 'refusal') throw refusedError(answer);
  const known = troubleOfStatus(status, headers, now);
  if (known) throw known;
  if ([401, 402, 403].includes(status)) {
    throw new UpstreamError('novofon', 'unauthorized', `Novofon refuses our token (novofon.token): HTTP ${status}`, {
      fault: 'key',
    });
  }
  if (status >= 300) throw new UpstreamError('novofon', 'rejected', `Novofon refuses the request: HTTP ${status}`);
  if (!answer) throw unreadable(`HTTP ${status}`);
  return answer;
}
