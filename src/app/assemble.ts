import { AudioWorker } from '../audio/audio-worker.js';
import { composeBacklog } from '../card/backlog.js';
import type { CardContext } from '../card/call-lines.js';
import { composeCard } from '../card/card.js';
import { failureMessage, headerMessage } from '../card/short.js';
import type { Config } from '../config/derive.js';
import { loadPreset } from '../config/preset/load.js';
import { type BreakerStore, type Circuit, stageOf } from '../domain/breaker.js';
import { shownName } from '../domain/employee.js';
import type { Alerts, AudioTools, Hints, Memory, Recordings, Telephony } from '../domain/ports.js';
import type { Logger } from '../lib/log.js';
import { agentFor } from '../lib/proxy.js';
import { download } from '../pipeline/1-download.js';
import { transcribe } from '../pipeline/2-transcribe.js';
import { analyze } from '../pipeline/3-analyze.js';
import { notify } from '../pipeline/4-notify.js';
import { OnceADayAlerts } from '../pipeline/alerts.js';
import { Announcer } from '../pipeline/announcer.js';
import { BacklogFolder } from '../pipeline/backlog-folder.js';
import { Breakers } from '../pipeline/breakers.js';
import { Carrier } from '../pipeline/carry.js';
import { guarded, guardedMessenger } from '../pipeline/guarded.js';
import { Poller } from '../pipeline/poller.js';
import { Worker } from '../pipeline/worker.js';
import { SqlAnswers } from '../store/answers.js';
import { SqlBacklog } from '../store/backlog.js';
import { SqlBreakers } from '../store/breakers.js';
import { SqlBudget } from '../store/budget.js';
import { SqlCallStore } from '../store/calls.js';
import { SqlDeliveries } from '../store/deliveries.js';
import { SqlHints } from '../store/hints.js';
import { SqlMemory } from '../store/memory.js';
import { type Base, openBase } from '../store/open.js';
import { SqlPace } from '../store/pace.js';
import { FileRecordings } from '../store/recordings.js';
import { BaseWatch } from './base-watch.js';
import { hasCredentials } from './credentials.js';
import { openGroup, openLifeline } from './group.js';
import { openIntelligence } from './intelligence.js';
import { tellOfMoves } from './moved-groups.js';
import { presetsBeside } from './presets.js';
import { openTelephony } from './telephony.js';
import { worthRules } from './worth-rules.js';
import { firmZone } from './zone.js';

/** The program put together, ready for one of its modes. */
export interface Parts extends AsyncDisposable {
  base: Base;
  baseWatch: BaseWatch;
  store: SqlCallStore;
  memory: Memory;
  hints: Hints;
  alerts: Alerts;
  breakers: BreakerStore;
  telephony: Telephony;
  recordings: Recordings;
  audioTools: AudioTools;
  poller: Poller;
  carrier: Carrier;
  /** How long a lease lasts, milliseconds. */
  holdMs: number;
  worker: Worker;
  /** What a card needs to know; asks the account for its zone the first time. */
  cardContext: () => Promise<CardContext>;
}

/** How a program that lasts deals with its base: it is looked through first, and waited for as long as it takes. */
const LASTING = { patienceMs: Number.POSITIVE_INFINITY, isExamined: true };

/** The only composition root. `abort` drops whatever still waits when the program ends. */
export async function assemble(
  config: Config,
  log: Logger,
  abort: AbortSignal,
  mode: 'once' | 'daemon' = 'once',
): Promise<Parts> {
  const clock = () => new Date();
  const { pipeline } = config;
  const baseWatch = new BaseWatch(log);
  const base = await openBase(config.database.path, {
    ...(mode === 'daemon' && LASTING),
    signal: abort,
    onlooker: baseWatch,
  });
  const memory = new SqlMemory(base, clock);
  const hints = new SqlHints(base, hasCredentials(config) ? null : config.server.maxCallsPerHour);
  const store = new SqlCallStore(base, clock);
  const budget = new SqlBudget(base, config.novofon.limits, clock);
  const breakers = new SqlBreakers(base);
  const recordings = new FileRecordings(config.recordings.dir);
  const audioTools = new AudioWorker();
  const lines = { novofon: await agentFor(config.novofon.proxy), telegram: await agentFor(config.telegram.proxy) };
  const telephony = openTelephony(config, { line: lines.novofon, budget, memory, hints, clock, log });
  const { perChatMinute, gap } = config.telegram.limits;
  const pace = new SqlPace(base, { perChatMinute, gapMs: gap }, clock);
  const group = openGroup(config, { line: lines.telegram, memory, pace });
  const lifeline = mode === 'daemon' ? openLifeline(config, lines.telegram) : null;
  if (lifeline) baseWatch.tellGroup = (message) => lifeline.send(message, async () => undefined, abort);
  const apart = config.telegram.alertChatId !== config.telegram.chatId;
  const alerts = new OnceADayAlerts({ memory, messenger: group?.alerts ?? null, apart, clock, log, signal: abort });

  const zone = () => firmZone(config, memory, telephony, abort);
  const preset = loadPreset(config.analysis.preset);
  const nameOf = (employee: string) => shownName(config.employees, employee);
  const cardContext = async () => ({ zone: await zone(), nameOf, preset });
  const answers = new SqlAnswers(base, clock);
  const minds = await openIntelligence(config, {
    ...{ answers, memory, alerts, clock, zone, nameOf },
    presetFor: presetsBeside(preset),
  });

  const closed = async (circuit: Circuit) => {
    const stage = stageOf(circuit);
    if (stage) await store.wake(stage);
  };
  const guard = new Breakers({ store: breakers, alerts, closed, clock, log });
  const ways = guarded(guard, { telephony, recordings, ...minds });
  const messenger = group && guardedMessenger(guard, group.cards);
  const outbox = messenger && { messenger, deliveries: new SqlDeliveries(base, clock), clock };

  const delivered = () => tellOfMoves(config, memory, alerts);
  const carrier = new Carrier({
    store,
    stages: {
      download: download({ ...ways, audioTools, clock, deadlineMs: pipeline.recordingDeadline }),
      transcribe: transcribe({ ...ways, ...config.transcription, audioTools, channels: config.recordings.channels }),
      analyze: analyze(ways),
      notify: notify({
        outbox,
        compose: async (call) => composeCard(call, await cardContext()),
        delivered,
      }),
    },
    announcer: new Announcer({
      outbox,
      early: config.telegram.early,
      header: async (call) => headerMessage(call, await cardContext()),
      failure: async (call, error) => failureMessage(call, error, await cardContext()),
      clock,
      log,
    }),
    holdMs: pipeline.lease,
    clock,
    random: Math.random,
    log,
  });
  const poller = new Poller({
    telephony: ways.telephony,
    store,
    memory,
    lines: config.novofon,
    worth: worthRules(config),
    lookbackMs: config.poll.lookback,
    firstLookbackMs: config.poll.firstLookback,
    clock,
    log,
  });
  const folder =
    messenger &&
    new BacklogFolder({
      backlog: new SqlBacklog(base, clock),
      messenger,
      compose: async (calls) => composeBacklog(calls, await cardContext()),
      delivered,
      mayFold: async () => (await breakers.find('notify')) === null,
      holdMs: pipeline.lease,
      clock,
      log,
    });
  const worker = new Worker({ store, carrier, folder, concurrency: pipeline.concurrency, holdMs: pipeline.lease });

  return {
    base,
    baseWatch,
    store,
    memory,
    hints,
    alerts,
    breakers,
    telephony,
    recordings,
    audioTools,
    poller,
    carrier,
    holdMs: pipeline.lease,
    worker,
    cardContext,
    async [Symbol.asyncDispose]() {
      await alerts.idle();
      lines.novofon.destroy();
      lines.telegram.destroy();
      await minds[Symbol.asyncDispose]();
      await audioTools[Symbol.asyncDispose]();
      await base.destroy();
    },
  };
}
