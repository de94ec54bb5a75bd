import { distance } from 'fastest-levenshtein';

/** What is longer is no name of ours. */
const LONGEST = 80;

/** The known name that was most likely meant, null when nothing is near. Case, dots and underscores do not count. */
export function nearest(wrong: string, known: Iterable<string>): string | null {
  if (wrong.length > LONGEST) return null;
  const meant = bare(wrong);
  const ranked = [...known]
    .map((name) => ({ name, distance: distanceBetween(meant, bare(name)) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(1, meant.length / 4) ? best.name : null;
}

/** Edits from one to the other; one edit where only the section is missing (`botToken` for `telegram.botToken`). */
function distanceBetween(meant: string, name: string): number {
  const whole = distance(meant, name);
  return whole > 0 && meant.length > 3 && name.endsWith(meant) ? 1 : whole;
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
