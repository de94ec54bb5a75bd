import { Writable } from 'node:stream';
import { stageOf } from '../../src/domain/breaker.js';
import type { Held, StageName } from '../../src/domain/call.js';
import { withoutWords } from '../../src/domain/transcript/transcript.js';
import { createLogger, type Logger } from '../../src/lib/log.js';
import { OnceADayAlerts } from '../../src/pipeline/alerts.js';
import { Announcer } from '../../src/pipeline/announcer.js';
import { Breakers } from '../../src/pipeline/breakers.js';
import { Carrier } from '../../src/pipeline/carry.js';
import type { Stages } from '../../src/pipeline/stage.js';
import { SqlBreakers } from '../../src/store/breakers.js';
import { findCall } from '../../src/store/call-reader.js';
import { SqlCallStore } from '../../src/store/calls.js';
import { SqlDeliveries } from '../../src/store/deliveries.js';
import { SqlMemory } from '../../src/store/memory.js';
import { type Bench, openBench } from '../store/bench.js';
import { call } from '../store/samples.js';
import { Chat, plain } from './chat.js';

export const HOLD_MS = 30_000;
const ENTRY = { live: true, notify: true, skip: () => null };

/** A carrier on a real base, with stages of the test and a group that keeps what it is told. */
export interface Line extends AsyncDisposable {
  bench: Bench;
  store: SqlCallStore;
  carrier: Carrier;
  alerts: OnceADayAlerts;
  breakers: Breakers;
  deliveries: SqlDeliveries;
  chat: Chat;
  /** The log so far. */
  lines: { msg: string; level: number; [field: string]: unknown }[];
  log: Logger;
  /** The stages as they ran: `in_a download`. */
  ran: string[];
  stopping: AbortController;
  abort: AbortController;
  signals: { stopping: AbortSignal; abort: AbortSignal };
  enqueue(...ids: string[]): Promise<void>;
  take(): Promise<Held>;
  stored(id?: string): ReturnType<typeof findCall>;
}

type Behaviour = { [Name in StageName]?: Stages[Name] };

export async function openLine(behaviour: Behaviour = {}, options: { holdMs?: number } = {}): Promise<Line> {
  const bench = await openBench('2026-11-20T09:10:00.000Z');
  const { base, clock } = bench;
  const holdMs = options.holdMs ?? HOLD_MS;
  const store = new SqlCallStore(base, clock);
  const { log, lines } = await openLog();
  const [stopping, abort] = [new AbortController(), new AbortController()];
  const chat = new Chat();
  const deliveries = new SqlDeliveries(base, clock);
  const outbox = { messenger: chat, deliveries, clock };
  const memory = new SqlMemory(base, clock);
  const alerts = new OnceADayAlerts({ memory, messenger: chat, apart: false, clock, log, signal: abort.signal });
  const breakers = new Breakers({
    ...{ store: new SqlBreakers(base), alerts, clock, log },
    closed: async (circuit) => store.wake(stageOf(circuit) ?? 'download'),
  });
  const announcer = new Announcer({
    ...{ outbox, early: true, clock, log },
    header: async ({ id }) => plain(`header of ${id}`),
    failure: async ({ id }, error) => plain(`${id} was given up at ${error.stage}`),
  });
  const ran: string[] = [];
  const stages = recorded({ ...IDLE, ...behaviour }, ran);
  return {
    ...{ bench, store, alerts, breakers, deliveries, chat, lines, log, ran, stopping, abort },
    carrier: new Carrier({ store, stages, announcer, holdMs, clock, random: () => 0.5, log }),
    signals: { stopping: stopping.signal, abort: abort.signal },
    enqueue: async (...ids) => {
      for (const id of ids) await store.enqueue(call(id), ENTRY);
    },
    take: async () => {
      const [held] = await store.claim(1, holdMs);
      if (!held) throw new Error('no call is due');
      return held;
    },
    stored: (id = 'in_a') => findCall(base, id),
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}

/** Stages that make the least. */
const IDLE: Stages = {
  download: async () => ({ recordings: [], absence: 'overdue' }),
  transcribe: async () => withoutWords('overdue'),
  analyze: async () => ({ none: 'wordless' }),
  notify: async () => undefined,
};

function recorded(stages: Stages, ran: string[]): Stages {
  const noted = <Name extends StageName>(name: Name): Stages[Name] =>
    (async (call: never, signal: AbortSignal) => {
      ran.push(`${(call as { id: string }).id} ${name}`);
      return stages[name](call, signal);
    }) as Stages[Name];
  return {
    ...{ download: noted('download'), transcribe: noted('transcribe') },
    ...{ analyze: noted('analyze'), notify: noted('notify') },
  };
}

export async function openLog() {
  const lines: Line['lines'] = [];
  const destination = new Writable({
    write: (line: Buffer, _encoding, done) => {
      lines.push(JSON.parse(line.toString()));
      done();
    },
  });
  const log = await createLogger({ level: 'debug', format: 'json', secrets: [], destination });
  return { log, lines };
}

/** Resolves when the signal aborts, rejecting with its reason: a stage that hangs. */
export function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
