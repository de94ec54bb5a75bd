import { createHash } from 'node:crypto';

/** One row of the PBX history by its field names (apis/novofon.md A2); the types of values are the sender's whim. */
export type Row = Record<string, unknown>;

/** A value put into the JSON as it stands: `raw('1768471201.4815170')` is a number with its trailing zero. */
export class Raw {
  constructor(readonly text: string) {}
}
export const raw = (text: string): Raw => new Raw(text);

export function writeRow(row: Row): string {
  const fields = Object.entries(row).map(([name, value]) => `${JSON.stringify(name)}:${writeValue(value)}`);
  return `{${fields.join(',')}}`;
}

/** A field as text, whatever its type. */
export function field(row: Row, name: string): string {
  const value = row[name];
  if (value instanceof Raw) return value.text;
  return value === undefined || value === null ? '' : String(value);
}

export function isRecorded(row: Row): boolean {
  return ['true', '1'].includes(field(row, 'is_recorded')) && field(row, 'call_id') !== '';
}

/**
 * The same row in other types, all seen or documented: `sample` as real answers show it · `numbers` by the official
 * schema, the ids unquoted · `words` all text · `digits` with 1 and 0 for `is_recorded`.
 */
export type Writing = 'sample' | 'numbers' | 'words' | 'digits';

export interface PlainRow {
  call_id: string;
  sip: string;
  callstart: string;
  clid: string;
  destination: string;
  disposition: string;
  seconds: number;
  is_recorded: boolean;
  pbx_call_id: string;
}

export function inWriting(row: PlainRow, writing: Writing): Row {
  if (writing === 'words') return { ...row, seconds: String(row.seconds), is_recorded: String(row.is_recorded) };
  const numeric = { ...row, destination: numberOrText(row.destination) };
  if (writing === 'digits') return { ...numeric, is_recorded: row.is_recorded ? 1 : 0 };
  if (writing === 'numbers') return { ...numeric, call_id: numberOrText(row.call_id), sip: numberOrText(row.sip) };
  return { ...numeric, is_recorded: String(row.is_recorded) };
}

/** Ids in the shapes of the real ones, the same in every run. */
export function pbxCallId(direction: 'in' | 'out', seed: number): string {
  return `${direction}_${createHash('sha1').update(`call ${seed}`).digest('hex')}`;
}
export function legId(startedAt: Date, seed: number): string {
  return `${Math.floor(startedAt.getTime() / 1000)}.${4815160 + seed}`;
}

function numberOrText(text: string): unknown {
  return /^\d+(\.\d+)?$/.test(text) ? raw(text) : text;
}

function writeValue(value: unknown): string {
  return value instanceof Raw ? value.text : JSON.stringify(value);
}
