import { z } from 'zod';
import type { Instant } from '../../../domain/instant.js';
import { fromAccountTime } from '../account-time.js';
import { text } from '../lossless.js';
import { partyOf } from '../party.js';
import { readDisposition, readSeconds, readWord, readYes } from '../words.js';

/** One row of `/v1/statistics/pbx/`, read (apis/novofon.md A2). Parties: E.164, extension, or null. */
export interface Row {
  /** The id of the call the row belongs to. */
  session: string;
  /** The id of the recording; null for a phantom leg. */
  callId: string | null;
  extension: string | null;
  clid: string | null;
  destination: string | null;
  startedAt: Instant;
  seconds: number;
  disposition: string;
  recorded: boolean;
}

const Source = z.object({
  call_id: text,
  pbx_call_id: text,
  sip: text,
  callstart: text,
  clid: text,
  destination: text,
  disposition: text,
  seconds: text,
  is_recorded: text,
});

/** Null for a row without any id or without a readable time: it cannot be told which call it is. */
export function readRow(raw: unknown, zone: string): Row | null {
  const source = Source.safeParse(raw).data;
  if (!source) return null;
  const callId = readWord(source.call_id);
  const session = readWord(source.pbx_call_id) ?? callId;
  const startedAt = fromAccountTime(source.callstart, zone);
  if (session === null || startedAt === null) return null;
  return {
    session,
    callId,
    extension: readWord(source.sip),
    clid: partyOf(source.clid),
    destination: partyOf(source.destination),
    startedAt,
    seconds: readSeconds(source.seconds) ?? 0,
    disposition: readDisposition(source.disposition),
    recorded: readYes(source.is_recorded),
  };
}
