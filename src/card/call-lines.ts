import { cutAtWord } from '../domain/analysis/cut-text.js';
import type { Preset } from '../domain/analysis/preset.js';
import type { CallFacts } from '../domain/call.js';
import { isAnswered, talkers } from '../domain/legs.js';
import { readable } from '../domain/phone.js';
import { DIRECTIONS, labelled, UNANSWERED } from './labels.js';
import type { Line } from './rich.js';
import { cutDoubted } from './standing.js';
import { clockTime, dateTime } from './words.js';

/** The longest name, and the longest chain of names, in UTF-16 units: these lines stay on a card, come what may. */
const NAME = 80;
const NAMES = 160;

/** The firm's zone, and for an extension or provider's name the name to show. */
export interface Names {
  zone: string;
  nameOf: (employee: string) => string;
}

/** What every message needs to know besides the call. */
export interface CardContext extends Names {
  /** What the sides are called, and the order of the lines. */
  preset: Preset;
}

/** Who the client is, by the words; each with a mark where that is not proven. */
interface Client {
  name: string | null;
  company: string | null;
}

/** «📥 Входящий · пт 20 ноября, 12:04 · разговор 1:04», and what is added to it. */
export function callLine(call: CallFacts, context: CardContext, addition = ''): Line {
  const direction = `${call.direction === 'in' ? '📥' : '📤'} ${DIRECTIONS[call.direction]}`;
  const talk = isAnswered(call) ? `разговор ${clockTime(call.talkSeconds)}` : unansweredText(call.disposition);
  return [`${direction} · ${dateTime(call.startedAt, context.zone)} · ${talk}${addition}`];
}

function unansweredText(disposition: string): string {
  const label = labelled(UNANSWERED, disposition);
  return label === disposition ? `не состоялся (${cutAtWord(disposition, NAME)})` : label;
}

/** «👤 Ольга, +7 916 123-45-67»; null where a recording comes without any word of who it was. */
export function clientLine(call: CallFacts, client?: Client): Line | null {
  const text = clientText(call, client);
  return text ? [`👤 ${text}`] : null;
}

/** «Ольга, +7 916 123-45-67»; empty where a recording comes without any word of who it was. */
export function clientText(call: CallFacts, client?: Client): string {
  const number = call.client ? readable(call.client) : call.provider === 'file' ? null : 'номер скрыт';
  const names = [client?.name, client?.company].map((name) => name && cutDoubted(name, NAME));
  return [...names, number].filter(Boolean).join(', ');
}

/** «🎧 Алексей»; null where nobody says who talked. `heard`: the name that was said, for want of a better one. */
export function employeeLine(call: CallFacts, context: CardContext, heard: string | null = null): Line | null {
  const names = employeeNames(call, context, heard);
  return names.length > 0 ? [`🎧 ${cutDoubted(names.join(' → '), NAMES)}`] : null;
}

/** By the provider and the configuration; a bare extension gives way to the name that was heard. */
export function employeeNames(
  call: Pick<CallFacts, 'legs'>,
  context: Pick<Names, 'nameOf'>,
  heard: string | null = null,
): string[] {
  const names = talkers(call).map(context.nameOf);
  const onlyExtension = names.length < 2 && names.every((name) => /^\d+$/.test(name));
  if (heard && onlyExtension) return [heard];
  return names.map((name) => (/^\d+$/.test(name) ? `доб. ${name}` : name));
}
