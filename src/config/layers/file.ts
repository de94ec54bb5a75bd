import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fault } from '../faults.js';
import { readText } from './read-text.js';
import type { Reading } from './reading.js';
import { settingsIn, structured } from './settings.js';
import { substitute } from './substitute.js';
import type { Layer } from './written.js';
import { readYaml } from './yaml.js';

export interface ConfigFile {
  name: string;
  text: string;
}

/** The wanted file, else `config.yaml` in the folder; null when that is not there. */
export function findFile(wanted: string | undefined, folder: string, faults: Fault[]): ConfigFile | null {
  const name = wanted ?? 'config.yaml';
  const found = readText(resolve(folder, name));
  if (found.text !== null) return { name, text: found.text };
  const mayBeAbsent = wanted === undefined && found.code === 'ENOENT';
  if (!mayBeAbsent) faults.push({ place: name, key: null, text: `the file cannot be read: ${found.reason}` });
  return null;
}

/** `${}` is replaced after the YAML is read, so that a secret with `#` or `:` in it survives. */
export function fileLayer(file: ConfigFile, { keys, variables, faults }: Reading): Layer {
  const tree = readYaml(file.text, (line) => `${file.name}:${line}`, faults);
  const settings = [...settingsIn(tree, '', keys, faults)].map(([name, written]) => {
    const replaced = substitute(written, name, variables, faults);
    return [name, structured(replaced, keys.get(name)?.form ?? 'text', faults)] as const;
  });
  return new Map(settings);
}

/** `config.example.yaml` at the root of the package, as seen from src and from dist alike. */
export function defaultLayer(reading: Reading): Layer {
  const path = fileURLToPath(new URL('../../../config.example.yaml', import.meta.url));
  const found = readText(path);
  if (found.text === null) throw new Error(`the built-in defaults are missing: ${path}`);
  return fileLayer({ name: 'config.example.yaml', text: found.text }, reading);
}
