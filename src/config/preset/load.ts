import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { CARD_LINES, type CardLine, type Preset, type PresetField } from '../../domain/analysis/preset.js';
import { sha256 } from '../../lib/sha256.js';
import { configError, type Fault } from '../faults.js';
import { readText } from '../layers/read-text.js';
import { placeAt, plain, type Written } from '../layers/written.js';
import { readYaml } from '../layers/yaml.js';
import { nearest } from '../nearest.js';
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
    faults.push({ place, key, text: absence(nameOrPath, found?.reason) });
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
    faults.push(...result.error.issues.flatMap((issue) => faultsOf(issue, tree)));
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
  checkNames(fields, card ?? [], tree, faults);
  const order = card ?? [...BEFORE, ...fields.map((field) => field.name), ...AFTER];
  const version = sha256(text).slice(0, 8);
  return { name, title, context: context ?? '', roles, topics, fields, checklist, card: order, version };
}

function faultsOf(issue: z.core.$ZodIssue, tree: Written): Fault[] {
  const at = (path: PropertyKey[], text: string) => ({
    place: placeAt(tree, path),
    key: path.map(String).join('.') || null,
    text,
  });
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => at([...issue.path, key], 'is no key of a preset: see docs/presets.md'));
  }
  if (issue.code === 'invalid_key') return [at(issue.path, issue.issues[0]?.message ?? issue.message)];
  return [at(issue.path, issue.message)];
}

function checkNames(fields: PresetField[], card: string[], tree: Written, faults: Fault[]): void {
  const lines: readonly string[] = CARD_LINES;
  const names = fields.map(({ name }) => name);
  for (const name of names.filter((each) => lines.includes(each))) {
    const text = 'is a line of every card already, choose another name';
    faults.push({ place: placeAt(tree, ['fields', name]), key: `fields.${name}`, text });
  }
  for (const [place, line] of card.entries()) {
    if (lines.includes(line) || names.includes(line)) continue;
    const meant = nearest(line, [...lines, ...names]);
    const advice = meant ? `did you mean ${meant}?` : `write ${[...lines, ...names].join(', ')}`;
    faults.push({
      place: placeAt(tree, ['card', place]),
      key: 'card',
      text: `"${line}" is no line of the card, ${advice}`,
    });
  }
}
