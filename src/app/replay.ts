import type { Config } from '../config/derive.js';
import { loadPreset } from '../config/preset/load.js';
import type { Analysis, NoAnalysis } from '../domain/analysis/analysis.js';
import type { Analyzed, Wish } from '../domain/call.js';
import type { Alerts } from '../domain/ports.js';
import type { StoredCall } from '../domain/stored.js';
import type { Logger } from '../lib/log.js';
import { analyze } from '../pipeline/3-analyze.js';
import { SqlAnswers } from '../store/answers.js';
import { type CallFilter, findCall, listCalls } from '../store/call-reader.js';
import { SqlMemory } from '../store/memory.js';
import { openBase } from '../store/open.js';
import { cardContextOf } from './card-context.js';
import { openIntelligence } from './intelligence.js';
import { presetsBeside } from './presets.js';
import type { Stopping } from './stopping.js';
import { knownZone } from './zone.js';

/** A stored call with what another model, preset or prompt makes of it, and what that cost (USD; null: unknown). */
export interface Replay {
  call: StoredCall;
  replayed: Analysis | NoAnalysis;
  usd: number | null;
}

interface Asked {
  /** Calls by any of their ids, or else the newest that were analysed. */
  ids: string[];
  filter: CallFilter;
  /** Instructions to use instead of ours. */
  rules: string | undefined;
  wish: Wish;
}

/**
 * Analyses stored calls anew as is wished, one by one. Nothing but the paid answers is stored: calls and
 * cards stay as they are. Throws UpstreamError('openai', …), and where there is no such call.
 */
export async function* replays(config: Config, log: Logger, stopping: Stopping, asked: Asked): AsyncGenerator<Replay> {
  await using base = await openBase(config.database.path);
  const clock = () => new Date();
  const memory = new SqlMemory(base, clock);
  const zone = await knownZone(config, memory);
  const { nameOf } = cardContextOf(config, zone);
  await using minds = await openIntelligence(config, {
    ...{ memory, clock, nameOf },
    answers: new SqlAnswers(base, clock),
    alerts: told(log),
    zone: async () => zone,
    presetFor: presetsBeside(loadPreset(config.analysis.preset)),
    ...(asked.rules !== undefined && { rules: asked.rules }),
  });
  const analyzed = analyze(minds);
  const calls =
    asked.ids.length > 0
      ? asked.ids
      : (await listCalls(base, { ...asked.filter, isSpoken: true })).map(({ facts }) => facts.id);
  for (const anyId of calls) {
    if (stopping.stopping.aborted) return;
    const call = await findCall(base, anyId);
    if (!call) throw new Error(`no call ${anyId} in ${config.database.path}`);
    const spoken = spokenIn(call);
    if (!spoken) continue;
    const replayed = await analyzed({ ...spoken, wish: asked.wish }, stopping.abort);
    const after = await findCall(base, call.facts.id);
    yield { call, replayed, usd: spent(call.cost, after?.cost ?? null) };
  }
}

/** The call with its words; null where it has none that were ever judged. */
function spokenIn({ facts, audio, transcript, analysis, live }: StoredCall): Analyzed | null {
  if (!audio || !transcript || !analysis || transcript.wordless) return null;
  return { ...facts, audio, transcript, analysis, live, notify: false, take: 0 };
}

function spent(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}

/** Nobody's group is told of an experiment. */
function told(log: Logger): Alerts {
  return {
    raise: async (key, text) => log.warn({ alert: key }, text),
    clear: async () => undefined,
    forget: async () => false,
  };
}
