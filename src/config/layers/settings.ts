import type { Fault } from '../faults.js';
import type { Key, Keys } from '../keys.js';
import { nearest } from '../nearest.js';
import type { Layer, Written } from './written.js';
import { readYaml } from './yaml.js';

/** What a tree of sections sets, key by key. Faults: unknown keys, and a section that is not one. */
export function settingsIn(tree: Written, section: string, keys: Keys, faults: Fault[]): Layer {
  if (tree.value === null) return new Map();
  if (!(tree.value instanceof Map)) {
    faults.push({
      place: tree.place,
      key: section || null,
      text: 'must be a section of keys, write «key: value» lines',
    });
    return new Map();
  }
  const found = [...tree.value].flatMap(([part, written]): [string, Written][] => {
    const name = section ? `${section}.${part}` : part;
    const key = keys.get(name);
    if (key?.form === 'section') return [...settingsIn(written, name, keys, faults)];
    if (key) return [[name, written]];
    faults.push({ place: written.place, key: name, text: `unknown key, ${advice(name, keys)}` });
    return [];
  });
  return new Map(found);
}

/** A list, mapping or section that was written as one text: commas for a list, else YAML. */
export function structured(written: Written, form: Key['form'], faults: Fault[]): Written {
  const { place, value } = written;
  if (typeof value !== 'string' || form === 'text' || form === 'duration') return written;
  if (form !== 'list' || /^(\[|- )/.test(value)) return readYaml(value, () => place, faults);
  const items = value.split(',').map((item) => item.trim());
  return { ...written, value: items.filter((item) => item !== '').map((item) => ({ place, value: item })) };
}

function advice(name: string, keys: Keys): string {
  const meant = nearest(name, keys.keys());
  return meant ? `did you mean ${meant}?` : 'all keys are in config.example.yaml';
}
