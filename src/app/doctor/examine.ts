import type { Loaded } from '../../config/load.js';
import { secretsOf } from '../../config/secrets.js';
import { type Finding, ok } from '../../domain/finding.js';
import type { Clock, Memory } from '../../domain/ports.js';
import { createLogger } from '../../lib/log.js';
import { agentFor } from '../../lib/proxy.js';
import { scrubberOf } from '../../lib/scrub.js';
import { SqlBudget } from '../../store/budget.js';
import { SqlHints } from '../../store/hints.js';
import { SqlMemory } from '../../store/memory.js';
import type { Base } from '../../store/open.js';
import { hasCredentials } from '../credentials.js';
import { openTelephony } from '../telephony.js';
import { openForCheckup } from './base.js';
import { checkClock } from './clock.js';
import { checkConfig, checkNode, checkWebhook } from './config.js';
import { checkDisk } from './disk.js';
import { checkModel, checkMoney, type Section } from './models.js';
import { checkAccount, novofonFailure } from './novofon.js';
import { checkNumbers } from './numbers.js';
import { proxyFindings, reachProxies } from './proxies.js';
import { BoundedBudget, withoutWriting } from './restraint.js';
import { checkTelegram } from './telegram.js';
import { within } from './within.js';

const LIMIT_MS = 10_000;
/** What has to think, or to wait for its turn. */
const LONG_MS = 15_000;
const MOST_STATISTICS = 2;

const NETWORK = 'Проверьте сеть и прокси, затем повторите.';

interface Office {
  loaded: Loaded;
  base: Base;
  memory: Memory;
  clock: Clock;
}

/** Every part the daemon needs, side by side. Changes nothing, but opening the base brings its tables up to date. */
export async function examine(loaded: Loaded, { spends }: { spends: boolean }): Promise<Finding[]> {
  const { config } = loaded;
  const clock = () => new Date();
  // First and alone: reading the base through holds up everything else in this process.
  const { base, findings } = await openForCheckup(config.database.path);
  const office = { loaded, base, memory: withoutWriting(new SqlMemory(base, clock)), clock };
  try {
    const reaching = reachProxies(loaded);
    const checked = await Promise.all([
      within(LIMIT_MS, { part: 'disk', name: 'диск', cure: null }, () => checkDisk(config)),
      within(LIMIT_MS, { part: 'clock', name: 'сверка часов', cure: null }, () => checkClock(config, clock)),
      novofon(office),
      models(office, spends),
      within(LIMIT_MS, { part: 'telegram', name: 'Telegram', cure: NETWORK }, (signal) =>
        checkTelegram(loaded, office.memory, signal),
      ),
    ]);
    const all = [...checkConfig(loaded), checkNode(process.version), ...findings, ...checked.flat()];
    const proxies = proxyFindings(await reaching, all);
    return [...all, ...proxies, checkWebhook(loaded)].map(scrubbed(loaded));
  } finally {
    await base.destroy();
  }
}

async function novofon({ loaded, base, memory, clock }: Office): Promise<Finding[]> {
  const { config } = loaded;
  const asked = { part: 'novofon', name: 'Novofon', cure: NETWORK };
  let line: Awaited<ReturnType<typeof agentFor>> | null = null;
  try {
    let isOpen = false;
    const budget = new BoundedBudget(new SqlBudget(base, config.novofon.limits, clock), MOST_STATISTICS);
    const log = await createLogger({ level: 'silent', format: 'json', secrets: [] });
    line = await agentFor(config.novofon.proxy);
    const telephony = openTelephony(config, { line, budget, memory, hints: new SqlHints(base, null), clock, log });
    const account = await within(LIMIT_MS, asked, async (signal) => {
      const checked = await checkAccount({ loaded, telephony, memory, clock }, signal);
      isOpen = checked.isOpen;
      return checked.findings;
    });
    if (!isOpen) return account;
    const numbers = await within(LONG_MS, { ...asked, part: 'numbers' }, (signal) =>
      checkNumbers(
        { telephony, budget, lines: config.novofon, hasHistory: hasCredentials(config), clock },
        signal,
      ).catch((error: unknown) => [novofonFailure(error, 'numbers', config.novofon.proxy)]),
    );
    return [...account, ...numbers];
  } catch (error) {
    return within(LIMIT_MS, asked, () => Promise.reject(error));
  } finally {
    line?.destroy();
  }
}

async function models(office: Office, spends: boolean): Promise<Finding[]> {
  const [speech, analysis] = await Promise.all([model(office, 'transcription'), model(office, 'analysis')]);
  const { usable } = analysis;
  if (!spends) return [...speech.findings, ...analysis.findings, ok('money', 'не проверены: --no-spend')];
  if (usable === null || !office.loaded.config.analysis.apiKey) return [...speech.findings, ...analysis.findings];
  const asked = { part: 'money', name: 'модель', cure: 'Повторите позже.' };
  const money = await within(LONG_MS, asked, (signal) => checkMoney(office.loaded, usable, signal));
  return [...speech.findings, ...analysis.findings, ...money];
}

async function model({ loaded, clock }: Office, section: Section) {
  let usable: string | null = null;
  const asked = { part: section, name: new URL(loaded.config[section].baseUrl).host, cure: NETWORK };
  const findings = await within(LIMIT_MS, asked, async (signal) => {
    const examined = await checkModel(loaded, section, clock(), signal);
    usable = examined.usable;
    return examined.findings;
  });
  return { findings, usable };
}

/** Nothing here should hold a secret; the words of servers and of the system pass through all the same. */
function scrubbed({ config }: Loaded): (finding: Finding) => Finding {
  const scrub = scrubberOf(secretsOf(config));
  return (finding) => ({ ...finding, text: scrub(finding.text), cure: finding.cure && scrub(finding.cure) });
}
