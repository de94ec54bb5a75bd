import { APIConnectionError, APIError } from 'openai';
import { type Fault, UpstreamError } from '../../domain/trouble.js';
import { retryAfterMs } from '../../lib/retry-after.js';

const QUOTA = /quota|credit_balance|(spend|usage)_limit|billing/;
const GONE = /model.{0,80}(does not exist|deprecat|shut ?down|no longer|retired|decommissioned|not found)/is;
/** Limits of a day end within one; a server that says more has lost its clock. */
const LONGEST_WAIT_MS = 24 * 60 * 60_000;
const NO_MODEL = 'no such model or address: check the model name and openai.baseUrl';
const UNKNOWN = /^(unknown|unsupported)_parameter$/;
/** Parameters that are the same for every call. */
const SET_UP =
  /^(model|languages?|keywords|prompt|temperature|response_format|timestamp_granularities|chunking_strategy|reasoning_effort|max_tokens|max_completion_tokens)\b/;
const FAULTS: Record<number, Fault> = {
  401: 'key',
  402: 'money',
  403: 'access',
  404: 'model',
  405: 'model',
  407: 'proxy',
};

/** An error of the SDK as ours (apis/openai.md 4). An abort of our own is thrown on as it is. */
export function translate(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof UpstreamError) return error;
  if (error instanceof APIConnectionError) return connectionTrouble(error);
  if (!(error instanceof APIError)) return error;
  const { status } = error;
  if (status !== undefined && status < 500 && QUOTA.test(`${error.code} ${error.type}`)) {
    return refused('money', 'the OpenAI account is out of money or over its limit: top it up', error);
  }
  if (status === 429) return upstream('transient', 'OpenAI asks to slow down', error, waitOf(error));
  const message = `${explain(error)} (${status ?? 'no status'})`;
  const fault = faultOf(error);
  return fault ? refused(fault, message, error) : upstream(troubleOf(status), message, error, waitOf(error));
}

/** True when the server no longer has the model. */
export function isModelGone(error: unknown): boolean {
  if (!(error instanceof APIError)) return false;
  if (error.code === 'model_not_found') return true;
  // Only a JSON error speaks of models: a page of somebody between may hold any words.
  return error.error !== undefined && [400, 404, 410, 503].includes(error.status ?? 0) && GONE.test(error.message);
}

/** What a person must mend; null where nobody need. */
function faultOf(error: APIError): Fault | null {
  if (error.code === 'unsupported_country_region_territory') return 'region';
  if (error.code === 'ip_not_authorized') return 'address';
  if (isModelGone(error) || isOfSetup(error)) return 'model';
  return FAULTS[error.status ?? 0] ?? null;
}

function troubleOf(status: number | undefined): 'transient' | 'rejected' {
  if (status === undefined) return 'transient';
  if (status >= 500 || [408, 409, 425].includes(status)) return 'transient';
  return 'rejected';
}

/** Refused is what every call has in common: no call is to blame, and none would fare better. */
function isOfSetup({ status, code, param, message }: APIError): boolean {
  if (status !== 400) return false;
  return UNKNOWN.test(code ?? '') || SET_UP.test(param ?? '') || /unrecognized request argument/i.test(message);
}

function explain(error: APIError): string {
  const { status, code } = error;
  if (code === 'unsupported_country_region_territory') {
    return 'OpenAI refuses this country: set openai.proxy or openai.baseUrl';
  }
  if (code === 'ip_not_authorized') return 'OpenAI does not let this address in: add it to the list of the project';
  if (isModelGone(error)) return NO_MODEL;
  if (isOfSetup(error)) return 'the server does not take a parameter we send for this model: choose another model';
  switch (status) {
    case 401:
      return 'the OpenAI key is refused: check openai.apiKey';
    case 402:
      return 'the OpenAI account has no money left';
    case 403:
      return 'OpenAI forbids access: check the key, the proxy and the country of its exit';
    case 404:
      return NO_MODEL;
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
  return upstream('transient', 'OpenAI cannot be reached: check the network, openai.proxy and openai.baseUrl', error);
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
