import { stringify } from 'yaml';
import { formatDuration } from '../lib/duration.js';
import { hiderOf } from '../lib/scrub.js';
import type { Config } from './derive.js';
import { allKeys, isObject, type Key, type Keys, valueAt } from './keys.js';

/** The configuration as one would write it, every secret and every password in an address as `***`. */
export function maskSecrets(config: Config): unknown {
  const secrets = secretsOf(config).filter((secret) => secret.length >= SHORTEST);
  return mask(config, '', { keys: allKeys(), hide: hiderOf(secrets) });
}

/** `maskSecrets` as YAML. */
export function maskedYaml(config: Config): string {
  return stringify(maskSecrets(config), { nullStr: '', lineWidth: 0 });
}

/** Every secret text in force, passwords of proxies included, for scrubbing logs. */
export function secretsOf(config: Config): string[] {
  const secret = [...allKeys().values()].filter((key) => key.secret).map((key) => valueAt(config, key.name));
  const found = [...secret, ...textsIn(config).flatMap(passwordsIn)];
  return [...new Set(found)].filter((text): text is string => typeof text === 'string' && text !== '');
}

/** `hide`: for a secret that was written where no secret goes. */
interface Masking {
  keys: Keys;
  hide: (text: string) => string;
}

/** A shorter secret would black out words that only look like it. */
const SHORTEST = 8;

function mask(value: unknown, name: string, masking: Masking): unknown {
  const key = masking.keys.get(name);
  if (typeof value === 'string') return key?.secret ? '***' : masking.hide(value.replace(PASSWORD, '$1***@'));
  if (typeof value === 'number') return key?.form === 'duration' ? formatDuration(value) : value;
  if (Array.isArray(value)) return value.map((item) => mask(item, '', masking));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([part, inner]) => [part, mask(inner, nameIn(name, part, key), masking)]),
  );
}

/** Entries of a mapping are no keys, whatever they are called. */
function nameIn(parent: string, part: string, key: Key | undefined): string {
  if (parent === '') return part;
  return key?.form === 'section' ? `${parent}.${part}` : '';
}

/** All up to the last @ before the path: a password may hold an @. */
const PASSWORD = /^([a-z][a-z\d+.-]*:\/\/[^/?#:@]*:)([^/?#]*)@/i;

/** As written and as decoded, and with the name before it as a header encodes them: any may come up in a message. */
function passwordsIn(text: string): string[] {
  const [, before = '', written] = PASSWORD.exec(text) ?? [];
  if (!written) return [];
  const name = before.slice(before.indexOf('//') + 2);
  return [written, decoded(written), decoded(name) + decoded(written)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
