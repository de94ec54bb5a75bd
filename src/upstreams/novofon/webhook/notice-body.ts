import { jsonrepair } from 'jsonrepair';
import { parseLossless, textOf } from '../lossless.js';

export type Fields = Record<string, string>;

/**
 * The fields of a notice's body as text, groups of the default template opened (apis/novofon.md A5, B7); null when it cannot be read.
 * The shape is told from the body itself, for the Content-Type is free to be absent or wrong.
 */
export async function readBody(body: Buffer): Promise<Fields | null> {
  const text = body
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim();
  if (text === '') return {};
  if (/^[[{"]/.test(text)) return readJson(text);
  if (text.startsWith('--')) return readMultipart(text);
  if (text.includes('=')) return openResult(Object.fromEntries(new URLSearchParams(text)));
  return null;
}

/** A macro that stands in quotes brings quotes of its own: `""value""`. Right JSON has nothing like it. */
const QUOTED_TWICE = /(:\s*)"("(?!\s*[,}\]])(?:[^"\\]|\\.)*")"(?=\s*[,}\]])/g;

/** Notices are shorter by far; and mending a long text takes time that an attacker would have us spend. */
const LONGEST_MENDED = 8_192;

/** Macros stand unquoted in templates, so what arrives is often not quite JSON. */
function readJson(said: string): Fields | null {
  if (said.length > LONGEST_MENDED) return fieldsOf(attempt(parseLossless, said));
  const text = said.replace(QUOTED_TWICE, '$1$2');
  for (const read of [parseLossless, parseRepaired]) {
    const fields = fieldsOf(attempt(read, text));
    if (fields) return fields;
  }
  return readPairs(text);
}

function parseRepaired(text: string): unknown {
  return parseLossless(jsonrepair(text));
}

function attempt(read: (text: string) => unknown, text: string): unknown {
  try {
    const value = read(text);
    return typeof value === 'string' && /^\s*\{/.test(value) ? read(value) : value;
  } catch {
    return null;
  }
}

/** A JSON object flattened by one level; the outer name wins. */
function fieldsOf(value: unknown): Fields | null {
  const source: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof source !== 'object' || source === null) return null;
  const inner = Object.values(source).flatMap((group) =>
    typeof group === 'object' && group !== null && !Array.isArray(group) ? scalars(group) : [],
  );
  return Object.fromEntries([...inner, ...scalars(source)]);
}

function scalars(source: object): [string, string][] {
  return Object.entries(source)
    .map(([name, value]): [string, string] => [name, textOf(value)])
    .filter(([, value]) => value !== '');
}

/** The last resort for JSON beyond repair: whatever looks like `"name": value`. */
function readPairs(text: string): Fields | null {
  const pairs = [...text.matchAll(/(?<!\w)([A-Za-z_]\w*)"?\s*:\s*"*([^",{}\n]+)/g)];
  const fields = pairs.map(([, name = '', value = '']): [string, string] => [name, value.trim()]);
  return fields.length > 0 ? Object.fromEntries(fields.filter(([, value]) => value !== '')) : null;
}

/** The parser of the platform is strict about boundaries and line ends; both are put right first. */
const BOUNDARY = 'audiobot-boundary-of-a-notice';

async function readMultipart(text: string): Promise<Fields | null> {
  const given = text.split(/\r?\n/, 1)[0] ?? '';
  const tidy = text.replaceAll(given, `--${BOUNDARY}`).replace(/\r?\n/g, '\r\n');
  const headers = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
  try {
    const form = await new Response(`${tidy}\r\n`, { headers }).formData();
    const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return openResult(Object.fromEntries(texts));
  } catch {
    return null;
  }
}

/** The stream «about events» puts its facts as JSON into `result`. */
function openResult(fields: Fields): Fields {
  const result = fields.result?.trim().startsWith('{') ? readJson(fields.result.trim()) : null;
  return { ...result, ...fields };
}
