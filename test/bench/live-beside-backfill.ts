import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../../src/lib/percentile.js';
import { startWorld, type World } from '../../src/simulators/world.js';
import { ASSETS } from '../end-to-end/assets.js';
import { openPlace } from '../end-to-end/program.js';
import { madeSpeech } from '../sounds/made-speech.js';

const ROUNDS = 15;
const HISTORY = 1_000;
const CALL_SECONDS = 3;
const ENV = {
  AUDIOBOT_POLL_SCHEDULE: '* * * * * *',
  AUDIOBOT_NOVOFON_LIMITS: '{statistics: 600, all: 60000}',
  AUDIOBOT_TELEGRAM_LIMITS: '{perChatMinute: 6000, gap: 1ms}',
};

/** How long a live card takes from the history to the group, alone and beside a backfill. Each call has a sound of its own: equal ones are paid once. */
export async function liveBesideBackfill(): Promise<void> {
  const budgets = { statistics: 600, all: 60_000 };
  await using world = await startWorld({ assets: ASSETS, budgets, latency: { transcribeMs: 500, analyzeMs: 500 } });
  await using place = await openPlace({ ...world.env(), ...ENV });
  for (let back = 0; back < HISTORY; back++) {
    const startedAt = new Date(Date.now() - 86_400_000 - back * 60_000);
    world.novofon.addIncoming({ seconds: 64, startedAt }, { audio: madeSpeech(back, CALL_SECONDS) });
  }
  await place.serve();
  const alone = await measured(world);
  const running = place.start('backfill', '--since', '7d', '--yes');
  while (world.openai.transcriptions.length < ROUNDS + 10) await sleep(100);
  const beside = await measured(world);
  if (running.child.exitCode !== null) throw new Error('the backfill had ended');
  const [median, besideMedian] = [alone, beside].map((seconds) => percentile(seconds, 0.5));
  const [slow, besideSlow] = [alone, beside].map((seconds) => percentile(seconds, 0.95));
  process.stdout.write(
    [
      'history to card, seconds            p50     p95',
      `alone                          ${shown(median)} ${shown(slow)}`,
      `beside a backfill of ${HISTORY}      ${shown(besideMedian)} ${shown(besideSlow)}`,
      `ratio                          ${shown((besideMedian ?? 0) / (median ?? 1))} ${shown((besideSlow ?? 0) / (slow ?? 1))}`,
      '',
    ].join('\n'),
  );
}

async function measured(world: World): Promise<number[]> {
  const seconds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const cards = () => world.telegram.messages().filter(({ text }) => !text.includes('расшифровываю')).length;
    const before = cards();
    const startedMs = performance.now();
    world.novofon.addIncoming({ seconds: 64 }, { audio: madeSpeech(HISTORY + startedMs, CALL_SECONDS) });
    while (cards() === before) await sleep(10);
    seconds.push((performance.now() - startedMs) / 1000);
  }
  return seconds.sort((a, b) => a - b);
}

function shown(value: number | undefined): string {
  return (value ?? Number.NaN).toFixed(2).padStart(7);
}
