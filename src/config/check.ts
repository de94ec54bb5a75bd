import { configError, type Fault } from './faults.js';
import { type Layer, placeAt, plain, type Written } from './layers/written.js';
import { type Settings, schema } from './schema.js';

/** The values of all keys by the schema. Throws ConfigError with its faults and those found before, without the secrets. */
export function checked(settings: Layer, faults: Fault[], secrets: string[]): Settings {
  const result = schema.safeParse(nested(settings));
  if (result.success && faults.length === 0) return result.data;
  const found = result.error?.issues.map(({ path, message }) => faultAt(path, message, settings)) ?? [];
  throw configError([...faults, ...found], secrets);
}

function nested(settings: Layer): unknown {
  const root: Written = { place: '', value: new Map() };
  for (const [name, written] of settings) put(root, name.split('.'), written);
  return plain(root);
}

function put(section: Written, [part = '', ...rest]: string[], written: Written): void {
  if (!(section.value instanceof Map)) return;
  const inner = section.value.get(part) ?? { place: '', value: new Map() };
  section.value.set(part, rest.length === 0 ? written : inner);
  if (rest.length > 0) put(inner, rest, written);
}

function faultAt(path: PropertyKey[], text: string, settings: Layer): Fault {
  const depth = path.findIndex((_, index) => settings.has(path.slice(0, index + 1).join('.'))) + 1;
  const name = path.slice(0, depth).join('.');
  const inner = path.slice(depth);
  const written = settings.get(name);
  const steps = inner.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`));
  return { place: written ? placeAt(written, inner) : name, key: name + steps.join(''), text };
}
