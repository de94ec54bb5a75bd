/** The value that a share (0 … 1) of all does not exceed; `ordered` ascends. 0 where there is none. */
export function percentile(ordered: number[], share: number): number {
  return ordered[Math.max(0, Math.ceil(ordered.length * share) - 1)] ?? 0;
}
