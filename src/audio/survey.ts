import { type FileHandle, open } from 'node:fs/promises';
import type { AudioFormat } from '../domain/call.js';
import { UpstreamError } from '../domain/trouble.js';
import { louderChannels, type Span } from './louder-channel.js';
import { readMp3 } from './mp3.js';
import type { Pcm } from './pcm.js';
import { type Profile, profileOf } from './profile.js';
import { hasSpeech } from './voice.js';
import { readWav } from './wav.js';
import { readWavHeader } from './wav-header.js';

/** What to look into, and where the louder channel is asked for. */
export interface Question {
  file: string;
  format: AudioFormat;
  spans: Span[];
}

/** What was found: `louder` answers the spans one by one. */
export interface Survey {
  seconds: number | null;
  channels: number | null;
  speech: boolean;
  louder: (0 | 1 | null)[];
}

/** Hears one file through. Throws UpstreamError('disk', …): `rejected` for an mp3 or WAV without sound. */
export async function survey(question: Question): Promise<Survey> {
  return tell(await hear(question), question.spans);
}

/** The same, and remembers the file it heard last: a recording is asked about again once its words are known. */
export function rememberingSurvey(): typeof survey {
  let last: { file: string; profile: Profile | null } | null = null;
  return async (question) => {
    if (last?.file !== question.file) last = { file: question.file, profile: await hear(question) };
    return tell(last.profile, question.spans);
  };
}

/** Null for what is not decoded here. */
async function hear({ file, format }: Question): Promise<Profile | null> {
  await using handle = await openRecording(file);
  const sound = await soundOf(handle, format);
  if (sound === null) return null;
  const profile = await profileOf(sound);
  if (profile.seconds === 0) throw new UpstreamError('disk', 'rejected', `the ${format} recording holds no sound`);
  return profile;
}

function tell(profile: Profile | null, spans: Span[]): Survey {
  if (!profile) return { seconds: null, channels: null, speech: true, louder: spans.map(() => null) };
  return {
    seconds: Math.round(profile.seconds * 1000) / 1000,
    channels: profile.channels.length,
    speech: hasSpeech(profile),
    louder: louderChannels(profile, spans),
  };
}

async function openRecording(file: string): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (cause) {
    throw new UpstreamError('disk', 'transient', 'the recording cannot be opened', { cause });
  }
}

/** The sound of a file; null for what is not decoded here. */
async function soundOf(handle: FileHandle, format: AudioFormat): Promise<AsyncIterable<Pcm> | null> {
  if (format === 'mp3') return readMp3(handle);
  if (format !== 'wav') return null;
  const layout = await readWavHeader(handle);
  if (layout === null) throw new UpstreamError('disk', 'rejected', 'the WAV recording has no readable header');
  return layout.coding === null ? null : readWav(handle, layout);
}
