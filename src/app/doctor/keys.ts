import { ConfigError } from '../../config/faults.js';
import { allKeys } from '../../config/keys.js';
import type { Loaded } from '../../config/load.js';
import { requireSecrets, type SecretName } from '../../config/require-secrets.js';
import { readProxy } from '../../lib/proxy-address.js';

/** True when a secret that is needed is not there. */
export function isMissing(loaded: Loaded, secret: SecretName): boolean {
  try {
    requireSecrets(loaded, 'doctor', [secret]);
    return false;
  } catch (error) {
    if (error instanceof ConfigError) return true;
    throw error;
  }
}

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
