import { field, isRecorded, type Row } from './rows.js';
import { noticeSignature } from './signature.js';

export type NoticeEvent = 'NOTIFY_END' | 'NOTIFY_OUT_END' | 'NOTIFY_RECORD';

/** Which fields are signed, in this order (apis/novofon.md A5). */
const SIGNED: Record<NoticeEvent, string[]> = {
  NOTIFY_END: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_OUT_END: ['internal', 'destination', 'call_start'],
  NOTIFY_RECORD: ['pbx_call_id', 'call_id_with_rec'],
};

/** What Novofon posts about a call; every value is text. */
export function notice(event: NoticeEvent, rows: Row[]): Record<string, string> {
  const row = rows.find((one) => field(one, 'disposition') === 'answered') ?? rows[0] ?? {};
  const recorded = rows.find(isRecorded);
  const id = { event, pbx_call_id: field(row, 'pbx_call_id') };
  const recording: Record<string, string> = recorded ? { call_id_with_rec: field(recorded, 'call_id') } : {};
  if (event === 'NOTIFY_RECORD') return { ...id, ...recording };
  return { ...id, call_start: field(row, 'callstart'), ...sides(event, row), ...ending(row), ...recording };
}

export function signNotice(event: NoticeEvent, fields: Record<string, string>, secret: string): string {
  return noticeSignature(SIGNED[event].map((name) => fields[name] ?? '').join(''), secret);
}

/** `caller_id` has its plus and `called_did` has none, as in real requests. */
function sides(event: NoticeEvent, row: Row): Record<string, string> {
  const internal = field(row, 'sip');
  const destination = field(row, 'destination');
  if (event === 'NOTIFY_OUT_END') return { internal, destination, caller_id: '0' };
  const caller = /\+?\d{5,}/.exec(field(row, 'clid'))?.[0] ?? '';
  return { caller_id: caller, called_did: destination, internal };
}

function ending(row: Row): Record<string, string> {
  const disposition = field(row, 'disposition');
  return {
    duration: field(row, 'seconds'),
    disposition,
    status_code: disposition === 'answered' ? '16' : '19',
    is_recorded: isRecorded(row) ? '1' : '0',
  };
}
