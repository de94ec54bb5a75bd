import type { Analysis, NoAnalysis } from '../../src/domain/analysis/analysis.js';
import type { CallFacts } from '../../src/domain/call.js';
import type { Wordless } from '../../src/domain/transcript/transcript.js';
import { BEGINNING, factColumns } from '../../src/store/call-row.js';
import type { Bench } from './bench.js';

export interface Waiting {
  live?: boolean;
  notify?: boolean;
  wordless?: Wordless;
  analysis?: Analysis | NoAnalysis;
}

/** Puts calls into the base whose cards wait to be sent. */
export async function insertWaiting({ base, clock }: Bench, calls: CallFacts[], given: Waiting = {}): Promise<void> {
  const now = clock().toISOString();
  const { live = true, notify = true } = given;
  const standing = {
    ...{ ...BEGINNING, place: 'notify', dueAt: now, foundAt: now, passed: '{}', take: 0, audio: '{}' },
    ...{ live: live ? 1 : 0, notify: notify ? 1 : 0 },
    transcript: JSON.stringify({ wordless: given.wordless ?? null }),
    analysis: JSON.stringify(given.analysis ?? { none: 'malformed' }),
  };
  const rows = calls.map((facts) => ({ ...standing, ...factColumns(facts), id: facts.id }));
  await base.insertInto('calls').values(rows).execute();
  await base
    .insertInto('legs')
    .values(calls.map(({ id }) => ({ id: `${id}.1`, callId: id })))
    .execute();
}
