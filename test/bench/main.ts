import { audioEngine } from './audio-engine.js';
import { liveBesideBackfill } from './live-beside-backfill.js';

await liveBesideBackfill();
if (!(await audioEngine())) {
  process.stderr.write('bench: three hours took 150 MB and more\n');
  process.exitCode = 1;
}
