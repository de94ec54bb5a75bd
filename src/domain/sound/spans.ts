import type { Span } from './sound.js';

/** What is sent around speech: soft beginnings and endings are under the gate. */
const BEFORE_SECONDS = 0.08;
const AFTER_SECONDS = 0.1;
/** Shorter pauses are left as they are: cutting them out gains nothing. */
const PAUSE_SECONDS = 0.6;

/** The stretches to send: speech with its soft edges, short pauses closed. */
export function closed(speech: Span[], seconds: number): Span[] {
  const spans: Span[] = [];
  for (const run of speech) {
    const last = spans.at(-1);
    const start = Math.max(0, run.start - BEFORE_SECONDS);
    const end = Math.min(seconds, run.end + AFTER_SECONDS);
    if (last && start - last.end < PAUSE_SECONDS - BEFORE_SECONDS - AFTER_SECONDS) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  return spans;
}

/** A stretch as several of at most `longest` seconds: cut in a pause near the end of what fits, else right there. */
export function shortened(span: Span, speech: Span[], longest: number): Span[] {
  const spans: Span[] = [];
  let { start } = span;
  while (span.end - start > longest) {
    const cut = pauseWithin(speech, start + longest / 2, start + longest) ?? start + longest;
    spans.push({ start, end: cut });
    start = cut;
  }
  return [...spans, { start, end: span.end }];
}

/** The middle of the last pause between two runs of speech in a stretch of time. */
function pauseWithin(speech: Span[], from: number, to: number): number | null {
  for (let place = speech.length - 1; place > 0; place--) {
    const middle = ((speech[place - 1]?.end ?? 0) + (speech[place]?.start ?? 0)) / 2;
    if (middle >= from && middle <= to) return middle;
  }
  return null;
}
