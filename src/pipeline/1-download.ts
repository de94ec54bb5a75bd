import type { Audio, Fresh, Leg, Recording } from '../domain/call.js';
import { isAnswered, recordedLegs } from '../domain/legs.js';
import type { AudioTools, Clock, Recordings, Telephony } from '../domain/ports.js';
import { recordingOf } from '../domain/recording.js';
import type { Unrecorded } from '../domain/transcript/transcript.js';
import { UpstreamError } from '../domain/trouble.js';
import type { Stage } from './stage.js';

interface Needs {
  telephony: Telephony;
  recordings: Recordings;
  audioTools: AudioTools;
  clock: Clock;
  /** How long after the call's end a recording is waited for. */
  deadlineMs: number;
}

/**
 * Brings every recorded leg to disk and looks into it. Waits (`not-ready`) until the deadline, then does without; a leg
 * whose recording is of no use (`rejected`) costs the call only when there is no other.
 */
export function download(needs: Needs): Stage<Fresh, Audio> {
  return async (call, signal) => {
    if (!isAnswered(call)) return without('missed');
    const legs = recordedLegs(call);
    if (legs.length === 0) return without('unrecorded');
    const recordings: Recording[] = [];
    const lacking: UpstreamError[] = [];
    for (const leg of legs) {
      const found = await recordingOrLack(call, leg, needs, signal);
      if (found instanceof UpstreamError) lacking.push(found);
      else recordings.push(found);
    }
    if (recordings.length > 0) return { recordings, absence: null };
    const useless = lacking.find((lack) => lack.trouble === 'rejected');
    if (useless) throw useless;
    return without('overdue');
  };
}

/** The recording, or why there will never be one. */
async function recordingOrLack(
  call: Fresh,
  leg: Leg,
  needs: Needs,
  signal: AbortSignal,
): Promise<Recording | UpstreamError> {
  try {
    return await fetchRecording(call, leg, needs, signal);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const isLate = needs.clock().getTime() - Date.parse(call.endedAt) > needs.deadlineMs;
    if (error.trouble === 'rejected' || (error.trouble === 'not-ready' && isLate)) return error;
    throw error;
  }
}

async function fetchRecording(call: Fresh, leg: Leg, needs: Needs, signal: AbortSignal): Promise<Recording> {
  const saved =
    (await needs.recordings.find(call.id, leg.id)) ??
    (await needs.recordings.save(call.id, leg.id, await needs.telephony.openRecording(call, leg, signal), signal));
  return recordingOf(leg.id, saved, await needs.audioTools.listen(saved, signal));
}

function without(absence: Unrecorded): Audio {
  return { recordings: [], absence };
}
