import type { Selectable } from 'kysely';
import type { Audio, CallFacts, Direction, Fresh, Held, Place, StageName, Wish } from '../domain/call.js';
import { analysisIn, transcriptIn } from './kept.js';
import type { CallTable } from './schema.js';

export type CallRow = Selectable<CallTable>;

/** What a call forgets when it starts anew. */
export const BEGINNING = {
  place: 'download',
  audio: null,
  transcript: null,
  analysis: null,
  doneAt: null,
  skipReason: null,
  error: null,
  lease: null,
  attempts: 0,
  reopened: 0,
  wish: null,
} as const;

/** The columns that hold what the provider says. */
export function factColumns(call: CallFacts) {
  return {
    provider: call.provider,
    direction: call.direction,
    client: call.client,
    number: call.number,
    startedAt: call.startedAt,
    endedAt: call.endedAt,
    talkSeconds: call.talkSeconds,
    disposition: call.disposition,
    legs: JSON.stringify(call.legs),
  };
}

export const FACTS = [
  'calls.id',
  'provider',
  'direction',
  'client',
  'number',
  'startedAt',
  'endedAt',
  'talkSeconds',
  'disposition',
  'legs',
] as const;

export function factsOf(row: Pick<CallRow, keyof CallFacts>): CallFacts {
  return {
    id: row.id,
    provider: row.provider as CallFacts['provider'],
    direction: row.direction as Direction,
    client: row.client,
    number: row.number,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    talkSeconds: row.talkSeconds,
    disposition: row.disposition,
    legs: JSON.parse(row.legs),
  };
}

/** A leased row as its place promises it: the columns before the place are filled. */
export function heldOf(row: CallRow): Held {
  const place = row.place as Place;
  if (place === 'done' || place === 'skipped' || row.lease === null) {
    throw new Error(`call ${row.id} is not held: ${place}`);
  }
  const fresh: Fresh = { ...factsOf(row), live: row.live === 1, notify: row.notify === 1, take: row.take };
  const call = {
    ...fresh,
    ...(row.wish === null ? {} : { wish: JSON.parse(row.wish) as Wish }),
    ...(row.audio === null ? {} : { audio: JSON.parse(row.audio) as Audio }),
    ...(row.transcript === null ? {} : { transcript: transcriptIn(row.transcript) }),
    ...(row.analysis === null ? {} : { analysis: analysisIn(row.analysis) }),
  };
  return { lease: row.lease, attempts: row.attempts, place, call } as Held;
}

export function nextPlace(stage: StageName): Place {
  const order: Record<StageName, Place> = {
    download: 'transcribe',
    transcribe: 'analyze',
    analyze: 'notify',
    notify: 'done',
  };
  return order[stage];
}
