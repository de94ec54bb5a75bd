import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { Fault } from '../faults.js';
import { readText } from './read-text.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables of the environment, of `.env` below it, and of files that `NAME_FILE` points to. */
export interface Variables {
  lookUp(name: string): Found | null;
  /** Names with this beginning that nobody looked up. */
  unused(prefix: string): Found[];
}

/** `place` names the variable, for messages. */
export interface Found {
  name: string;
  text: string;
  place: string;
}

/** Reads `.env` in the folder. Faults: a `.env` or a file of `NAME_FILE` that cannot be read. */
export function openVariables(environment: Environment, folder: string, faults: Fault[]): Variables {
  const sources = [
    { values: environment, note: '' },
    { values: readDotEnv(folder, faults), note: ' in .env' },
  ];
  const asked = new Set<string>();
  return { lookUp, unused };

  function lookUp(name: string): Found | null {
    asked.add(name);
    for (const { values, note } of sources) {
      const text = setIn(values, name);
      const file = setIn(values, `${name}_FILE`);
      if (!text && file) return fromFile(name, file, note);
      if (text !== undefined) return { name, text: text.trim(), place: name + note };
    }
    return null;
  }

  function fromFile(name: string, file: string, note: string): Found {
    const place = `${name}_FILE${note}`;
    const found = readText(resolve(folder, file));
    if (found.text === null) faults.push({ place, key: null, text: `cannot read ${shown(file)}: ${found.reason}` });
    return { name, text: found.text?.trim() ?? '', place };
  }

  function unused(prefix: string): Found[] {
    return sources.flatMap(({ values, note }) =>
      Object.entries(values)
        .filter(([name]) => name.startsWith(prefix) && !asked.has(name) && !asked.has(name.replace(/_FILE$/, '')))
        .flatMap(([name, text]) => (text === undefined ? [] : [{ name, text, place: name + note }])),
    );
  }
}

/** Only what is set: every object has a `constructor`. */
function setIn(values: Environment, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** A path; where somebody put the secret itself in its place, it is not repeated. */
function shown(file: string): string {
  return /^[\w.~-]*([/\\][\w .-]+)+$/.test(file) ? file : 'the file that it names';
}

function readDotEnv(folder: string, faults: Fault[]): Environment {
  const found = readText(resolve(folder, '.env'));
  if (found.text !== null) return parseEnv(found.text);
  // A folder named .env is somebody's virtual environment.
  const isAbsent = found.code === 'ENOENT' || found.code === 'EISDIR';
  if (!isAbsent) faults.push({ place: '.env', key: null, text: `cannot be read: ${found.reason}` });
  return {};
}
