import { z } from 'zod';
import type { Direction } from '../../../domain/call.js';
import type { Instant } from '../../../domain/instant.js';
import { fromAccountTime } from '../account-time.js';
import { text, textOf } from '../lossless.js';
import { partyOf } from '../party.js';
import { readDirection, readSeconds, readWord, readYes } from '../words.js';

/** One row of `get.calls_report`, read: a whole call (apis/novofon.md B4). Parties: E.164, extension, or null. */
export interface Row {
  id: string;
  direction: Direction;
  startedAt: Instant;
  /** Null while the call goes on. */
  endedAt: Instant | null;
  /** The outside party and our number. */
  contact: string | null;
  own: string | null;
  disposition: 'answered' | 'busy' | 'noanswer';
  /** Of the talk; 0 without one. */
  seconds: number;
  /** Hashes of recordings, in order. */
  records: string[];
  /** Those of ours who talked. */
  talkers: Talker[];
}

interface Talker {
  id: string;
  name: string;
}

/** What is asked for; an unknown name is refused. */
export const ROW_FIELDS = [
  'id',
  'start_time',
  'finish_time',
  'finish_reason',
  'direction',
  'is_lost',
  'talk_duration',
  'contact_phone_number',
  'virtual_phone_number',
  'call_records',
  'employees',
  'last_talked_employee_full_name',
] as const;

const BUSY = new Set(['subscriber_busy', 'operator_busy', 'employee_busy']);

/** A list of words, which may be null. */
export const listed = z
  .array(z.unknown())
  .catch([])
  .transform((items) => items.map(textOf));
const Employee = z.object({ employee_id: text, employee_full_name: text, is_talked: text });

const Source = z.object({
  id: text,
  start_time: text,
  finish_time: text,
  finish_reason: text,
  direction: text,
  is_lost: text,
  talk_duration: text,
  contact_phone_number: text,
  virtual_phone_number: text,
  call_records: listed,
  employees: z.array(Employee.nullable().catch(null)).catch([]),
  last_talked_employee_full_name: text,
});

/** Null for a row without id, direction or start: it cannot be told which call it is. */
export function readRow(raw: unknown, zone: string): Row | null {
  const source = Source.safeParse(raw).data;
  if (!source) return null;
  const id = readWord(source.id);
  const direction = readDirection(source.direction);
  const startedAt = fromAccountTime(source.start_time, zone);
  if (id === null || direction === null || startedAt === null) return null;
  const talked = readSeconds(source.talk_duration) ?? 0;
  const answered = !readYes(source.is_lost) && talked > 0;
  return {
    id,
    direction,
    startedAt,
    endedAt: fromAccountTime(source.finish_time, zone),
    contact: partyOf(source.contact_phone_number),
    own: partyOf(source.virtual_phone_number),
    disposition: answered ? 'answered' : BUSY.has(source.finish_reason) ? 'busy' : 'noanswer',
    seconds: answered ? talked : 0,
    records: hashesIn(source.call_records),
    talkers: talkersIn(source),
  };
}

/** The hashes among what stands in a list of recordings, each once. */
export function hashesIn(list: string[]): string[] {
  return [...new Set(list.flatMap((item) => readWord(item) ?? []))];
}

/** Each once, as a transfer may come back. Where the list names nobody, the last one may be told apart from it. */
function talkersIn(source: z.infer<typeof Source>): Talker[] {
  const talked = source.employees.flatMap((each) => (each && readYes(each.is_talked) ? [each] : []));
  const named = talked.flatMap((each) => {
    const name = readWord(each.employee_full_name);
    return name === null ? [] : [{ id: readWord(each.employee_id) ?? name, name }];
  });
  if (named.length > 0) return [...new Map(named.map((each) => [each.id, each])).values()];
  const last = readWord(source.last_talked_employee_full_name);
  return last === null ? [] : [{ id: last, name: last }];
}
