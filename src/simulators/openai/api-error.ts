import type { Reply } from '../simulator.js';

/** What OpenAI refuses with (apis/openai.md section 4): `{"error":{message,type,param,code}}`. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly param: string | null = null,
    readonly code: string | null = null,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }

  get reply(): Reply {
    return { status: this.status, headers: this.headers, body: errorBody(this.status, this.message, this) };
  }
}

/** Refusals of the key come as text/plain, though they are JSON. */
export function keyRefusal(given: string): ApiError {
  const message = given
    ? `Incorrect API key provided: ${masked(given)}. You can find your API key at https://platform.openai.com/account/api-keys.`
    : "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).";
  return new ApiError(401, message, null, 'invalid_api_key', { 'content-type': 'text/plain; charset=utf-8' });
}

export function noSuchModel(model: string): ApiError {
  const message = `The model \`${model}\` does not exist or you do not have access to it.`;
  return new ApiError(404, message, null, 'model_not_found');
}

/** The words for statuses that are only ever scripted. */
export function scriptedError(status: number): unknown {
  if (status === 429) {
    return errorBody(429, 'Rate limit reached for requests', { param: null, code: 'rate_limit_exceeded' });
  }
  return errorBody(status, 'The server had an error while processing your request. Sorry about that!', {
    param: null,
    code: status === 503 ? 'server_is_overloaded' : null,
  });
}

/** 429 that no waiting mends: the money is gone. */
export const QUOTA_GONE = {
  error: {
    message: 'You exceeded your current quota, please check your plan and billing details.',
    type: 'insufficient_quota',
    param: null,
    code: 'credit_balance_exhausted',
  },
};

/** 403 by the address of the caller. */
export const REGION_REFUSED = {
  error: {
    message: 'Country, region, or territory not supported',
    type: 'request_forbidden',
    param: null,
    code: 'unsupported_country_region_territory',
  },
};

function errorBody(status: number, message: string, about: { param: string | null; code: string | null }): unknown {
  const type = status >= 500 || status === 413 ? 'server_error' : status === 429 ? 'requests' : 'invalid_request_error';
  return { error: { message, type, param: about.param, code: about.code } };
}

function masked(key: string): string {
  return `${key.slice(0, 3)}${'*'.repeat(Math.max(key.length - 7, 3))}${key.slice(-4)}`;
}
