import type { Employee, Facts } from './session.js';

/** An employee as a person would tell of him; `name` as the account writes it, `100 Office`. */
interface MadeEmployee {
  name: string;
  id?: number;
  phone?: string;
  phoneTold?: boolean;
  answered?: boolean;
  talked?: boolean;
}

/** A call as a person would tell it; whatever is left out has a usual value. Numbers are digits without a plus. */
export interface MadeCall {
  client?: string;
  clientName?: string;
  /** The virtual number. */
  number?: string;
  startedAt?: Date;
  waitSeconds?: number;
  talkSeconds?: number;
  lost?: boolean;
  finishReason?: string;
  source?: string;
  /** Who talked; `employees` where there were several, in order. */
  employee?: string | MadeEmployee;
  employees?: (string | MadeEmployee)[];
  scenario?: string;
  transferred?: boolean;
  /** Where it is not the session's own id. */
  communicationId?: number;
}

export interface MadeOngoing extends MadeCall {
  direction?: 'in' | 'out';
}

export interface MadeStaffCall extends Omit<MadeOngoing, 'employees'> {
  /** The employee's own phone that calls are forwarded to or made from. */
  staffMobile?: string;
  /** Legs name it as the employee's, too; else only as the party that called or was called. */
  phoneTold?: boolean;
}

export function factsOf(call: MadeCall, direction: 'in' | 'out', id: number, now: Date): Facts {
  const { lost = false, waitSeconds = 15 } = call;
  const talkSeconds = call.talkSeconds ?? (lost ? 0 : 184);
  const lengthMs = (waitSeconds + talkSeconds) * 1000;
  const startedAt = call.startedAt ?? new Date(now.getTime() - lengthMs);
  const told = call.employees ?? [call.employee ?? '100 Office'];
  return {
    communicationId: call.communicationId ?? id,
    direction,
    client: call.client ?? '79161234567',
    clientName: call.clientName ?? null,
    number: call.number ?? '79843330712',
    startedAt,
    finishedAt: new Date(startedAt.getTime() + lengthMs),
    waitSeconds,
    talkSeconds,
    lost,
    finishReason: call.finishReason ?? (lost ? LOST[direction] : 'subscriber_disconnects'),
    source: call.source ?? (direction === 'in' ? 'va' : 'sip'),
    employees: told.map((each) => employeeOf(each, !lost)),
    scenario: call.scenario ?? null,
    transferred: call.transferred ?? false,
  };
}

/** The same as any call: through a virtual number of the firm, to an employee whose phone is that mobile. */
export function staffCall(call: MadeStaffCall): MadeCall {
  const { staffMobile = '79843330712', number = '78432000100', phoneTold = true, employee = '100 Office' } = call;
  const told = typeof employee === 'string' ? { name: employee } : employee;
  return { ...call, number, employees: [{ ...told, phone: staffMobile, phoneTold }] };
}

const LOST = { in: 'no_success_operator_call', out: 'no_success_subscriber_call' };

function employeeOf(told: string | MadeEmployee, spoke: boolean): Employee {
  const made = typeof told === 'string' ? { name: told } : told;
  const answered = made.answered ?? made.talked ?? spoke;
  const extension = /^\d+/.exec(made.name)?.[0] ?? '100';
  return {
    id: made.id ?? 5050 + Number(extension),
    name: made.name,
    phone: made.phone ?? extension,
    phoneTold: made.phoneTold ?? true,
    answered,
    talked: made.talked ?? answered,
  };
}
