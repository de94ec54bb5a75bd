import type { World } from '../../src/simulators/world.js';
import type { BaseView, CallRow } from './base-view.js';
import type { CallFlow, FlowingCall } from './call-flow.js';
import { countDoubles, type Doubles, isDelivered, standings } from './doubles.js';
import type { Ledger } from './ledger.js';
import type { Kill, Lives } from './lives.js';
import { countPurchases, type Purchases } from './purchases.js';
import type { TakeUps } from './take-ups.js';

/** A daemon looks for due calls twice a second; a busy one must have room first. */
const TAKEN_WITHIN_MS = 5_000;
/** Between the last renewal and the moment in which the kill is noted. */
const NOTED_WITHIN_MS = 100;

/** What a torture run has shown. */
export interface Outcome {
  kills: Kill[];
  calls: FlowingCall[];
  /** How many calls stand in the base so. */
  ends: Map<string, number>;
  /** Calls whose card is not in the group, or not all of it. */
  lost: string[];
  messages: number;
  doubles: Doubles;
  purchases: Purchases;
  takeUps: TakeUps;
  /** Recordings half written that nobody swept away. */
  leftovers: string[];
  /** Every promise that was broken; empty = all were kept. */
  broken: string[];
}

export interface Ended {
  world: World;
  flow: CallFlow;
  ledger: Ledger;
  lives: Lives;
  view: BaseView;
  takeUps: TakeUps;
  leftovers: string[];
  leaseMs: number;
}

/** Counts what is left when all has come to rest. */
export function outcomeOf({ world, flow, ledger, lives, view, takeUps, leftovers, leaseMs }: Ended): Outcome {
  const { kills } = lives;
  const standing = standings(world.telegram.messages());
  const rows = view.calls();
  const counted = {
    kills,
    calls: flow.calls,
    ends: tally(rows.map(endOf)),
    lost: flow.calls
      .filter(({ client, kind, words }) => {
        const stands = standing.get(client);
        return kind !== 'short' && !(stands && isDelivered(stands, words));
      })
      .map(({ client, kind }) => `${client} (${kind}): ${endOf(rows.find((row) => row.client === `+${client}`))}`),
    messages: world.telegram.messages().length,
    doubles: countDoubles(standing, ledger, kills),
    purchases: countPurchases(world.openai, ledger, kills),
    takeUps,
    leftovers,
  };
  return {
    ...counted,
    broken: [...promisesBroken(counted, leaseMs), ...endsBroken(flow, rows), ...faults(lives, view)],
  };
}

function promisesBroken(counted: Omit<Outcome, 'broken'>, leaseMs: number): string[] {
  const { lost, doubles, purchases, takeUps, leftovers } = counted;
  const mayBeBoughtAgain = sum(purchases.lost);
  return [
    ...lost.map((call) => `lost: ${call}`),
    ...doubles.unmarked.map((double) => `a double without a mark: ${double}`),
    ...doubles.unexplained.map((double) => `a double without a reason: ${double}`),
    ...purchases.unexplained.map((purchase) => `paid twice without a reason: ${purchase}`),
    ...(purchases.again > mayBeBoughtAgain ? [`bought again ${purchases.again}, in flight ${mayBeBoughtAgain}`] : []),
    ...takeUps.dueAfterMs
      .filter((ms) => ms > leaseMs + NOTED_WITHIN_MS)
      .map((ms) => `a call of a dead worker was due only after ${ms} ms`),
    ...takeUps.lateMs
      .filter((ms) => ms > TAKEN_WITHIN_MS)
      .map((ms) => `a due call of a dead worker lay for ${ms} ms while a daemon was up`),
    ...(takeUps.left > 0 ? [`calls of dead workers that nobody took up: ${takeUps.left}`] : []),
    ...leftovers.map((file) => `left of a download: ${file}`),
  ];
}

/** Each call of ours stands in the base once, at the end it should have; nobody else's does. */
function endsBroken({ calls }: CallFlow, rows: CallRow[]): string[] {
  const ours = new Set(calls.map(({ client }) => `+${client}`));
  const wrong = calls.flatMap(({ client, kind }) => {
    const ends = rows.filter((row) => row.client === `+${client}`).map(endOf);
    const expected = kind === 'short' ? 'skipped' : 'done';
    return ends.length === 1 && ends[0] === expected
      ? []
      : [`${client} (${kind}) ended as ${ends.join(', ') || 'nothing'}`];
  });
  return [
    ...wrong,
    ...rows.filter(({ client }) => !ours.has(client ?? '')).map(({ id }) => `not ours, but stored: ${id}`),
  ];
}

function faults(lives: Lives, view: BaseView): string[] {
  return [...lives.ends, ...view.faults().map((fault) => `the base is damaged: ${fault}`)];
}

/** `done`, `skipped`, or where the call stands still or was given up. */
function endOf(row: CallRow | undefined): string {
  if (!row) return 'not in the base';
  if (row.place === 'done' || row.place === 'skipped') return row.dueAt === null ? row.place : `${row.place}, but due`;
  return row.dueAt === null ? `failed: ${row.place}` : `pending: ${row.place}`;
}

export function tally(words: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

export function sum(counts: Map<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
