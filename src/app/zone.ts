import type { Config } from '../config/derive.js';
import type { Memory, Telephony } from '../domain/ports.js';
import { hasCredentials } from './credentials.js';

/** Where nothing says otherwise, a Russian firm lives by Moscow time. */
const MOSCOW = 'Europe/Moscow';

/** The firm's zone as far as it is known without asking anybody: for reading commands. */
export async function knownZone(config: Config, memory: Memory): Promise<string> {
  return (await rememberedZone(config, memory)) ?? MOSCOW;
}

/** The firm's zone: its own, or that of the account, which is asked once. */
export async function firmZone(
  config: Config,
  memory: Memory,
  telephony: Telephony,
  signal: AbortSignal,
): Promise<string> {
  const remembered = await rememberedZone(config, memory);
  if (remembered) return remembered;
  return hasCredentials(config) ? telephony.timezone(signal) : MOSCOW;
}

async function rememberedZone(config: Config, memory: Memory): Promise<string | null> {
  if (config.timezone) return config.timezone;
  if (config.novofon.timezone !== 'auto') return config.novofon.timezone;
  return memory.get('novofon.timezone');
}
