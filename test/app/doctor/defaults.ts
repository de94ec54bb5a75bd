import { defaultConfig, type Loaded } from '../../../src/config/load.js';

/** The built-in configuration, as on a host where nothing is set. */
export function defaults(): Loaded {
  return { config: defaultConfig(), source: 'defaults', variables: new Map([['openai.apiKey', 'OPENAI_API_KEY']]) };
}
