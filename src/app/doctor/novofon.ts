import type { Loaded } from '../../config/load.js';
import { accountSecrets, isSecretMissing } from '../../config/require-secrets.js';
import { type Finding, fail, ok, warn } from '../../domain/finding.js';
import type { Clock, Memory, Telephony } from '../../domain/ports.js';
import { hasCredentials } from '../credentials.js';
import { addressOf, toSet } from './keys.js';
import { novofonWords } from './novofon-words.js';
import { zoneFinding } from './zone.js';

const PART = 'novofon';

interface Needs {
  loaded: Loaded;
  telephony: Telephony;
  memory: Memory;
  clock: Clock;
}

/** The key and the zone of the account. `isOpen`: its history can be asked. */
export async function checkAccount(
  { loaded, telephony, memory, clock }: Needs,
  signal: AbortSignal,
): Promise<{ findings: Finding[]; isOpen: boolean }> {
  const { config } = loaded;
  const remembered = await memory.get('novofon.timezone');
  const zone = (account: string | null) => zoneFinding(config, { account, remembered }, clock());
  const missing = accountSecrets(config).filter((name) => isSecretMissing(loaded.config, name));
  if (missing.length > 0 && missing.length < accountSecrets(config).length) {
    const cures = missing.map((name) => toSet(loaded, name));
    return {
      findings: [fail(PART, `ключи заданы не все: нет ${missing.join(', ')}`, cures.join(' ')), zone(null)],
      isOpen: false,
    };
  }
  if (!hasCredentials(config)) {
    const cure = missing.map((name) => toSet(loaded, name)).join(' ');
    return { findings: [warn(PART, 'ключей нет: звонки приходят только по webhook', cure), zone(null)], isOpen: true };
  }
  try {
    const account = await telephony.account(signal);
    // For the census after us, which would ask for it again.
    if (remembered === null) await memory.set('novofon.timezone', account.zone);
    return { findings: [ok(PART, `API ${config.novofon.api}: ключ принят`), zone(account.zone)], isOpen: true };
  } catch (error) {
    return { findings: [novofonFailure(error, PART, config.novofon.proxy)], isOpen: false };
  }
}

/** Throws what is no trouble of Novofon's. */
export function novofonFailure(error: unknown, part: string, proxy: string | null): Finding {
  const words = novofonWords(error, proxy && addressOf(proxy));
  if (!words) throw error;
  return fail(part, words.text, words.cure);
}
