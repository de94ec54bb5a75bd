import { body, type Scripted, status } from '../script.js';
import { ApiError, keyRefusal, noSuchModel, QUOTA_GONE, REGION_REFUSED } from './api-error.js';

const HTML = { 'content-type': 'text/html; charset=UTF-8' };

/** By name, what OpenAI, a gateway, a server of one's own or somebody between answers (apis/openai.md 2, 4, 7, 9). */
export const faults = {
  /** 400 about what was sent: `file`, `messages`, or a parameter that is set up wrongly. */
  badValue: (code: string, param: string | null = 'file') => said(new ApiError(400, 'Invalid value.', param, code)),
  tooLong: () => {
    const most = '1400 seconds which is the maximum for this model';
    return said(new ApiError(400, `audio duration 1843.2 seconds is longer than ${most}`, null, 'invalid_value'));
  },
  unknownParameter: (name: string) =>
    said(new ApiError(400, `Unknown parameter: '${name}'.`, name, 'unknown_parameter')),
  unsupportedParameter: (name: string) =>
    said(new ApiError(400, `Unsupported parameter: '${name}'.`, name, 'unsupported_parameter')),
  /** How models that do not reason refuse what reasoning ones take: no code, no parameter. */
  unrecognizedArgument: (name: string) => said(new ApiError(400, `Unrecognized request argument supplied: ${name}`)),

  badKey: (given: string) => said(keyRefusal(given)),
  addressNotAllowed: () =>
    said(new ApiError(401, 'Your IP is not authorized to access this project.', null, 'ip_not_authorized', PLAIN)),
  region: () => status(403, {}, REGION_REFUSED),
  /** What stands before OpenAI turns us away. */
  edgeBlock: () => status(403, HTML, '<html><title>Attention Required! | Cloudflare</title></html>'),

  /** 429 that no waiting mends; `type` may say less than `code`, and the server may ask to try again all the same. */
  quota: (code = QUOTA_GONE.error.code, type = QUOTA_GONE.error.type, headers: Record<string, string> = {}) =>
    status(429, headers, { error: { ...QUOTA_GONE.error, code, type } }),
  /** 402 of a gateway, in words of its own. */
  noMoney: () => status(402, {}, { error: { message: 'Недостаточно средств на балансе', code: 402 } }),
  /** 429 with the wait in whichever header, or in none. */
  rate: (headers: Record<string, string> = {}) => status(429, { ...LIMITS, ...headers }),
  slowDown: (headers: Record<string, string> = {}) =>
    status(429, headers, { error: { message: 'Slow down', type: 'requests', param: null, code: 'slow_down' } }),

  noModel: (model: string) => said(noSuchModel(model)),
  /** What a reseller answers for a model that he has taken off. */
  withdrawn: (model: string) => {
    const message = `The model ${model} is no longer available: it has been retired`;
    return status(503, {}, { error: { message, type: 'service_unavailable' } });
  },
  overloaded: (headers: Record<string, string> = {}) => status(503, headers),
  failed: () => status(500, { 'x-should-retry': 'true' }),
  badGateway: () => status(502, HTML, '<html><h1>502 Bad Gateway</h1></html>'),
  gatewayTimeout: () => status(504, HTML, '<html><h1>504 Gateway Time-out</h1></html>'),

  /** 413, whose body calls itself a `server_error`. */
  tooLarge: () => said(new ApiError(413, '413: Maximum content size limit (26214400) exceeded')),
  /** 422 of FastAPI, which quotes the request. */
  unprocessable: (quoted: string) => status(422, {}, { detail: [{ loc: ['body'], msg: 'Input', input: quoted }] }),
  /** The error as one text, as whisper.cpp has it. */
  inWords: (code: number, text: string) => status(code, {}, { error: text }),
  /** 200 with the page of a network one has to sign in to. */
  page: () => body('<html>Sign in to the network</html>', HTML),
} satisfies Record<string, (...given: never[]) => Scripted>;

const PLAIN = { 'content-type': 'text/plain; charset=utf-8' };

const LIMITS = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '6m0s' };

function said({ status: code, headers, reply }: ApiError): Scripted {
  return status(code, headers, reply.body);
}
