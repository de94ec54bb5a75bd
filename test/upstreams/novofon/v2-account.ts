import type { Mnemonic } from '../../../src/simulators/novofon-v2/fault.js';
import {
  NovofonV2 as Account,
  type NovofonV2Options as AccountOptions,
} from '../../../src/simulators/novofon-v2/novofon-v2.js';
import { NovofonV2, type NovofonV2Options } from '../../../src/upstreams/novofon/v2/v2.js';
import { MapMemory, OpenBudget } from './provider.js';

export type { Mnemonic };

export const TOKEN = 'simulated0123456789accesstoken';
export const OURS = '+79843330712';
/** The virtual number that is not ours; calls over it reach an employee's mobile. */
export const OTHER = '78432000100';

/** A moment of the day all tests play on. */
export function at(time: string): Date {
  return new Date(`2026-01-15T${time}Z`);
}

/** An account on Novofon 2.0 at noon (UTC), whose time passes by `pass` only. */
export async function openAccount(options: Partial<AccountOptions> = {}) {
  let now = at('12:00:00').getTime();
  const clock = () => new Date(now);
  const defaults = {
    token: TOKEN,
    zone: 'Europe/Moscow',
    pointsPerMinute: 1_000,
    pointsPerDay: 15_000,
    ipAllowed: true,
  };
  const api = await new Account({ ...defaults, numbers: [OURS.slice(1)], ...options }, clock).listen();
  return {
    api,
    clock,
    pass: (ms: number) => {
      now += ms;
    },
    /** The adapter, as the program opens it. */
    open: (changes: Partial<NovofonV2Options> = {}) => novofonV2(`${api.url}/v2.0`, { clock, ...changes }),
    asked: (method: string) => api.requestsTo(method).length,
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
}

export function novofonV2(baseUrl: string, changes: Partial<NovofonV2Options> = {}) {
  const budget = new OpenBudget();
  const memory = new MapMemory();
  const telephony = new NovofonV2({
    token: TOKEN,
    baseUrl,
    mediaUrl: new URL(baseUrl).origin,
    recordingHosts: ['novofon.ru', 'novofon.com'],
    numbers: [OURS],
    timezone: 'auto',
    budget,
    memory,
    clock: () => at('12:00:00'),
    ...changes,
  });
  return { telephony, budget, memory };
}

/** What a raw JSON-RPC answer says; for what the account above never does. */
export function result(rows: unknown, metadata: object = { limits: {} }) {
  return { body: { jsonrpc: '2.0', id: 'x', result: { data: rows, metadata } } };
}

/** The row of the fact sheet, with what the test changes. */
export function row(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 401122334,
    start_time: '2026-01-15 13:00:01',
    finish_time: '2026-01-15 13:03:20',
    finish_reason: 'subscriber_disconnects',
    direction: 'in',
    is_lost: false,
    talk_duration: 184,
    contact_phone_number: '79161234567',
    virtual_phone_number: '79843330712',
    call_records: ['0f3c9a6be1d24f7788aa55cc33dd1e2f'],
    employees: [{ employee_id: 5150, employee_full_name: '100 Office', is_answered: true, is_talked: true }],
    last_talked_employee_full_name: '100 Office',
    ...changes,
  };
}
