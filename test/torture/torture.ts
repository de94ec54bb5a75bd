import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWorld } from '../../src/simulators/world.js';
import { ASSETS } from '../end-to-end/assets.js';
import { openPlace } from '../end-to-end/program.js';
import { BaseView } from './base-view.js';
import { CallFlow } from './call-flow.js';
import { Chance } from './chance.js';
import { Ledger } from './ledger.js';
import { type Kill, Lives } from './lives.js';
import { disturb, slowDown } from './noise.js';
import { type Outcome, outcomeOf } from './outcome.js';
import { rest } from './rest.js';
import { TakeUps } from './take-ups.js';

const LEASE_MS = 1_000;
const LOOK_MS = 50;
const BUDGETS = { statistics: 6_000, all: 60_000 };
const LATENCY = { transcribeMs: 250, analyzeMs: 250 };
const ENV = {
  AUDIOBOT_POLL_SCHEDULE: '* * * * * *',
  AUDIOBOT_PIPELINE_LEASE: `${LEASE_MS}ms`,
  AUDIOBOT_NOVOFON_LIMITS: '{statistics: 6000, all: 60000}',
  AUDIOBOT_TELEGRAM_LIMITS: '{perChatMinute: 6000, gap: 1ms}',
};

export interface TortureOptions {
  kills: number;
  calls: number;
  seed: number;
  /** How long a program lives at most after it is up, where nothing else chooses the moment. */
  longestLifeMs: number;
  /** How often an upstream answers badly, per kill. */
  noise: number;
  /** How long the end is waited for. */
  restMs: number;
  killed?: (kill: Kill, count: number) => void;
}

/** Kills the program again and again while calls flow, lets all come to rest, and counts. */
export async function torture(options: TortureOptions): Promise<Outcome> {
  const { kills, calls, seed, longestLifeMs, noise, restMs } = options;
  await using world = await startWorld({ assets: ASSETS, budgets: BUDGETS, latency: LATENCY });
  await using place = await openPlace({ ...world.env(), ...ENV });
  slowDown(world);
  using ledger = new Ledger(world);
  const view = new BaseView(join(place.folder, 'data', 'audiobot.db'));
  const flow = new CallFlow(world, new Chance(seed));
  const chance = new Chance(seed + 1);
  const lives = new Lives({ place, ledger, view, chance: new Chance(seed + 2), longestLifeMs });
  const takeUps = new TakeUps();
  const looking = lookOn(view, lives, takeUps);

  for (let count = 1; count <= kills; count++) {
    while (flow.calls.length < (calls * count) / kills) flow.add();
    if (chance.happens(noise)) disturb(world, chance);
    const kill = await lives.killOne();
    takeUps.bereave(kill);
    options.killed?.(kill, count);
  }
  await lives.survive();
  await flow.complete();
  await rest({ place, view, ledger, restMs, calls: flow.calls.length });
  await looking.stop();
  await lives.end();
  const leftovers = await partsIn(join(place.folder, 'data', 'recordings'));
  return outcomeOf({ world, flow, ledger, lives, view, takeUps, leftovers, leaseMs: LEASE_MS });
}

function lookOn(view: BaseView, lives: Lives, takeUps: TakeUps): { stop(): Promise<void> } {
  let isOver = false;
  const looking = (async () => {
    while (!isOver) {
      takeUps.look(view.calls(), lives.isUp);
      await sleep(LOOK_MS);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await looking;
    },
  };
}

async function partsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.includes('.part-'));
}
