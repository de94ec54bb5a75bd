import { type Finding, fail } from '../../domain/finding.js';
import { deadline } from '../../lib/linked-signal.js';
import { sleep } from '../../lib/sleep.js';

/** So long a check may still tell what it knows when its time is over. */
const LAST_WORD_MS = 500;

/** Whom a check asks, for when there is no answer. */
export interface Asked {
  part: string;
  name: string;
  /** What to do when nobody answers. */
  cure: string | null;
}

/** Runs a check; one that does not end in time is a failure of its own, so that the others are still told. */
export async function within(
  limitMs: number,
  asked: Asked,
  check: (signal: AbortSignal) => Promise<Finding[]>,
): Promise<Finding[]> {
  using limit = deadline(limitMs);
  const silence = [fail(asked.part, `${asked.name} не отвечает за ${Math.round(limitMs / 1000)} с`, asked.cure)];
  const checked = check(limit.signal).catch((error: unknown) =>
    limit.signal.aborted ? silence : [fail(asked.part, `не удалось проверить: ${wordsOf(error)}`, asked.cure)],
  );
  const ended = new AbortController();
  const tooLate = sleep(limitMs + LAST_WORD_MS, ended.signal).then(() => silence);
  try {
    return await Promise.race([checked, tooLate]);
  } finally {
    tooLate.catch(() => undefined);
    ended.abort();
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
