import { type Fields, fieldTable, type Row } from './fields.js';
import type { Employee, Session } from './session.js';
import type { ZoneTime } from './zone-time.js';

/** The columns of `get.call_legs_report` (data_api/report/get_call_legs_report/index.html). */
export const LEG_FIELDS: Fields = fieldTable({
  id: 'number filter usual',
  call_session_id: 'number filter sort usual',
  'call_records wav_call_records': 'array usual',
  start_time: 'iso8601 sort usual',
  connect_time: 'iso8601 usual',
  'duration total_duration': 'number filter sort usual',
  'finish_reason direction': 'enum filter sort usual',
  finish_reason_description: 'string filter sort',
  'virtual_phone_number calling_phone_number called_phone_number': 'string filter sort usual',
  'is_transfered is_operator is_coach is_failed': 'boolean filter sort usual',
  'employee_id employee_rating scenario_id release_cause_code': 'number filter sort usual',
  'employee_full_name employee_phone_number scenario_name': 'string filter sort',
  release_cause_description: 'string filter sort usual',
  is_talked: 'boolean filter sort',
  contact_id: 'number',
  'contact_full_name contact_phone_number': 'string',
  'action_id group_id': 'number filter usual',
  'action_name group_name': 'string filter usual',
});

/**
 * The legs of a finished session: the outside party's and one for each employee. An employee's own phone stands only
 * here. The direction of a leg is its own, as seen from the PBX: an employee who rings out comes in.
 */
export function legRows(session: Session, time: ZoneTime): Row[] {
  const { client, number, direction, employees } = session.facts;
  if (session.facts.finishedAt === null) return [];
  const outside = direction === 'in' ? { calling: client, called: number } : { calling: number, called: client };
  const legs = employees.map((employee) => ({
    direction: direction === 'in' ? 'out' : 'in',
    calling: direction === 'in' ? client : employee.phone,
    called: direction === 'in' ? employee.phone : client,
    employee,
  }));
  const party = { direction, ...outside, employee: null };
  return (direction === 'in' ? [party, ...legs] : [...legs, party]).map((leg, at) => legRow(session, leg, at, time));
}

interface Leg {
  direction: string;
  calling: string;
  called: string;
  employee: Employee | null;
}

function legRow(session: Session, { direction, calling, called, employee }: Leg, at: number, time: ZoneTime): Row {
  const { facts } = session;
  const talked = employee?.talked ?? !facts.lost;
  const answered = employee?.answered ?? !facts.lost;
  const connectedAt = new Date(facts.startedAt.getTime() + facts.waitSeconds * 1000);
  return {
    id: session.id * 10 + at,
    call_session_id: session.id,
    call_records: employee?.talked ? session.hashes('talk') : [],
    wav_call_records: employee?.talked ? session.hashes('wav') : [],
    start_time: time.write(facts.startedAt),
    connect_time: answered ? time.write(connectedAt) : null,
    duration: talked ? facts.talkSeconds : 0,
    total_duration: facts.waitSeconds + (talked ? facts.talkSeconds : 0),
    finish_reason: talked ? facts.finishReason : 'operator_not_responsible',
    virtual_phone_number: facts.number,
    calling_phone_number: calling,
    called_phone_number: called,
    direction,
    is_transfered: facts.transferred && employee !== null && employee !== facts.employees[0],
    is_operator: employee !== null,
    is_coach: false,
    is_failed: !answered,
    is_talked: talked,
    employee_id: employee?.id ?? null,
    employee_full_name: employee?.name ?? null,
    employee_phone_number: employee?.phoneTold ? employee.phone : null,
    scenario_name: facts.scenario,
    contact_full_name: facts.clientName,
    contact_phone_number: facts.client,
  };
}
