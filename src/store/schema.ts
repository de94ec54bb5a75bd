import type { Generated } from 'kysely';

/** The tables as they stand after the last migration. Times are ISO-8601 UTC text, JSON is text, truth is 0 or 1. */
export interface Schema {
  calls: CallTable;
  legs: { id: string; callId: string };
  answers: AnswerTable;
  deliveries: DeliveryTable;
  hints: { id: Generated<number>; callId: string; receivedAt: string; notice: string; link: string | null };
  budget: BudgetTable;
  breakers: BreakerTable;
  pace: PaceTable;
  memory: { name: string; value: string; updatedAt: string };
  versions: VersionTable;
}

export interface CallTable {
  id: string;
  provider: string;
  direction: string;
  client: string | null;
  number: string | null;
  startedAt: string;
  endedAt: string;
  talkSeconds: number;
  disposition: string;
  legs: string;
  place: string;
  dueAt: string | null;
  lease: string | null;
  attempts: number;
  /** 1: something joined while a worker held the call; it starts anew when the worker lets go. */
  reopened: number;
  live: number;
  notify: number;
  take: number;
  /** What the last forced re-run was to be made with. */
  wish: string | null;
  skipReason: string | null;
  error: string | null;
  audio: string | null;
  transcript: string | null;
  analysis: string | null;
  doneAt: string | null;
  /** When each stage was passed, by name. */
  passed: string;
  foundAt: string;
}

interface AnswerTable {
  key: string;
  callId: string;
  stage: string;
  model: string;
  body: string;
  usage: string;
  costUsd: number | null;
  createdAt: string;
}

export interface DeliveryTable {
  callId: string;
  kind: string;
  state: string;
  chatId: number | null;
  messageId: number | null;
  sentAt: string | null;
  digest: string | null;
  /** 1: it says that it may be a repeat. */
  marked: Generated<number>;
}

/** `grantedAt` null: still waiting, last heard of at `seenAt`. */
export interface BudgetTable {
  id: string;
  kind: string;
  rank: number;
  askedAt: string;
  seenAt: string;
  grantedAt: string | null;
}

interface BreakerTable {
  circuit: string;
  kind: string;
  upstream: string;
  fault: string | null;
  message: string;
  openedAt: string;
  probeAt: string;
  failures: number;
}

/** What a forced re-run replaced. */
interface VersionTable {
  id: Generated<number>;
  callId: string;
  take: number;
  audio: string | null;
  transcript: string | null;
  analysis: string | null;
  doneAt: string | null;
  replacedAt: string;
}

/** A request that was written to a chat; or, with `blockedUntil`, what the server said to one. */
export interface PaceTable {
  id: Generated<number>;
  chatId: number;
  at: string;
  blockedUntil: string | null;
}
