const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

/** Milliseconds of `1100ms`, `3s`, `15m`, `6h`, `30d` or a bare `0`; null for anything else. */
export function parseDuration(text: string): number | null {
  if (text === '0') return 0;
  const parts = /^(\d+)([a-z]+)$/.exec(text);
  const unit = UNITS.find(([name]) => name === parts?.[2]);
  if (!parts || !unit) return null;
  const ms = Number(parts[1]) * unit[1];
  return Number.isSafeInteger(ms) ? ms : null;
}

/** The shortest text that `parseDuration` reads back as `ms` (whole and not negative): `90s`, `6h`, `0`. */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0';
  const [name, size] = UNITS.find(([, size]) => ms % size === 0) ?? ['ms', 1];
  return `${ms / size}${name}`;
}
