import type { Fault } from '../faults.js';
import { nearest } from '../nearest.js';
import type { Reading } from './reading.js';
import { settingsIn, structured } from './settings.js';
import type { Found } from './variables.js';
import type { Layer, Written } from './written.js';

/**
 * What variables such as `AUDIOBOT_POLL_MIN_TALK` set; a section may be given whole, its keys win over it.
 * Files are to be read before: a variable that their `${}` names is known and no fault.
 */
export function environmentLayer({ keys, variables, faults }: Reading): Layer {
  const set = [...keys.values()].flatMap((key): [string, Written][] => {
    const found = variables.lookUp(key.variable);
    if (!found) return [];
    const written = { place: found.place, value: found.text || null, variable: key.variable };
    const value = structured(written, key.form, faults);
    if (key.form !== 'section') return [[key.name, value]];
    const inside = [...settingsIn(value, key.name, keys, faults)];
    return inside.map(([name, inner]) => [name, structured(inner, keys.get(name)?.form ?? 'text', faults)]);
  });
  faults.push(...unknown({ keys, variables }));
  return new Map(set);
}

function unknown({ keys, variables }: Pick<Reading, 'keys' | 'variables'>): Fault[] {
  return variables
    .unused('AUDIOBOT_')
    .filter((found) => !isFromPlatform(found))
    .map(({ name, place }) => {
      const meant = nearest(name.slice('AUDIOBOT_'.length), keys.keys());
      const advice = meant ? `did you mean ${keys.get(meant)?.variable}?` : 'all keys are in config.example.yaml';
      return { place, key: null, text: `there is no such setting, ${advice}` };
    });
}

/** Kubernetes and Docker put these into every container beside a service that is called audiobot. */
function isFromPlatform({ name, text }: Found): boolean {
  return /^AUDIOBOT_(SERVICE_(HOST|PORT(_\w+)?)|PORT_\d+_\w+)$/.test(name) || /^(tcp|udp):\/\//.test(text);
}
