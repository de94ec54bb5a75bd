import { checked } from './check.js';
import { type Config, derive } from './derive.js';
import type { Fault } from './faults.js';
import { allKeys } from './keys.js';
import { environmentLayer } from './layers/environment.js';
import { defaultLayer, fileLayer, findFile } from './layers/file.js';
import { overrideLayer } from './layers/overrides.js';
import { type Environment, openVariables, type Variables } from './layers/variables.js';
import { type Layer, stack } from './layers/written.js';
import { readPreset } from './preset/load.js';

export interface Given {
  /** The file of `-c`; without it `config.yaml` in the folder is read if it is there. */
  file?: string | undefined;
  env?: Environment;
  /** The working folder, where `.env` and relative files are. */
  cwd?: string;
  /** From the command line: texts by the names of keys. */
  overrides?: Readonly<Record<string, string>>;
}

export interface Loaded {
  config: Config;
  /** The file that was read, or `defaults`. */
  source: string;
  /** The variable that the value of a key is taken from, by the names of keys. */
  variables: ReadonlyMap<string, string>;
}

/** Command line over environment over `.env` over file over defaults. Throws ConfigError with all that is wrong. */
export function loadConfig(given: Given = {}): Loaded {
  const folder = given.cwd ?? process.cwd();
  const faults: Fault[] = [];
  const reading = { keys: allKeys(), variables: openVariables(given.env ?? process.env, folder, faults), faults };
  const file = findFile(given.file, folder, faults);
  const layers = [
    defaultLayer(reading),
    file ? fileLayer(file, reading) : new Map(),
    environmentLayer(reading),
    overrideLayer(given.overrides ?? {}, reading),
  ];
  const settings = stack(layers);
  checkPreset(settings, folder, faults);
  const config = derive(checked(settings, faults, layers.flatMap(secretsIn)));
  const variables = [...settings].flatMap(([name, { variable }]) => (variable ? [[name, variable] as const] : []));
  return { config, source: file?.name ?? 'defaults', variables: new Map(variables) };
}

/** A preset that cannot be used is told with all other faults, be it needed or not. */
function checkPreset(settings: Layer, folder: string, faults: Fault[]): void {
  const written = settings.get('analysis.preset');
  if (typeof written?.value === 'string')
    readPreset(written.value, { folder, place: written.place, key: 'analysis.preset' }, faults);
}

/** The built-in defaults alone, as on a host where nothing is set. */
export function defaultConfig(): Config {
  const faults: Fault[] = [];
  const nothing: Variables = { lookUp: () => null, unused: () => [] };
  return derive(checked(defaultLayer({ keys: allKeys(), variables: nothing, faults }), faults, []));
}

/** Every text under a key for a secret, in force or not. */
function secretsIn(layer: Layer): string[] {
  const keys = allKeys();
  return [...layer].flatMap(([name, { value }]) =>
    keys.get(name)?.secret && typeof value === 'string' ? [value] : [],
  );
}
