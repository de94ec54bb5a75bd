import type { Agents, OptionsOfTextResponseBody } from 'got';

const CONNECT_MS = 10_000;
const BEGIN_MS = 30_000;
const ANSWER_MS = 60_000;

/** How either API is asked: once, following nothing, with the answer as text whatever its status, all of it in time. */
export function requestOptions(
  headers: Record<string, string>,
  agent: Agents | undefined,
  signal: AbortSignal,
  answerMs = ANSWER_MS,
): OptionsOfTextResponseBody {
  return {
    headers: { 'user-agent': 'audiobot', ...headers },
    responseType: 'text',
    throwHttpErrors: false,
    followRedirect: false,
    retry: { limit: 0 },
    timeout: { connect: CONNECT_MS, response: BEGIN_MS, request: answerMs },
    signal,
    ...(agent && { agent }),
  };
}
