import type { Span, Track } from './sound.js';

/** What somebody says in one go: a turn. */
export interface Group extends Span {
  track: Track;
  speech: Span[];
}

/** Whoever says less while the other talks («угу», «да») does not take the word. */
const WORD_TAKEN_SECONDS = 0.6;
/** After such a pause one begins anew, on a track of one's own and on one for both. */
const PAUSE_SECONDS = { own: 2, common: 0.7 };
/** Beyond this the next short pause ends a turn: what it says must be found again. */
const LONG_SECONDS = { own: 40, common: 25 };

/** The turns of a recording by its sound alone, in the order in which they begin. */
export function groupsOf(tracks: Track[]): Group[] {
  const groups = tracks.flatMap((track) => {
    const takers = tracks.flatMap((other) => (other === track ? [] : other.speech.filter(takesTheWord)));
    return groupsOn(track, takers);
  });
  return groups.sort((one, other) => one.start - other.start);
}

function groupsOn(track: Track, takers: Span[]): Group[] {
  const kind = track.side === null ? 'common' : 'own';
  const groups: Group[] = [];
  let taker = 0;
  for (const run of track.speech) {
    const last = groups.at(-1);
    const before = last?.speech.at(-1);
    if (!last || !before) {
      groups.push(groupOf(track, run));
      continue;
    }
    while ((takers[taker]?.start ?? Number.POSITIVE_INFINITY) <= before.start) taker += 1;
    const isTaken = (takers[taker]?.start ?? Number.POSITIVE_INFINITY) < run.start;
    const isApart = run.start - before.end > PAUSE_SECONDS[kind] || run.end - last.start > LONG_SECONDS[kind];
    if (isTaken || isApart) groups.push(groupOf(track, run));
    else {
      last.speech.push(run);
      last.end = run.end;
    }
  }
  return groups;
}

function groupOf(track: Track, run: Span): Group {
  return { track, start: run.start, end: run.end, speech: [run] };
}

function takesTheWord({ start, end }: Span): boolean {
  return end - start >= WORD_TAKEN_SECONDS;
}
