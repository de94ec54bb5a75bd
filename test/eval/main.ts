import { ASSETS } from '../end-to-end/assets.js';
import { writeMeasured } from './page.js';
import { measureRecognised } from './recognised.js';
import { measureSimulated } from './simulated.js';
import { readTrueCalls } from './true-call.js';

const { EVAL_CALLS: folder, EVAL_ONLY: only, EVAL_BASE_URL: baseUrl, EVAL_API_KEY: apiKey = 'none' } = process.env;
const read = [...(await readTrueCalls(ASSETS)), ...(folder ? await readTrueCalls(folder) : [])];
const calls = only ? read.filter(({ id }) => only.split(/[ ,]+/).some((start) => id.startsWith(start))) : read;
const { tables, broken } = baseUrl
  ? { ...(await measureRecognised(calls, { baseUrl, apiKey })), broken: [] }
  : await measureSimulated(calls);
const words = broken.length === 0 ? [] : ['BROKEN PROMISES', ...broken.map((each) => `  ${each}`)];
process.stdout.write(`${[tables, ...words].join('\n\n')}\n`);
// The page tells of the bundled calls alone.
if (!folder && (baseUrl || !only)) writeMeasured(baseUrl ? 'recogniser' : 'simulator', tables);
process.exitCode = broken.length === 0 ? 0 : 1;
