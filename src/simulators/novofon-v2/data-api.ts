import type { Asked } from '../asked.js';
import type { Clock, Reply } from '../simulator.js';
import { Admission } from './admission.js';
import { type CallId, idOf, isObject, readCall, readJson } from './envelope.js';
import { Fault } from './fault.js';
import { type Account, METHODS } from './methods.js';
import { Points } from './points.js';
import { transportFault } from './transport.js';

export interface DataApiOptions {
  token: string;
  pointsPerMinute: number;
  pointsPerDay: number;
}

/** `POST /v2.0`, JSON-RPC 2.0 (data_api/index.html): who may ask, what it costs, and what stands around every answer. */
export class DataApi {
  readonly admission: Admission;
  /** What `metadata.limits` shows; `empty` is `{}`. */
  limitsShown: 'full' | 'empty' = 'full';
  readonly #points: Points;

  constructor(options: DataApiOptions, clock: Clock) {
    this.admission = new Admission(options.token);
    this.#points = new Points(options.pointsPerMinute, options.pointsPerDay, clock);
  }

  /** Wrong or right, JSON-RPC answers with 200. An unknown client is told nothing of the account's limits. */
  answer(asked: Asked, account: Account): Reply {
    const status = transportFault(asked);
    if (status !== null) return { status, headers: { 'content-type': 'text/html' }, body: `<h1>${status}</h1>` };
    let id: CallId | null = null;
    let admitted = false;
    try {
      const json = readJson(asked.body);
      id = idOf(json);
      const call = readCall(json);
      const method = METHODS.get(call.method);
      if (method === undefined) throw new Fault('method_not_found', { field: 'method', value: call.method });
      this.admission.check(call);
      admitted = true;
      this.#points.check();
      const { data, total } = method(account, call.params);
      this.#points.take();
      const metadata = { total_items: total, ...this.#limits() };
      return { status: 200, body: { jsonrpc: '2.0', id, result: { data, metadata } } };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { status: 200, body: error.body(id, admitted ? this.#limits() : {}) };
    }
  }

  #limits(): object {
    return { limits: this.limitsShown === 'full' ? this.#points.limits() : {} };
  }
}

/** The method a request asks for; null where it cannot be told. */
export function methodOf({ body }: Asked): string | null {
  try {
    const json = readJson(body);
    return isObject(json) && typeof json.method === 'string' ? json.method : null;
  } catch {
    return null;
  }
}
