import { readFileSync } from 'node:fs';

/** The text of a file, or why there is none: the system's code and the same in words. */
export type Text = { text: string } | { text: null; code: string; reason: string };

export function readText(path: string): Text {
  try {
    return { text: readFileSync(path, 'utf8') };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    return { text: null, code, reason: REASONS[code] ?? code };
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'no permission',
  EISDIR: 'it is a folder',
};
