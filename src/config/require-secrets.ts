import type { Config } from './derive.js';
import { ConfigError } from './faults.js';
import { allKeys } from './keys.js';
import type { Loaded } from './load.js';

/** A secret that a command may need. */
export type SecretName =
  | 'novofon.key'
  | 'novofon.secret'
  | 'novofon.token'
  | 'openai.apiKey'
  | 'transcription.apiKey'
  | 'analysis.apiKey'
  | 'telegram.botToken';

/** The secrets with which Novofon's API is asked. */
export function accountSecrets({ novofon }: Config): SecretName[] {
  return novofon.api === 'v2' ? ['novofon.token'] : ['novofon.key', 'novofon.secret'];
}

/**
 * Throws ConfigError that names the command, every missing secret and where to set it. A server that is not OpenAI's
 * own needs no key.
 */
export function requireSecrets({ config, source, variables }: Loaded, command: string, names: SecretName[]): void {
  const file = source === 'defaults' ? 'config.yaml' : source;
  const missing = new Set(names.filter((name) => isSecretMissing(config, name)).map(nameToSet));
  if (missing.size === 0) return;
  const keys = allKeys();
  const lines = [...missing].map((name) => {
    const variable = variables.get(name) ?? keys.get(name)?.variable;
    return `${command} needs ${name}: set ${variable} or ${name} in ${file}`;
  });
  throw new ConfigError(lines);
}

/** Whether a command that needs this secret cannot have it. */
export function isSecretMissing(config: Config, name: SecretName): boolean {
  switch (name) {
    case 'novofon.key':
      return config.novofon.key === null;
    case 'novofon.secret':
      return config.novofon.secret === null;
    case 'novofon.token':
      return config.novofon.token === null;
    case 'telegram.botToken':
      return config.telegram.botToken === null;
    case 'openai.apiKey':
      return isKeyMissing(config.openai);
    case 'transcription.apiKey':
      return isKeyMissing(config.transcription);
    case 'analysis.apiKey':
      return isKeyMissing(config.analysis);
  }
}

function isKeyMissing({ apiKey, baseUrl }: { apiKey: string | null; baseUrl: string }): boolean {
  return apiKey === null && new URL(baseUrl).hostname === 'api.openai.com';
}

function nameToSet(name: SecretName): SecretName {
  return name === 'transcription.apiKey' || name === 'analysis.apiKey' ? 'openai.apiKey' : name;
}
