import type { CutText } from './invented.js';
import type { Trust } from './trust.js';

export type Speaker = 'client' | 'employee' | 'unknown';

/** One stretch of speech. Times are seconds from the start of the call's audio (recordings laid end to end). */
export interface Turn {
  speaker: Speaker;
  /** Who speaks was told by the sense of the words, and may be wrong. */
  inferred?: true;
  /** The channel of its side of the call, where the recording keeps the sides apart; null otherwise. */
  channel: 0 | 1 | null;
  start: number;
  end: number;
  text: string;
}

/** Why a call has no recording: nobody answered, no leg was recorded, or it never appeared. */
export type Unrecorded = 'missed' | 'unrecorded' | 'overdue';

/** Why there are no words: no recording, a recording without speech, or nothing recognised in it. */
export type Wordless = Unrecorded | 'silent' | 'unrecognised';

/** What `transcribe` makes. `turns` is empty where the model gave text only and nothing could place it. */
export interface Transcript {
  text: string;
  model: string | null;
  turns: Turn[];
  wordless: Wordless | null;
  /** What the recogniser made up, and is not in the text. */
  cut: CutText[];
  /** Null where the sound was not listened to. */
  trust: Trust | null;
}

export function withoutWords(wordless: Wordless): Transcript {
  return { text: '', model: null, turns: [], wordless, cut: [], trust: null };
}
