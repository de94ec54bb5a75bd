import { LEG_FIELDS, legRows } from './call-legs-report.js';
import { CALL_FIELDS, callRow } from './calls-report.js';
import { Fault } from './fault.js';
import type { Row } from './fields.js';
import { LISTING, listed, type Page } from './listing.js';
import { readPeriod } from './period.js';
import type { Session } from './session.js';
import { NUMBER_FIELDS, numberRow, type VirtualNumber } from './virtual-numbers.js';
import type { ZoneTime } from './zone-time.js';

/** What the methods speak of. `mediaUrl` begins the links to whole conversations. */
export interface Account {
  time: ZoneTime;
  numbers: VirtualNumber[];
  sessions: Session[];
  mediaUrl: string;
}

type Method = (account: Account, params: Row) => Page;

const PERIOD = ['date_from', 'date_till'];

/** The methods of the Data API that are imitated, by name. */
export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['get.account', getAccount],
  ['get.virtual_numbers', getVirtualNumbers],
  ['get.calls_report', getCallsReport],
  ['get.call_legs_report', getCallLegsReport],
]);

/** data_api/account/get_account/index.html; its sample says `meta_data`, the general page `metadata`. */
function getAccount({ time }: Account, params: Row): Page {
  only(params, ['access_token']);
  return { data: [{ app_id: 81_234, name: 'Simulated account', timezone: time.zone }], total: 1 };
}

/** data_api/vn/get_virtual_numbers/index.html */
function getVirtualNumbers({ numbers }: Account, params: Row): Page {
  only(params, LISTING);
  return listed(numbers.map(numberRow), params, NUMBER_FIELDS);
}

/** data_api/report/get_calls_report/index.html */
function getCallsReport(account: Account, params: Row): Page {
  const field = 'include_ongoing_calls';
  only(params, [...LISTING, ...PERIOD, field]);
  const { [field]: ongoing = false } = params;
  if (typeof ongoing !== 'boolean') throw new Fault('data_type_error', { field, value: ongoing });
  const found = within(account, params).filter((session) => ongoing || session.facts.finishedAt !== null);
  const rows = found.map((session) => callRow(session, account.time, account.mediaUrl));
  return listed(rows, params, CALL_FIELDS);
}

/** data_api/report/get_call_legs_report/index.html */
function getCallLegsReport(account: Account, params: Row): Page {
  only(params, [...LISTING, ...PERIOD]);
  const rows = within(account, params).flatMap((session) => legRows(session, account.time));
  return listed(rows, params, LEG_FIELDS);
}

/** By the start of the session, not by its end (apis/novofon.md B3). */
function within({ sessions, time }: Account, params: Row): Session[] {
  const { from, till } = readPeriod(params, time);
  return sessions.filter(({ facts }) => facts.startedAt >= from && facts.startedAt <= till);
}

function only(params: Row, names: string[]): void {
  const stranger = Object.keys(params).find((name) => !names.includes(name));
  if (stranger === undefined) return;
  throw new Fault('unexpected_parameters', { field: stranger, value: params[stranger] });
}
