import type { Instant } from '../instant.js';
import type { Ground } from './ground.js';

/** Something that was said, and what proves it. */
export interface Remark extends Ground {
  what: string;
}
/** `dueSaid` are the words; `dueAt` the instant built from them, null when none was said or it is in doubt. */
export interface Promised {
  dueSaid: string | null;
  dueAt: Instant | null;
  dueAllDay: boolean;
  dueDoubtful: boolean;
}
