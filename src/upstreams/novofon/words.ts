import type { Direction } from '../../domain/call.js';

const NO_ANSWER = new Set(['no answer', 'noanswer', 'no_answer', 'no-answer']);
const LOST = new Set(['lost', 'missed', 'cancel', 'canceled', 'cancelled']);
const TAKEN = new Set(['received', 'success', 'successful']);
/** The words of API v1 for a call that was not answered, once read. */
const NO_TALK = new Set([
  ...['noanswer', 'busy', 'failed', 'call failed', 'unallocated number'],
  ...['no money', 'no limit', 'no day limit', 'line limit', 'no money, no limit'],
]);
const INCOMING = new Set(['in', 'incoming', 'inbound']);
const OUTGOING = new Set(['out', 'outgoing', 'outbound']);

/** `answered`, `busy`, `noanswer`, else the provider's word in lower case. */
export function readDisposition(text: string): string {
  const word = text.trim().toLowerCase();
  if (word === '') return 'unknown';
  return NO_ANSWER.has(word) ? 'noanswer' : word;
}

/** The same for notices, whose words are freer (apis/novofon.md C); null when nothing is said. */
export function readStatus(text: string): string | null {
  const word = text.trim().toLowerCase();
  if (word === '') return null;
  if (TAKEN.has(word)) return 'answered';
  return LOST.has(word) ? 'noanswer' : readDisposition(word);
}

/** Whether a status, read, says for sure that nobody talked. */
export function isNoTalk(status: string): boolean {
  return NO_TALK.has(status);
}

/** Seconds from `184`, `184.0` or `00:03:04`; null when it is none of these. */
export function readSeconds(text: string): number | null {
  const trimmed = text.trim();
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Math.round(Number(trimmed));
  if (!/^(\d+:)?\d{1,2}:\d{1,2}$/.test(trimmed)) return null;
  return trimmed.split(':').reduce((total, part) => total * 60 + Number(part), 0);
}

export function readDirection(text: string): Direction | null {
  const word = text.trim().toLowerCase();
  if (INCOMING.has(word)) return 'in';
  return OUTGOING.has(word) ? 'out' : null;
}

/** `"false"` is a string that is truthy; `1` and `"1"` are yes. */
export function readYes(text: string): boolean {
  return ['true', '1', 'yes'].includes(text.trim().toLowerCase());
}

/** Text, or null where the provider writes that there is none. */
export function readWord(text: string): string | null {
  const trimmed = text.trim();
  return ['', '0', 'null', 'undefined'].includes(trimmed.toLowerCase()) ? null : trimmed;
}

/** The direction that v1 writes into its session ids. */
export function directionOfId(id: string): Direction | null {
  if (id.startsWith('in_')) return 'in';
  return id.startsWith('out_') ? 'out' : null;
}
