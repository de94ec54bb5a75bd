import { APIConnectionError, APIError } from 'openai';
import { type Fault, UpstreamError } from '../../domain/trouble.js';
import { retryAfterMs } from '../../lib/retry-after.js';

const QUOTA = /quota|credit_balance|spend_limit|billing/;
const GONE = /model.{0,80}(does not exist|deprecat|shut ?down|no longer|retired|decommissioned|not found)/is;
const LONGEST_WAIT_MS = 60 * 60_000;
const FAULTS: Record<number, Fault> = {
  401: 'key',
  402: 'money',
  403: 'access',
  404: 'model',
  405: 'model',
  407: 'proxy',
};
const OUR_PARAMETERS = new Set(['unknown_parameter', 'unsupported_parameter']);

/** An error of the SDK as ours (apis/openai.md 4). An abort of our own is thrown on as it is. */
export function translate(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof UpstreamError) return error;
  if (error instanceof APIConnectionError) return connectionTrouble(error);
  if (!(error instanceof APIError)) return error;
  const { status, code } = error;
  if (status === 429 && QUOTA.test(`${code} ${error.type}`)) {
    return refused('money', 'the OpenAI account is out of money or over its limit: top it up', error);
  }
  if (status === 429) return upstream('transient', 'OpenAI asks to slow down', error, waitOf(error));
  const message = `${explain(status, code)} (${status ?? 'no status'})`;
  const fault = faultOf(status, code);
  return fault ? refused(fault, message, error) : upstream(troubleOf(status), message, error, waitOf(error));
}

/** True when the server no longer has the model. */
export function isModelGone(error: unknown): boolean {
  if (!(error instanceof APIError)) return false;
  if (error.code === 'model_not_found') return true;
  // Only a JSON error speaks of models: a page of somebody between may hold any words.
  return error.error !== undefined && [400, 404, 410].includes(error.status ?? 0) && GONE.test(error.message);
}

/** What a person must mend; null where nobody need. */
function faultOf(status: number | undefined, code: string | null | undefined): Fault | null {
  if (code === 'unsupported_country_region_territory') return 'region';
  if (OUR_PARAMETERS.has(code ?? '')) return 'model';
  return FAULTS[status ?? 0] ?? null;
}

function troubleOf(status: number | undefined): 'transient' | 'rejected' {
  if (status === undefined) return 'transient';
  if (status >= 500 || [408, 409, 425].includes(status)) return 'transient';
  return 'rejected';
}

function explain(status: number | undefined, code: string | null | undefined): string {
  if (code === 'unsupported_country_region_territory') {
    return 'OpenAI refuses this country: set openai.proxy or openai.baseUrl';
  }
  if (OUR_PARAMETERS.has(code ?? ''))
    return 'the server does not know a parameter we send for this model: choose another model';
  switch (status) {
    case 401:
      return 'the OpenAI key is refused: check openai.apiKey';
    case 402:
      return 'the OpenAI account has no money left';
    case 403:
      return 'OpenAI forbids access: check the key, the proxy and the country of its exit';
    case 404:
      return 'no such model or address: check the model name and openai.baseUrl';
    case 413:
      return 'the recording is larger than the server takes (25 MiB)';
    default:
      return status !== undefined && status >= 500 ? 'the OpenAI server failed' : 'OpenAI refuses the request';
  }
}

function connectionTrouble(error: APIConnectionError): UpstreamError {
  const causes = chainOf(error);
  if (causes.some((message) => /\b407\b|authentication/i.test(message))) {
    return refused('proxy', 'the proxy refuses us: check its name and password in openai.proxy', error);
  }
  return upstream('transient', 'OpenAI cannot be reached', error);
}

function chainOf(error: Error): string[] {
  return error.cause instanceof Error ? [error.message, ...chainOf(error.cause)] : [error.message];
}

/** Undefined, which means our own backoff, where the server says nothing or «at once». */
function waitOf(error: APIError): number | undefined {
  const waitMs = retryAfterMs(error.headers ?? new Headers(), new Date());
  return waitMs ? Math.min(waitMs, LONGEST_WAIT_MS) : undefined;
}

/**
 * What is kept of a refusal: its codes, and its words where they can be nobody's: servers like to quote the request,
 * and with it the transcript, or the key.
 */
function traceOf({ status, type, code, param, requestID, message }: APIError): Error {
  const codes = [type, code, param, requestID].filter((word) => word != null).join(' ');
  const isHarmless = status !== 401 && /^[\x20-\x5b\x5d-\x7e]{1,200}$/.test(message);
  return new Error(`${isHarmless ? message : status} (${codes})`);
}

function refused(fault: Fault, message: string, error: APIError): UpstreamError {
  return new UpstreamError('openai', 'unauthorized', message, { cause: causeOf(error), fault });
}

function upstream(
  trouble: 'transient' | 'rejected',
  message: string,
  error: APIError,
  retryAfterMs?: number,
): UpstreamError {
  return new UpstreamError('openai', trouble, message, { cause: causeOf(error), retryAfterMs });
}

function causeOf(error: APIError): Error {
  return error instanceof APIConnectionError ? error : traceOf(error);
}
