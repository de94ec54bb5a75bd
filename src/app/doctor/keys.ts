import { allKeys } from '../../config/keys.js';
import type { Loaded } from '../../config/load.js';
import { readProxy } from '../../lib/proxy-address.js';

/** «Задайте OPENAI_API_KEY или openai.apiKey в config.yaml.» */
export function toSet({ source, variables }: Loaded, key: string): string {
  const file = source === 'defaults' ? 'config.yaml' : source;
  const variable = variables.get(key) ?? allKeys().get(key)?.variable;
  return `Задайте ${variable ? `${variable} или ` : ''}${key} в ${file}.`;
}

/** The key that a server's setting comes from: its own section, or what it shares with the other. */
export function keyOf(
  { config }: Loaded,
  section: 'transcription' | 'analysis',
  name: 'apiKey' | 'baseUrl' | 'proxy',
): string {
  return config[section][name] === config.openai[name] ? `openai.${name}` : `${section}.${name}`;
}

/** `host:port` without credentials. */
export function addressOf(proxy: string): string {
  const { host, port } = readProxy(proxy);
  return `${host}:${port}`;
}
