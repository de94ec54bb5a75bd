import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorld } from '../../src/simulators/world.js';
import { ASSETS } from '../end-to-end/assets.js';
import { longCall } from '../eval/long-call.js';
import { writeMeasured } from '../eval/page.js';
import { mp3Bytes } from '../eval/recording-file.js';
import { told } from '../eval/simulated-ear.js';
import { readTrueCalls, type TrueCall } from '../eval/true-call.js';
import { beginning } from '../eval/variants/time.js';
import { above, besides, engineTable, type Run, threeHoursTable } from './engine-tables.js';
import { cuttingArgs, ffmpegTook, listeningArgs } from './ffmpeg.js';
import { oursTook, sendingTook } from './took.js';

const HOUR_SECONDS = 3600;
const MOST_BYTES = 150e6;
/** When garbage is collected is chance: the middle one of so many counts. */
const RUNS = 3;

/** What is done to a recording, by us and by ffmpeg. */
const WORKS = [
  { name: 'listen', far: 'listen', args: listeningArgs },
  { name: 'cut both sides', far: 'cut', args: cuttingArgs },
] as const;

/** Our engine beside ffmpeg on an hour, and its memory on three; false where that is more than it may be. */
export async function audioEngine(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'audiobot-bench-'));
  try {
    const calls = await readTrueCalls(ASSETS);
    const idle = await sixSeconds(calls, folder);
    const hour = await longCall(calls, HOUR_SECONDS, folder);
    const rows: string[][] = [];
    for (const { name, far, args } of WORKS) {
      const ours = { whole: await oursTook(hour.audio.file, far), idle: await oursTook(idle, far) };
      const [whole, still] = [await ffmpegTook(hour.audio.file, args(folder)), await ffmpegTook(idle, args(folder))];
      rows.push([name, ...besides(ours, whole && still && { whole, idle: still })]);
    }
    const sending = await sent(await longCall(calls, 3 * HOUR_SECONDS, folder), idle);
    const report = [engineTable(rows), threeHoursTable(sending)].join('\n\n');
    process.stdout.write(`${report}\n`);
    writeMeasured('engine', report);
    return above(sending).bytes < MOST_BYTES;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A file so short that what it takes is what the modules take. */
async function sixSeconds(calls: TrueCall[], folder: string): Promise<string> {
  const [first] = calls;
  if (!first) throw new Error('no bundled call');
  const file = join(folder, 'six-seconds.mp3');
  await writeFile(file, await mp3Bytes(beginning(first, 6).channels, { sampleRate: 8000, kbits: 32 }));
  return file;
}

async function sent(long: Awaited<ReturnType<typeof longCall>>, idle: string): Promise<Run> {
  await using world = await startWorld();
  world.openai.hear(readFileSync(long.audio.file), long.turns.map(told));
  const server = { baseUrl: `${world.openai.url}/v1`, apiKey: world.env().OPENAI_API_KEY ?? '' };
  const runs: Run[] = [];
  for (let count = 0; count < RUNS; count++) {
    runs.push({ whole: await sendingTook(long.audio.file, server), idle: await sendingTook(idle, server) });
  }
  const [median] = runs.sort((one, other) => above(one).bytes - above(other).bytes).slice(Math.floor(RUNS / 2));
  if (!median) throw new Error('no run');
  return median;
}
