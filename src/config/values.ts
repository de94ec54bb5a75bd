import { FixedOffsetZone, IANAZone } from 'luxon';
import { z } from 'zod';
import { formatDuration, parseDuration } from '../lib/duration.js';

/** What the schema knows of a key beside its type: how its text is read and printed, and whether it may be seen. */
export const traits = z.registry<{ form?: 'list' | 'mapping' | 'duration'; secret?: true }>();

/** A longer text is not repeated in faults: part of a secret could not be told from words. */
const LONGEST_REPEATED = 80;

interface Kind<T> {
  /** Completes «"x" is not …». */
  noun: string;
  /** Completes «write …». */
  write: string;
  /** The value of a text, null when it has none. */
  read: (text: string) => T | null;
  /** The text may hold a password and is not repeated in faults. */
  hidden?: boolean;
}

/** A value that is written as text, as YAML without types and the environment give it. */
function kind<T>({ noun, write, read, hidden = false }: Kind<T>) {
  return z.string({ error: ({ input }) => `${shapeOf(input)}, write ${write}` }).transform((text, context): T => {
    const value = read(text);
    if (value !== null) return value;
    const repeated = hidden || text.length > LONGEST_REPEATED ? 'this' : JSON.stringify(text);
    context.addIssue(`${repeated} is not ${noun}, write ${write}`);
    return z.NEVER;
  });
}

export function text(write: string) {
  return kind({ noun: 'text', write, read: (text) => text });
}

export function pattern(noun: string, write: string, shape: RegExp) {
  return kind({ noun, write, read: (text) => (shape.test(text) ? text : null) });
}

export function choice<const T extends string>(...words: T[]) {
  const read = (text: string) => words.find((word) => word === text) ?? null;
  return kind({ noun: 'a known value', write: words.join(' or '), read });
}

export function flag() {
  const read = (text: string) => (text === 'true' ? true : text === 'false' ? false : null);
  return kind({ noun: 'a switch', write: 'true or false', read });
}

export function whole(write: string, least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER) {
  const noun = least > Number.MIN_SAFE_INTEGER ? `a whole number from ${least}` : 'a whole number';
  const read = (text: string) => {
    const value = Number(text);
    return /^[+-]?\d+$/.test(text) && value >= least && value <= most ? value : null;
  };
  return kind({ noun, write, read });
}

export function dollars() {
  const read = (text: string) => (/^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : null);
  return kind({ noun: 'a sum in dollars', write: 'one such as 0.006', read });
}

/** In milliseconds. */
export function duration(leastMs = 0, mostMs = Number.POSITIVE_INFINITY) {
  const read = (text: string) => {
    const ms = parseDuration(text);
    return ms !== null && ms >= leastMs && ms <= mostMs ? ms : null;
  };
  const above = leastMs > 0 ? 'a duration above zero' : 'a duration';
  const noun = Number.isFinite(mostMs) ? `${above} and up to ${formatDuration(mostMs)}` : above;
  return kind({ noun, write: 'one such as 1100ms, 3s, 15m, 6h or 30d', read }).register(traits, { form: 'duration' });
}

/** Five fields, or six with seconds; what stands in them is checked where the schedule starts. */
export function cron() {
  const field =
    /^([\d*?,/#LW-]|(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)[a-z]*(?![a-z]))+$/i;
  const read = (text: string) => {
    const fields = text.split(/\s+/);
    return (fields.length === 5 || fields.length === 6) && fields.every((each) => field.test(each)) ? text : null;
  };
  return kind({
    noun: 'a cron expression',
    write: "5 fields or 6 with seconds, such as '*/30 * * * * *'",
    read,
  });
}

/** An IANA name or a fixed offset; `words` are allowed beside them. */
export function zone(...words: string[]) {
  const isZone = (text: string) =>
    words.includes(text) || IANAZone.isValidZone(text) || FixedOffsetZone.parseSpecifier(text) !== null;
  const write = ['Europe/Moscow', 'UTC+3', ...words].join(' or ');
  return kind({ noun: 'a time zone', write, read: (text) => (isZone(text) ? text : null) });
}

/** Without slashes at its end, so that paths can be appended. */
export function url() {
  const read = (text: string) => (hasScheme(text, ['http:', 'https:']) ? text.replace(/\/+$/, '') : null);
  return kind({ noun: 'a web address', write: 'one such as https://host/path', read, hidden: true });
}

export function proxy(...words: string[]) {
  const read = (text: string) =>
    words.includes(text) || hasScheme(text, ['http:', 'https:', 'socks5:']) ? text : null;
  const write = ['http://host:port', 'https://host:port', 'socks5://user:password@host:port', ...words].join(' or ');
  return kind({ noun: 'the address of a proxy', write, read, hidden: true });
}

export function secret(write: string) {
  return kind({ noun: 'a secret', write, read: (text) => text, hidden: true }).register(traits, { secret: true });
}

/** Also as one text with commas. Empty = `[]`. */
export function list<T extends z.ZodType>(item: T, write: string) {
  const items = z.array(item, { error: ({ input }) => `${shapeOf(input)}, write ${write}` });
  return z.preprocess((value) => value ?? [], items).register(traits, { form: 'list' });
}

/** Also as one text of YAML. Empty = `{}`. */
export function mapping<T extends z.ZodType>(value: T, write: string) {
  const entries = z.record(z.string(), value, { error: ({ input }) => `${shapeOf(input)}, write ${write}` });
  return z.preprocess((value) => value ?? {}, entries).register(traits, { form: 'mapping' });
}

function shapeOf(input: unknown): string {
  if (input === null || input === undefined) return 'is empty';
  if (Array.isArray(input)) return 'cannot be a list';
  return typeof input === 'object' ? 'cannot be a mapping' : 'cannot be a single value';
}

function hasScheme(text: string, schemes: string[]): boolean {
  return URL.canParse(text) && schemes.includes(new URL(text).protocol) && new URL(text).hostname !== '';
}
