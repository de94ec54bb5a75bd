import { parse } from 'lossless-json';
import { z } from 'zod';

/** JSON with every number as its source text, for ids such as `1768471201.4815170` lose their end as numbers. Throws SyntaxError. */
export function parseLossless(json: string): unknown {
  return parse(json, null, { parseNumber: (source) => source, onDuplicateKey: ({ newValue }) => newValue });
}

/** A scalar as trimmed text; `''` for everything else. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : '';
}

/** A scalar of a foreign answer as text, whatever its type; `''` where it is missing. */
export const text = z.unknown().optional().transform(textOf);
