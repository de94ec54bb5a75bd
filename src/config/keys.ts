import { z } from 'zod';
import { schema } from './schema.js';
import { traits } from './values.js';

/** A key of the configuration, or a section of keys. `variable` sets it from the environment. */
export interface Key {
  name: string;
  variable: string;
  form: 'section' | 'mapping' | 'list' | 'duration' | 'text';
  secret: boolean;
}

export type Keys = ReadonlyMap<string, Key>;

/** All keys by name, as the schema lists them; a section stands before what is in it. */
export function allKeys(): Keys {
  return new Map(keysIn(schema, '').map((key) => [key.name, key]));
}

/** The value under a dotted name; undefined where there is none. */
export function valueAt(root: unknown, name: string): unknown {
  return name.split('.').reduce<unknown>((at, part) => (isObject(at) ? at[part] : undefined), root);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keysIn(section: z.ZodObject, prefix: string): Key[] {
  return Object.entries(section.shape).flatMap(([part, type]) => {
    const name = prefix + part;
    const known = traits.get(type instanceof z.ZodNullable ? type.unwrap() : type);
    const key: Key = { name, variable: variableOf(name), form: known?.form ?? 'text', secret: known?.secret ?? false };
    return type instanceof z.ZodObject ? [{ ...key, form: 'section' as const }, ...keysIn(type, `${name}.`)] : [key];
  });
}

/** `telegram.chatId` → `AUDIOBOT_TELEGRAM_CHAT_ID`. */
function variableOf(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => `_${letter}`).replaceAll('.', '_');
  return `AUDIOBOT_${words.toUpperCase()}`;
}
