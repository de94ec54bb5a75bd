const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** `metadata.limits` of an answer as text, resets in seconds; may be empty (apis/novofon.md B3). */
export type Limits = Record<string, string>;

const SPANS = [
  { left: 'minute_remaining', reset: 'minute_reset', usualMs: MINUTE_MS },
  { left: 'day_remaining', reset: 'day_reset', usualMs: 60 * MINUTE_MS },
];

/** How long nothing is left of the points, of the minute or of the day; null while something is left. */
export function spentForMs(limits: Limits): number | null {
  const spent = SPANS.filter(({ left }) => /^(0|-\d+)$/.test(limits[left] ?? ''));
  return spent.length === 0 ? null : Math.max(...spent.map((span) => resetMs(limits, span.reset) ?? span.usualMs));
}

/** How long to wait after `limit_exceeded`; a minute when nothing is said. */
export function exceededForMs(limits: Limits): number {
  return spentForMs(limits) ?? resetMs(limits, 'minute_reset') ?? MINUTE_MS;
}

function resetMs(limits: Limits, name: string): number | null {
  const seconds = limits[name] ?? '';
  if (!/^\d+(\.\d+)?$/.test(seconds)) return null;
  return Math.ceil(Math.min(DAY_MS, Math.max(SECOND_MS, Number(seconds) * SECOND_MS)));
}
