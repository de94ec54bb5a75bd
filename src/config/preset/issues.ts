import type { z } from 'zod';
import type { Fault } from '../faults.js';
import { placeAt, type Written } from '../layers/written.js';
import { nearest } from '../nearest.js';
import { presetKeys } from './schema.js';

/** What the schema found wrong, each with its line and its key. */
export function issueFaults(issue: z.core.$ZodIssue, tree: Written): Fault[] {
  const at = (path: PropertyKey[], text: string) => ({
    place: placeAt(tree, path),
    key: path.map(String).join('.') || null,
    text,
  });
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => at([...issue.path, key], `is no key of a preset, ${adviceOn(key, issue.path)}`));
  }
  if (issue.code === 'invalid_key') return [at(issue.path, issue.issues[0]?.message ?? issue.message)];
  return [at(issue.path, issue.message)];
}

function adviceOn(key: string, [section = 'preset']: PropertyKey[]): string {
  // `{ask: Предложил день, час}` is a text and a key without a value.
  if (/[^\x20-\x7e]| /.test(key)) return 'a text with a comma inside { } needs quotes';
  const keys = presetKeys()[section as keyof ReturnType<typeof presetKeys>] ?? [];
  const meant = nearest(key, keys);
  return meant ? `did you mean ${meant}?` : `write ${keys.join(', ')}`;
}
