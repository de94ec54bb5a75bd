import type { Audio, Fresh, Leg, Recording } from '../domain/call.js';
import { isAnswered, recordedLegs } from '../domain/legs.js';
import type { AudioTools, Clock, Recordings, Telephony } from '../domain/ports.js';
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

/** Brings every recorded leg to disk and looks into it. Waits (`not-ready`) until the deadline, then does without. */
export function download(needs: Needs): Stage<Fresh, Audio> {
  return async (call, signal) => {
    if (!isAnswered(call)) return without('missed');
    const legs = recordedLegs(call);
    if (legs.length === 0) return without('unrecorded');
    const recordings: Recording[] = [];
    for (const leg of legs) {
      const recording = await fetchUntilDeadline(call, leg, needs, signal);
      if (recording) recordings.push(recording);
    }
    return recordings.length > 0 ? { recordings, absence: null } : without('overdue');
  };
}

async function fetchUntilDeadline(call: Fresh, leg: Leg, needs: Needs, signal: AbortSignal): Promise<Recording | null> {
  try {
    return await fetchRecording(call, leg, needs, signal);
  } catch (error) {
    const ageMs = needs.clock().getTime() - Date.parse(call.endedAt);
    if (error instanceof UpstreamError && error.trouble === 'not-ready' && ageMs > needs.deadlineMs) return null;
    throw error;
  }
}

async function fetchRecording(call: Fresh, leg: Leg, needs: Needs, signal: AbortSignal): Promise<Recording> {
  const saved =
    (await needs.recordings.find(call.id, leg.id)) ??
    (await needs.recordings.save(call.id, leg.id, await needs.telephony.openRecording(call, leg, signal), signal));
  return { id: leg.id, ...saved, ...(await needs.audioTools.probe(saved, signal)) };
}

function without(absence: Unrecorded): Audio {
  return { recordings: [], absence };
}
