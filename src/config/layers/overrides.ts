import type { Reading } from './reading.js';
import { structured } from './settings.js';
import type { Layer } from './written.js';

/** What the command line sets: texts by the names of keys. */
export function overrideLayer(overrides: Readonly<Record<string, string>>, { keys, faults }: Reading): Layer {
  const place = 'command line';
  const layer: Layer = new Map();
  for (const [name, text] of Object.entries(overrides)) {
    const key = keys.get(name);
    if (key && key.form !== 'section') layer.set(name, structured({ place, value: text || null }, key.form, faults));
    else faults.push({ place, key: name, text: 'unknown key' });
  }
  return layer;
}
