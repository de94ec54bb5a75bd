/** Cases for each property; `FUZZ_RUNS` for a long run. */
export const RUNS = { numRuns: Number(process.env.FUZZ_RUNS ?? 1_000) };

/** Where a case takes long. */
export const FEWER_RUNS = { numRuns: Math.ceil(RUNS.numRuns / 4) };
