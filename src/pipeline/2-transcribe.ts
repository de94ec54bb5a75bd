import type { Recorded, Recording } from '../domain/call.js';
import type { AudioTools, Heard, Transcriber } from '../domain/ports.js';
import { withoutInvented, withoutInventedEnd } from '../domain/transcript/invented.js';
import { type ChannelRoles, speakerOn } from '../domain/transcript/speakers.js';
import { type Transcript, type Turn, withoutWords } from '../domain/transcript/transcript.js';
import type { Stage } from './stage.js';

interface Needs {
  transcriber: Transcriber;
  audioTools: AudioTools;
  channels: ChannelRoles;
}

/** Speech to words. A recording without speech is not sent; those that are sent are paid for once. */
export function transcribe(needs: Needs): Stage<Recorded, Transcript> {
  return async (call, signal) => {
    const { recordings, absence } = call.audio;
    if (absence) return withoutWords(absence);
    const spoken = recordings.filter((recording) => recording.speech);
    if (spoken.length === 0) return withoutWords('silent');

    const parts: Part[] = [];
    for (const recording of spoken) {
      const heard = await needs.transcriber.transcribe(recording, { callId: call.id, take: call.take }, signal);
      const turns = await turnsOf(call, recording, heard, needs, signal);
      const text =
        heard.segments.length > 0 ? turns.map((turn) => turn.text).join(' ') : withoutInventedEnd(heard.text);
      parts.push({ model: heard.model, turns, text });
    }
    return joined(parts);
  };
}

interface Part {
  model: string;
  turns: Turn[];
  text: string;
}

async function turnsOf(
  call: Recorded,
  recording: Recording,
  heard: Heard,
  needs: Needs,
  signal: AbortSignal,
): Promise<Turn[]> {
  const segments = withoutInvented(heard.segments);
  if (segments.length === 0) return [];
  const channels = await needs.audioTools.louderChannel(recording, segments, signal);
  const offset = secondsBefore(call, recording);
  return segments.map((segment, index) => {
    const channel = channels[index] ?? null;
    return {
      speaker: speakerOn(channel, call.direction, needs.channels),
      channel,
      start: offset + segment.start,
      end: offset + segment.end,
      text: segment.text,
    };
  });
}

/** Where the recording starts when the call's recordings are laid end to end. */
function secondsBefore(call: Recorded, recording: Recording): number {
  const before = call.audio.recordings.slice(0, call.audio.recordings.indexOf(recording));
  return before.reduce((sum, earlier) => sum + (earlier.seconds ?? 0), 0);
}

function joined(parts: Part[]): Transcript {
  const text = parts.flatMap((part) => (part.text === '' ? [] : [part.text])).join('\n');
  if (text === '') return { ...withoutWords('unrecognised'), model: parts[0]?.model ?? null };
  // Turns stand for the whole call or not at all: half of them would hide what was said without times.
  const timed = parts.every((part) => part.turns.length > 0 || part.text === '');
  const turns = timed ? parts.flatMap((part) => part.turns) : [];
  return { text, model: parts.at(-1)?.model ?? null, turns, wordless: null };
}
