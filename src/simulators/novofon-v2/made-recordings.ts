import { type Audio, bytesOf, type Session, type Showing } from './session.js';

/** The recordings of a call; without `audio` it has none. */
export interface MadeRecording {
  /** The file of the talk, or files of several, in order. */
  audio?: Audio | Audio[];
  /** The same as wav, where the account keeps that. */
  wav?: Audio | Audio[];
  voiceMail?: Audio | Audio[];
  /** How much later than the row they are there. */
  recordingAfterMs?: number;
  /** What `full_record_file_link` is; usually a URL. */
  fullLink?: Showing['fullLink'];
  /** Without it, the whole conversation is the talks joined. */
  fullAudio?: Audio;
  /** How `call_records` says that there are none; usually `[]`. */
  noRecords?: Showing['noRecords'];
}

export function showingOf({ fullLink = 'url', noRecords = 'empty', fullAudio }: MadeRecording): Showing {
  return { fullLink, noRecords, fullAudio: fullAudio === undefined ? null : bytesOf(fullAudio) };
}

/** The session with these recordings. */
export function recorded(session: Session, made: MadeRecording): Session {
  const { recordingAfterMs: afterMs = 0 } = made;
  for (const audio of list(made.audio)) session.addRecord(audio, { afterMs });
  for (const audio of list(made.wav)) session.addRecord(audio, { afterMs, kind: 'wav' });
  for (const audio of list(made.voiceMail)) session.addRecord(audio, { afterMs, kind: 'voice_mail' });
  return session;
}

function list(audio: Audio | Audio[] | undefined): Audio[] {
  if (audio === undefined) return [];
  return Array.isArray(audio) ? audio : [audio];
}
