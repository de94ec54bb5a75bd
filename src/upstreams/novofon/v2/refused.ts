import { isIP } from 'node:net';
import { type Fault, type Trouble, UpstreamError } from '../../../domain/trouble.js';
import type { Refusal } from './answer.js';
import { exceededForMs } from './limits.js';

/** A method that is not open to our token, while others may be. */
export class ClosedError extends UpstreamError {}

const CLOSED = new Set(['method_component_disabled', 'forbidden']);

/** For a person to mend. */
const UNAUTHORIZED: Record<string, [Fault, string]> = {
  access_token_invalid: ['key', 'Novofon does not know our token (novofon.token)'],
  access_token_expired: ['key', 'our token for Novofon has expired (novofon.token)'],
  access_token_blocked: ['key', 'our token for Novofon is blocked (novofon.token)'],
  auth_error: ['key', 'Novofon refuses our token (novofon.token)'],
  forbidden: [
    'rights',
    'the user of our token may not see this: give the rights in the cabinet of Novofon (novofon.token)',
  ],
  method_component_disabled: ['rights', 'the tariff of Novofon lacks the component for what we ask'],
  parameter_component_disabled: ['rights', 'the tariff of Novofon lacks the component for a parameter of what we ask'],
  account_inactive: ['account', 'the account at Novofon is disabled: ask its support'],
};

/** Our own mistakes. */
const REJECTED = new Set([
  'invalid_parameter_value',
  'required_parameter_missed',
  'unexpected_parameters',
  'data_type_error',
  'invalid_parameters_combination',
  'filter_prohibited',
  'sort_prohibited',
  'date_interval_limit_reached',
  'error',
  'method_not_found',
  'invalid_request',
  'parse_error',
  'batch_opreations_not_supported',
  'notifications_not_supported',
]);

/** What a refusal means (apis/novofon.md B2). None of its own words come through, but for our address. */
export function refusedError({ mnemonic, words, limits }: Refusal): UpstreamError {
  const failure = (trouble: Trouble, message: string, retryAfterMs?: number) =>
    new UpstreamError('novofon', trouble, message, { retryAfterMs });
  const [fault, known] = UNAUTHORIZED[mnemonic] ?? [];
  if (known && CLOSED.has(mnemonic)) return new ClosedError('novofon', 'unauthorized', known, { fault });
  if (known) return new UpstreamError('novofon', 'unauthorized', known, { fault });
  if (mnemonic === 'ip_not_whitelisted') {
    return new UpstreamError('novofon', 'unauthorized', addressRefused(words), { fault: 'address' });
  }
  if (mnemonic === 'limit_exceeded') {
    return failure('transient', 'Novofon gets too many requests', exceededForMs(limits));
  }
  if (REJECTED.has(mnemonic)) return failure('rejected', `Novofon rejects our request (${mnemonic})`);
  if (mnemonic === 'internal_error') return failure('transient', 'Novofon has an internal error');
  return failure('transient', `Novofon refuses with an error unknown to us${named(mnemonic)}`);
}

function addressRefused(words: string[]): string {
  const address = words.find((word) => isIP(word) !== 0);
  const own = address ? `${address}, our address,` : 'the address of this machine';
  return `Novofon does not let ${own} in: add it in the cabinet, Settings → security rules → API`;
}

/** Only what looks like a mnemonic, and can hold no token. */
function named(mnemonic: string): string {
  return /^[a-z]{1,19}(_[a-z]{1,19}){0,7}$/.test(mnemonic) ? ` (${mnemonic})` : '';
}
