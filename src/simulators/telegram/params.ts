import { type Asked, contentType, readForm } from '../asked.js';
import { badRequest } from './refusal.js';

/** Parameters of a method, from the query, JSON or a form of either kind; fields nobody reads are ignored. */
export class Params {
  constructor(
    readonly fields: Map<string, unknown>,
    readonly files: Map<string, File>,
  ) {}

  text(name: string): string {
    const value = this.fields.get(name);
    return value === undefined || value === null ? '' : String(value);
  }

  number(name: string): number | null {
    const text = this.text(name);
    return /^-?\d+$/.test(text) ? Number(text) : null;
  }

  flag(name: string): boolean {
    return ['true', '1', 'yes', 't', 'y'].includes(this.text(name).toLowerCase());
  }

  /** An object or a list, given as such in JSON or as JSON text in a form; null where there is none. */
  json(name: string): unknown {
    const value = this.fields.get(name);
    if (value === undefined || value === null || value === '') return null;
    return typeof value === 'string' ? parsed(value, `can't parse ${name.replaceAll('_', ' ')} JSON object`) : value;
  }
}

export async function readParams(asked: Asked): Promise<Params> {
  const query = [...asked.query];
  if (asked.body.length === 0) return new Params(new Map(query), new Map());
  if (contentType(asked).startsWith('application/json')) {
    const body = parsed(asked.body.toString(), "can't parse JSON object");
    if (typeof body !== 'object' || body === null) throw badRequest("can't parse JSON object");
    return new Params(new Map<string, unknown>([...query, ...Object.entries(body)]), new Map());
  }
  const form = [...(await readForm(asked))];
  const texts = form.filter(([, value]) => typeof value === 'string');
  const files = form.flatMap(([name, value]) => (typeof value === 'string' ? [] : [[name, value] as const]));
  return new Params(new Map<string, unknown>([...query, ...texts]), new Map(files));
}

function parsed(text: string, fault: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(fault);
  }
}
