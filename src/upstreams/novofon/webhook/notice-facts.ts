import type { Direction } from '../../../domain/call.js';
import { mediaLink } from '../media-link.js';
import { partyOf } from '../party.js';
import { directionOfId, readDirection, readSeconds, readStatus, readWord, readYes } from '../words.js';

/** What one notice, or several merged, say of a call; null = not said. */
export interface NoticeFacts {
  direction: Direction | null;
  /** Who called whom, as in v1 and in the flat shape. */
  caller: string | null;
  called: string | null;
  /** The outside party and our number, as in v2. */
  contact: string | null;
  own: string | null;
  employee: string | null;
  seconds: number | null;
  status: string | null;
  recorded: boolean | null;
  link: string | null;
}

type Fields = Record<string, string>;

/** The fields of a notice by whatever names they have (apis/novofon.md C). */
export function factsOf(fields: Fields, mediaUrl: string): NoticeFacts {
  const first = (...names: string[]) => names.map((name) => readWord(fields[name] ?? '')).find((word) => word) ?? null;
  const party = (...names: string[]) => partyOf(first(...names) ?? '');
  return {
    direction: directionIn(fields),
    caller: party('caller', 'caller_id', 'calling_phone_number'),
    called: party('called', 'called_did', 'destination', 'called_phone_number'),
    contact: party('contact_phone_number'),
    own: party('virtual_phone_number'),
    employee: first('internal', 'last_internal', 'employee_full_name', 'extension_phone_number'),
    seconds: readSeconds(fields.duration || fields.talk_time_duration || fields.file_duration || ''),
    status: readStatus(first('status', 'call_status', 'disposition') ?? ''),
    recorded: recordedIn(fields),
    link: first('record_url', 'file_link') ?? mediaLink(fields.call_id_with_rec ?? '', mediaUrl),
  };
}

/** Several notices of one call, oldest first: what is said later wins, what is not said takes nothing away. */
export function mergeFacts(all: NoticeFacts[]): NoticeFacts {
  return all.reduce((known, fresh) => ({
    direction: fresh.direction ?? known.direction,
    caller: fresh.caller ?? known.caller,
    called: fresh.called ?? known.called,
    contact: fresh.contact ?? known.contact,
    own: fresh.own ?? known.own,
    employee: fresh.employee ?? known.employee,
    seconds: fresh.seconds ?? known.seconds,
    status: fresh.status ?? known.status,
    recorded: fresh.recorded ?? known.recorded,
    link: fresh.link ?? known.link,
  }));
}

function recordedIn(fields: Fields): boolean | null {
  if (fields.event?.toUpperCase() === 'NOTIFY_RECORD') return true;
  return fields.is_recorded ? readYes(fields.is_recorded) : null;
}

function directionIn(fields: Fields): Direction | null {
  const event = fields.event?.toUpperCase() ?? '';
  if (event === 'NOTIFY_OUT_END') return 'out';
  if (event === 'NOTIFY_END') return 'in';
  return readDirection(fields.direction ?? '') ?? directionOfId(fields.pbx_call_id ?? fields.call_id ?? '');
}
