/** Cases for each property; `FUZZ_RUNS` for a long run. */
export const RUNS = { numRuns: Number(process.env.FUZZ_RUNS ?? 500) };
