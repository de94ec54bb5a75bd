import type { Analysis, NoAnalysis } from './analysis/analysis.js';
import type { Instant } from './instant.js';
import type { Sound } from './sound/sound.js';
import type { Transcript, Unrecorded } from './transcript/transcript.js';

export const STAGES = ['download', 'transcribe', 'analyze', 'notify'] as const;
export type StageName = (typeof STAGES)[number];

/** Where a call stands: before one of the stages, or at one of its two good ends. */
export type Place = StageName | 'done' | 'skipped';

export type Direction = 'in' | 'out';

/** One row of the provider's history: a stretch of the call on one extension, or all of it where there are no rows for stretches. */
export interface Leg {
  /** The provider's id of this leg and of its recording; text, for its trailing zeros count. The call's own id: the whole call. */
  id: string;
  /** Both sides as E.164 (`+79161234567`) or an extension (`100`); null = hidden. */
  from: string | null;
  to: string | null;
  /** Extension or provider's name of our person on this leg. */
  employee: string | null;
  startedAt: Instant;
  /** Where the provider tells it; else `seconds` after the start. */
  endedAt?: Instant;
  seconds: number;
  /** `answered`, `busy`, `noanswer`, else the provider's word. */
  disposition: string;
  recorded: boolean;
}

/** What the provider says of a call. `id` is the session's id, in our base as well. */
export interface CallFacts {
  id: string;
  provider: 'novofon' | 'file';
  direction: Direction;
  /** The outside party, E.164; null = hidden. */
  client: string | null;
  /** Our number, E.164; null where the provider shows only an extension. */
  number: string | null;
  startedAt: Instant;
  endedAt: Instant;
  talkSeconds: number;
  disposition: string;
  legs: Leg[];
}

/** An audio file on disk, listened to. `seconds` and `channels` are null, and `speech` true, for formats we do not decode. */
export interface Recording {
  id: string;
  file: string;
  format: AudioFormat;
  bytes: number;
  sha256: string;
  seconds: number | null;
  channels: number | null;
  speech: boolean;
  /** What else the ear found; missing in calls of earlier versions. */
  sound?: Pick<Sound, 'sampleRate' | 'layout' | 'loudness'>;
}

export type AudioFormat = 'mp3' | 'wav' | 'ogg' | 'flac' | 'm4a' | 'webm';

/** What `download` makes. */
export interface Audio {
  recordings: Recording[];
  absence: Unrecorded | null;
}

/** A call before its first stage. */
export interface Fresh extends CallFacts {
  /** Live calls go before history, and get a header at once. */
  live: boolean;
  notify: boolean;
  /** Grows with every forced re-run, so that answers paid for earlier are kept and not reused. */
  take: number;
  wish?: Wish;
}

/** What a forced re-run is made with, where not as configured; whoever takes the call keeps to it. */
export interface Wish {
  speechModel?: string;
  textModel?: string;
  /** The name of a bundled one, or a whole path. */
  preset?: string;
}
export interface Recorded extends Fresh {
  audio: Audio;
}
export interface Transcribed extends Recorded {
  transcript: Transcript;
}
export interface Analyzed extends Transcribed {
  analysis: Analysis | NoAnalysis;
}

/** A call under a lease, with exactly what its place promises. */
export type Held = { lease: string; attempts: number } & (
  | { place: 'download'; call: Fresh }
  | { place: 'transcribe'; call: Recorded }
  | { place: 'analyze'; call: Transcribed }
  | { place: 'notify'; call: Analyzed }
);

/** What a stage made, named by the stage. */
export type Made =
  | { stage: 'download'; audio: Audio }
  | { stage: 'transcribe'; transcript: Transcript }
  | { stage: 'analyze'; analysis: Analysis | NoAnalysis }
  | { stage: 'notify' };

/** Why a call waits or was given up. `upstream` is null when the fault is ours. */
export interface CallError {
  stage: StageName;
  upstream: string | null;
  message: string;
}
