import { parseArgs } from 'node:util';
import { report } from './report.js';
import { torture } from './torture.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    calls: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [kills, calls, seed] = [Number(values.kills), Number(values.calls), Number(values.seed)];
process.stderr.write(`torture: ${kills} kills over ${calls} calls, seed ${seed}\n`);
const outcome = await torture({
  ...{ kills, calls, seed, longestLifeMs: 1_500, noise: 0.4, restMs: 15 * 60_000 },
  killed: (_, count) => {
    if (count % 20 === 0) process.stderr.write(`torture: ${count} kills\n`);
  },
});
process.stdout.write(report(outcome));
process.exitCode = outcome.broken.length === 0 ? 0 : 1;
