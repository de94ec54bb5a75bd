import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CardLine, Preset } from '../../domain/analysis/preset.js';
import { sha256 } from '../../lib/sha256.js';
import { configError, type Fault } from '../faults.js';
import { readText } from '../layers/read-text.js';
import { plain, type Written } from '../layers/written.js';
import { readYaml } from '../layers/yaml.js';
import { issueFaults } from './issues.js';
import { checkNames } from './names.js';
import { presetSchema, type WrittenCheck, type WrittenField } from './schema.js';

/** `presets/` at the root of the package, as seen from src and from dist alike. */
const FOLDER = fileURLToPath(new URL('../../../presets/', import.meta.url));
/** Where a card order says nothing, the own fields stand between what was agreed and the rest. */
const [BEFORE, AFTER]: [CardLine[], CardLine[]] = [
  ['agreements', 'nextSteps'],
  ['sums', 'gist', 'objections', 'openQuestions', 'risks', 'mood', 'score', 'tip', 'doubts'],
];

/** A preset by its name, or by the path of a YAML file. Throws ConfigError with all that is wrong with it. */
export function loadPreset(nameOrPath: string, folder = process.cwd()): Preset {
  const faults: Fault[] = [];
  const preset = readPreset(nameOrPath, { folder, place: 'analysis.preset', key: null }, faults);
  if (!preset || faults.length > 0) throw configError(faults, []);
  return preset;
}

/** Where a preset named by an option is found from any folder: its name, or its whole path. Throws ConfigError like loadPreset. */
export function presetPlace(nameOrPath: string): string {
  const faults: Fault[] = [];
  readPreset(nameOrPath, { folder: process.cwd(), place: '--preset', key: null }, faults);
  if (faults.length > 0) throw configError(faults, []);
  return isPath(nameOrPath) ? resolve(nameOrPath) : nameOrPath;
}

/** The same; what is wrong goes to the faults. `place` and `key`: where it was named. */
export function readPreset(
  nameOrPath: string,
  { folder, place, key }: { folder: string; place: string; key: string | null },
  faults: Fault[],
): Preset | null {
  const isFile = isPath(nameOrPath);
  const file = isFile ? resolve(folder, nameOrPath) : resolve(FOLDER, `${nameOrPath}.yaml`);
  const found = isFile || bundledPresets().includes(nameOrPath) ? readText(file) : null;
  if (found?.text == null) {
    faults.push({ place, key, text: absence(isFile ? file : nameOrPath, found?.reason) });
    return null;
  }
  const before = faults.length;
  const tree = readYaml(found.text, (line) => `${nameOrPath}:${line}`, faults);
  if (faults.length > before) return null;
  const name = isFile ? (nameOrPath.split(/[/\\]/).at(-1) ?? nameOrPath).replace(/\.ya?ml$/i, '') : nameOrPath;
  return presetOf(name, tree, found.text, faults);
}

function isPath(nameOrPath: string): boolean {
  return /[/\\]|\.ya?ml$/i.test(nameOrPath);
}

export function bundledPresets(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.replace(/\.yaml$/, ''))
    .sort();
}

function absence(nameOrPath: string, reason: string | undefined): string {
  if (reason) return `${nameOrPath} cannot be read: ${reason}`;
  return `"${nameOrPath}" is not a known preset, write ${bundledPresets().join(', ')} or the path of a YAML file`;
}

function presetOf(name: string, tree: Written, text: string, faults: Fault[]): Preset | null {
  const result = presetSchema.safeParse(plain(tree));
  if (!result.success) {
    faults.push(...result.error.issues.flatMap((issue) => issueFaults(issue, tree)));
    return null;
  }
  const { title, context, roles, topics, card, ...written } = result.data;
  const fields = Object.entries(written.fields as Record<string, WrittenField>).map(([name, each]) => ({
    name,
    ...each,
  }));
  const checklist = Object.entries(written.checklist as Record<string, WrittenCheck>).map(([name, each]) => ({
    name,
    ...each,
  }));
  checkNames({ fields, card: card ?? [] }, tree, faults);
  const order = card ?? [...BEFORE, ...fields.map((field) => field.name), ...AFTER];
  const version = sha256(text).slice(0, 8);
  return { name, title, context: context ?? '', roles, topics, fields, checklist, card: order, version };
}
