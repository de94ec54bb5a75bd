import type { Agents, OptionsOfTextResponseBody } from 'got';

const TIMEOUT = { connect: 10_000, response: 30_000, request: 60_000 };

/** How either API is asked: once, following nothing, with the answer as text whatever its status. */
export function requestOptions(
  headers: Record<string, string>,
  agent: Agents | undefined,
  signal: AbortSignal,
): OptionsOfTextResponseBody {
  return {
    headers: { 'user-agent': 'audiobot', ...headers },
    responseType: 'text',
    throwHttpErrors: false,
    followRedirect: false,
    retry: { limit: 0 },
    timeout: TIMEOUT,
    signal,
    ...(agent && { agent }),
  };
}
