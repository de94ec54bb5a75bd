import { type Archive, openArchive } from '../app/archive.js';
import { evidenceLines } from '../card/evidence.js';
import type { Config } from '../config/derive.js';
import type { StoredCall } from '../domain/stored.js';
import { callJson } from './call-json.js';
import { analyzedOf, callPage } from './call-page.js';
import { rawPage } from './raw-page.js';
import { UsageError } from './usage-error.js';
import { versionsPage } from './versions-page.js';

/** What stands on the command line after `show`, as commander reads it. */
export interface ShowArguments {
  evidence?: boolean;
  raw?: boolean;
  versions?: boolean;
  take?: string;
  json?: boolean;
}

/** Prints one call in the wanted view. */
export async function runShow(anyId: string, options: ShowArguments, config: Config): Promise<void> {
  await using archive = await openArchive(config);
  const found = await archive.find(anyId);
  if (!found) {
    const hint = `audiobot process ${anyId} looks for it in the history`;
    throw new Error(`no call ${anyId} in ${config.database.path}; ${hint}`);
  }
  const call = options.take === undefined || options.versions ? found : await takenBack(archive, found, options.take);
  process.stdout.write(await page(archive, call, options));
}

async function page(archive: Archive, call: StoredCall, options: ShowArguments): Promise<string> {
  const { context } = archive;
  if (options.json) return `${JSON.stringify(callJson(call, context))}\n`;
  if (options.versions) return versionsPage(call, await archive.versions(call.facts.id), context);
  if (options.raw) return rawPage(call);
  if (!options.evidence) return callPage(call, context);
  const analyzed = analyzedOf(call);
  return analyzed && !analyzed.transcript.wordless
    ? `${evidenceLines(analyzed, context).join('\n')}\n`
    : callPage(call, context);
}

/** The call with the words and the analysis of an earlier take, which a re-run has replaced. */
async function takenBack(archive: Archive, call: StoredCall, typed: string): Promise<StoredCall> {
  if (typed === String(call.take)) return call;
  const versions = await archive.versions(call.facts.id);
  const version = versions.find(({ take }) => String(take) === typed);
  if (version) return { ...call, transcript: version.transcript, analysis: version.analysis };
  const known = [...versions, call].map(({ take }) => take).join(', ');
  throw new UsageError(`--take: «${typed}» is no take that is kept of this call, write ${known} (see --versions)`);
}
