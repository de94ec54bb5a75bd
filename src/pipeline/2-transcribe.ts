import type { Recorded, Recording } from '../domain/call.js';
import type { AudioTools, CutFor, Transcriber } from '../domain/ports.js';
import { piecesOf } from '../domain/sound/pieces.js';
import type { Sound } from '../domain/sound/sound.js';
import { type CutText, withoutInvented } from '../domain/transcript/invented.js';
import { mended, type Replacements } from '../domain/transcript/mended.js';
import { type ChannelRoles, oneSided, speakerOn } from '../domain/transcript/speakers.js';
import { type Transcript, type Turn, withoutWords } from '../domain/transcript/transcript.js';
import type { Trust } from '../domain/transcript/trust.js';
import { turnsOf } from '../domain/transcript/turns.js';
import { combinedTrust, trustOf } from '../domain/transcript/weigh.js';
import type { Stage } from './stage.js';

interface Needs {
  transcriber: Transcriber;
  audioTools: AudioTools;
  channels: ChannelRoles;
  vocabulary: string[];
  replace: Replacements;
}

/** Speech to words. What holds no speech is not sent; what is sent is paid for once. */
export function transcribe(needs: Needs): Stage<Recorded, Transcript> {
  return async (call, signal) => {
    const { recordings, absence } = call.audio;
    if (absence) return withoutWords(absence);
    const spoken = recordings.filter((recording) => recording.speech);
    if (spoken.length === 0) return withoutWords('silent');

    const parts: Part[] = [];
    // The recordings are laid end to end.
    let offset = 0;
    for (const recording of recordings) {
      const part = recording.speech ? await wordsOf(call, recording, offset, needs, signal) : null;
      if (part) parts.push(part);
      offset = recording.seconds === null ? Math.max(offset, part?.turns.at(-1)?.end ?? 0) : offset + recording.seconds;
    }
    return joined(parts);
  };
}

interface Part {
  model: string;
  turns: Turn[];
  text: string;
  cut: CutText[];
  trust: Trust | null;
}

async function wordsOf(
  call: Recorded,
  recording: Recording,
  offset: number,
  needs: Needs,
  signal: AbortSignal,
): Promise<Part> {
  const listened = await needs.audioTools.listen(recording, signal);
  const sound = listened && oneSided(listened, needs.channels);
  const heard = await needs.transcriber.transcribe(
    cutFor(recording, sound, needs, signal),
    { callId: call.id, take: call.take },
    signal,
    call.wish?.speechModel,
  );
  const { pieces, cut } = withoutInvented(heard.pieces, sound, needs.vocabulary);
  const said = turnsOf(pieces, sound);
  const mend = (text: string) => mended(text, needs.replace);
  const turns = said.map((turn) => ({
    ...turn,
    speaker: speakerOn(turn.channel, call.direction, needs.channels),
    start: offset + turn.start,
    end: offset + turn.end,
    text: mend(turn.text),
  }));
  const words = said.length > 0 ? turns : pieces.map(({ text }) => ({ text: mend(text) }));
  return {
    model: heard.model,
    turns,
    text: words
      .map(({ text }) => text)
      .filter(Boolean)
      .join(' '),
    cut: cut.map((each) => ({ ...each, at: each.at === null ? null : offset + each.at })),
    trust: sound && trustOf(sound, said, cut),
  };
}

function cutFor(recording: Recording, sound: Sound | null, { audioTools }: Needs, signal: AbortSignal): CutFor {
  return async (limits) => {
    const pieces = sound && piecesOf(sound, limits);
    const uploads = await audioTools.uploads(recording, pieces, signal);
    return uploads.map((upload, place) => ({ piece: pieces?.[place] ?? null, upload }));
  };
}

function joined(parts: Part[]): Transcript {
  const text = parts.flatMap((part) => (part.text === '' ? [] : [part.text])).join('\n');
  const cut = parts.flatMap((part) => part.cut);
  if (text === '') return { ...withoutWords('unrecognised'), model: parts[0]?.model ?? null, cut };
  // Turns stand for the whole call or not at all: half of them would hide what was said without times.
  const timed = parts.every((part) => part.turns.length > 0 || part.text === '');
  const turns = timed ? parts.flatMap((part) => part.turns) : [];
  const trust = combinedTrust(parts.flatMap((part) => part.trust ?? []));
  return { text, model: parts.at(-1)?.model ?? null, turns, wordless: null, cut, trust };
}
