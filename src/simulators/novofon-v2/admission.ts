import type { Call } from './envelope.js';
import { Fault, type Mnemonic } from './fault.js';

/** How often, and for which method alone, the account refuses; without them always and everything. */
export interface Refusing {
  times?: number;
  method?: string;
}

interface Refusal extends Refusing {
  mnemonic: Mnemonic;
  left: number;
}

const PARAMS: Partial<Record<Mnemonic, Record<string, string | number>>> = {
  ip_not_whitelisted: { ip: '203.0.113.7' },
  method_component_disabled: { components: 'data_api' },
  limit_exceeded: { limit_type: 'day', limit_max_value: 0 },
  error: { error_message: 'Simulated error' },
};

/** Who may ask at all (data_api/index.html, users of the API). In which order the real one looks is not documented. */
export class Admission {
  #refusals: Refusal[] = [];

  constructor(readonly token: string) {}

  refuse(mnemonic: Mnemonic, refusing: Refusing): void {
    this.#refusals.push({ ...refusing, mnemonic, left: refusing.times ?? Infinity });
  }

  accept(): void {
    this.#refusals = [];
  }

  check({ method, params }: Call): void {
    const refusal = this.#refusals.find((each) => each.left > 0 && (each.method ?? method) === method);
    if (refusal !== undefined) {
      refusal.left -= 1;
      throw new Fault(refusal.mnemonic, { params: PARAMS[refusal.mnemonic] ?? {} });
    }
    const field = 'access_token';
    const value = params[field];
    if (value === undefined) throw new Fault('required_parameter_missed', { field });
    if (typeof value !== 'string') throw new Fault('data_type_error', { field, value });
    if (value !== this.token) throw new Fault('access_token_invalid', { field, value });
  }
}
