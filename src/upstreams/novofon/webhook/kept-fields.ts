import { legibleLine } from '../../../lib/legible.js';

type Fields = Record<string, string>;

/** Where a notice may have its id. */
export const ID_FIELDS = ['call_id', 'pbx_call_id', 'call_session_id', 'communication_id'];
const LINKS = new Set(['record_url', 'file_link']);
/** All that `factsOf` reads, and no more: whoever sends a notice does not choose what we store. */
const KEPT = new Set([
  ...ID_FIELDS,
  ...LINKS,
  ...['event', 'direction', 'status', 'call_status', 'disposition', 'is_recorded', 'call_id_with_rec'],
  ...['duration', 'talk_time_duration', 'file_duration'],
  ...['caller', 'caller_id', 'calling_phone_number', 'called', 'called_did', 'destination', 'called_phone_number'],
  ...['contact_phone_number', 'virtual_phone_number'],
  ...['internal', 'last_internal', 'employee_full_name', 'extension_phone_number'],
]);

/** In UTF-16 units. */
const LONGEST = 128;
const LONGEST_LINK = 1_000;

/** The fields of a notice that mean something, short and legible; a link that is too long is none. */
export function keptFields(fields: Fields): Fields {
  const kept = Object.entries(fields).filter(([name]) => KEPT.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, shortened(name, legibleLine(value).trim())]));
}

function shortened(name: string, value: string): string {
  if (LINKS.has(name)) return value.length > LONGEST_LINK ? '' : value;
  return value.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '');
}
