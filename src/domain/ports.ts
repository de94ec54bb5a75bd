import type { Readable } from 'node:stream';
import type { Analysis, NoAnalysis } from './analysis/analysis.js';
import type { BriefCall } from './backlog.js';
import type { AudioFormat, CallError, CallFacts, Held, Leg, Made, StageName, Transcribed } from './call.js';
import type { Instant } from './instant.js';
import type { Piece, SpeechLimits } from './sound/pieces.js';
import type { Sound } from './sound/sound.js';
import type { HeardPiece } from './transcript/placed.js';

export type Clock = () => Date;

/** Who wants a request out of the budget, most urgent first. */
export const ASKERS = ['webhook', 'process', 'audit', 'backfill', 'schedule'] as const;
export type Asker = (typeof ASKERS)[number];

/** The provider of telephony. Every method throws UpstreamError('novofon', …). */
export interface Telephony {
  /** Finished calls that ended in the period or later, oldest first; all of them or an error. Foreign calls may be among them. */
  finishedCalls(period: Period, asker: Asker, signal: AbortSignal): Promise<CallFacts[]>;
  /** The call with this id of its session or of one of its legs; null when the period holds none. */
  findCall(anyId: string, period: Period, asker: Asker, signal: AbortSignal): Promise<CallFacts | null>;
  /** What the history of a period holds, whosever calls they are. */
  census(period: Period, asker: Asker, signal: AbortSignal): Promise<Census>;
  /** Opens the recording of a leg; throws `not-ready` while the provider does not have it. The caller reads the stream to its end or destroys it. */
  openRecording(call: CallFacts, leg: Leg, signal: AbortSignal): Promise<IncomingAudio>;
  /** The account's zone, IANA name or `UTC+3`; asked once and remembered. */
  timezone(signal: AbortSignal): Promise<string>;
  /** Asks the account with our key, past all that is remembered. */
  account(signal: AbortSignal): Promise<{ zone: string }>;
}

export interface Period {
  from: Instant;
  to: Instant;
}

/** The numbers on our side, the most frequent first. */
export interface Census {
  calls: number;
  numbers: { number: string; calls: number }[];
}

export interface IncomingAudio {
  stream: Readable;
  contentType: string | null;
  contentLength: number | null;
}

/** Audio files on disk. */
export interface Recordings {
  /** Where the recording of a leg already lies, if it does. */
  find(callId: string, legId: string): Promise<SavedAudio | null>;
  /** Streams to disk beside the final name and renames; throws `not-ready` for what is not audio, empty or cut short. */
  save(callId: string, legId: string, audio: IncomingAudio, signal: AbortSignal): Promise<SavedAudio>;
}

export interface SavedAudio {
  file: string;
  format: AudioFormat;
  bytes: number;
  sha256: string;
}

/** Looking into audio files and cutting them, off the main thread. */
export interface AudioTools {
  /** What is in the file; null for formats that are not decoded here. */
  listen(audio: SavedAudio, signal: AbortSignal): Promise<Sound | null>;
  /** The pieces as files to send, in their order; null: the whole file as it is. */
  uploads(audio: SavedAudio, pieces: Piece[] | null, signal: AbortSignal): Promise<Upload[]>;
}

/** A file as it is sent. `seconds` is null where it was not decoded; `leadSeconds` of silence the encoder puts before the sound. */
export interface Upload {
  body: Blob;
  format: AudioFormat;
  sha256: string;
  seconds: number | null;
  leadSeconds: number;
}

/** Speech to text. Throws UpstreamError('openai', …). Every paid answer is stored before it is read. */
export interface Transcriber {
  /** Asks for the recording cut as its model takes it, and again when another model takes over; a wished one has no successor. */
  transcribe(cut: CutFor, payer: Payer, signal: AbortSignal, wished?: string): Promise<Heard>;
}

/** A recording cut to suit a model. */
export type CutFor = (limits: SpeechLimits) => Promise<{ piece: Piece | null; upload: Upload }[]>;

/** What was heard in one recording. */
export interface Heard {
  model: string;
  pieces: HeardPiece[];
}

/** Text to facts. Throws UpstreamError('openai', …). Every paid answer is stored before it is read. */
export interface Analyst {
  analyze(call: Transcribed, signal: AbortSignal): Promise<Analysis | NoAnalysis>;
}

/** On whose account a paid answer is booked; `take` tells a forced re-run from the first. */
export interface Payer {
  callId: string;
  take: number;
}

/** Paid answers, each kept for ever under the hash of all that was asked. */
export interface Answers {
  /** The stored answer to this very question, or the one `buy` brings, stored before it is returned. */
  once(question: Question, payer: Payer, buy: () => Promise<PaidAnswer>): Promise<string>;
}

/** `input` is the sha256 of the content sent; `parameters` all else that shapes the answer. */
export interface Question {
  stage: 'transcribe' | 'analyze';
  model: string;
  input: string;
  parameters: unknown;
}
export interface PaidAnswer {
  body: string;
  usage: unknown;
  /** USD; null when the model's price is unknown. */
  cost: number | null;
}

/** The group. Throws UpstreamError('telegram', …); `uncertain` when a send may have arrived. */
export interface Messenger {
  send(message: Message, beforeWriting: BeforeWriting, signal: AbortSignal): Promise<Sent>;
  /** `gone`: there is no such message any more. Editing is idempotent. */
  edit(sent: Sent, message: Message, signal: AbortSignal): Promise<'edited' | 'gone'>;
  sendFile(file: TextFile, replyTo: Sent, beforeWriting: BeforeWriting, signal: AbortSignal): Promise<Sent>;
  /** Resolves when the line to the messenger answers; throws otherwise. */
  ping(signal: AbortSignal): Promise<void>;
}

/** Awaited when the message's turn has come, right before its request is written. */
export type BeforeWriting = () => Promise<void>;

/** `plain` is the same text without marks, for when the formatting is refused. */
export interface Message {
  html: string;
  plain: string;
}
export interface TextFile {
  name: string;
  text: string;
  caption?: string;
}
export interface Sent {
  chatId: number;
  messageId: number;
}

export type DeliveryKind = 'card' | 'transcript' | 'reminder' | 'digest';

/** A message as an intent: pending → sending → sent. `sending` found at the start means nobody knows. */
export interface Delivery {
  callId: string;
  kind: DeliveryKind;
  state: 'pending' | 'sending' | 'sent';
  sent: Sent | null;
  sentAt: Instant | null;
  /** sha256 of the text that was sent last, without the marks of a repeat or a delay. */
  digest: string | null;
  /** It was sent as a possible repeat, and says so. */
  marked: boolean;
}

export interface Deliveries {
  /** The delivery of this kind, made pending when it is new. */
  open(callId: string, kind: DeliveryKind): Promise<Delivery>;
  find(callId: string, kind: DeliveryKind): Promise<Delivery | null>;
  /** Throws where another worker has begun since the delivery was opened: a stalled one may outlive its lease. */
  sending(delivery: Delivery, marked?: boolean): Promise<void>;
  /** A definite refusal: nothing was sent. */
  refused(delivery: Delivery): Promise<void>;
  sent(delivery: Delivery, sent: Sent, digest: string): Promise<void>;
}

/** Calls whose cards wait because the messenger did not answer for long. */
export interface Backlog {
  /** Whether there are too many to be told one by one. */
  isLong(): Promise<boolean>;
  /** Takes the calls that one message shall tell of, under one lease; null: there are none. */
  take(holdMs: number): Promise<Batch | null>;
  /** Lengthens the lease; false when it is lost. */
  renew(batch: Batch, holdMs: number): Promise<boolean>;
  /** Right before the message that tells of them is written; throws when one of them is no longer ours. */
  sending(batch: Batch): Promise<void>;
  /** A definite refusal: nothing was sent. */
  refused(batch: Batch): Promise<void>;
  /** They are told: done, with this message as their delivery. */
  sent(batch: Batch, sent: Sent, digest: string): Promise<void>;
  /** Those that are still ours are due again after `afterMs`; no attempt is counted. */
  putBack(batch: Batch, afterMs: number, error: CallError | null): Promise<void>;
}

/** `isRepeat`: an earlier message may have told of them, and nobody knows. */
export interface Batch {
  lease: string;
  isRepeat: boolean;
  calls: BriefCall[];
}

/** Calls and where they stand. Writes with a lease that is no longer ours change nothing. */
export interface CallStore {
  /** Stores what is new and merges what is known; a call that gained something after its end is opened again. */
  enqueue(call: CallFacts, entry: Entry): Promise<'new' | 'changed' | 'known'>;
  /**
   * Takes due calls, live before history, oldest first: a fresh lease, one attempt more, due again in `holdMs`. Never
   * those that we have `inHand`, though their leases seem to be over.
   */
  claim(limit: number, holdMs: number, which?: 'all' | 'live', inHand?: CallIds): Promise<Held[]>;
  /** Takes this call, due or not, unless it is done, skipped or in other hands. */
  claimOne(id: string, holdMs: number): Promise<Held | null>;
  /** Lengthens a lease; false when it is lost. */
  renew(held: Held, holdMs: number): Promise<boolean>;
  /** Saves what the stage made and moves the call on; null when it is done, or no longer ours. */
  advance(held: Held, made: Made, holdMs: number): Promise<Held | null>;
  /** Puts the call back: due after `afterMs`, or never again. */
  settle(held: Held, outcome: Outcome): Promise<void>;
  /** A forced re-run failed for good: the call is again what it was before, with this error; false where there is no before. */
  restore(held: Held, error: CallError): Promise<boolean>;
  /** What waits at this stage is due now. */
  wake(stage: StageName): Promise<void>;
}

/** Of a set or a map that may change while the base is waited for. */
export interface CallIds {
  keys(): Iterable<string>;
}

export interface Entry {
  live: boolean;
  notify: boolean;
  /** Why such a call gets no card by rule, or null. */
  skip: (call: CallFacts) => string | null;
}

/** `afterMs` null: given up. `givesBack`: this attempt does not count. */
export interface Outcome {
  afterMs: number | null;
  givesBack: boolean;
  error: CallError | null;
}

/** Small facts that outlive a run and that all processes share: the poll mark, the account's zone, a moved chat. */
export interface Memory {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
}

/** Requests per minute, counted in the base for all processes together. */
export interface Budget {
  /** Resolves when a request of this kind may be made. */
  take(kind: 'statistics' | 'all', asker: Asker, signal: AbortSignal): Promise<void>;
  /** The server said no more until then. */
  block(kind: 'statistics' | 'all', forMs: number): Promise<void>;
}

/** Our own pace in each chat, counted in the base for all processes together. */
export interface Pace {
  /** Resolves when a request may be written to the chat; at once while the chat is blocked, with how long it will be. */
  take(chatId: number, signal: AbortSignal): Promise<{ blockedMs: number }>;
  /** The server wants no more in this chat for so long. */
  block(chatId: number, forMs: number): Promise<void>;
}

/** What the webhook was told: a reason to look, and where there are no credentials, all that is known of the call. */
export interface Hints {
  /** `known`: nothing new is told of a known call. `beyond`: more new calls than are taken in an hour; nothing is kept. */
  add(hint: Hint): Promise<'kept' | 'known' | 'beyond'>;
  since(from: Instant): Promise<Hint[]>;
  /** Those of one call, oldest first. */
  of(callId: string): Promise<Hint[]>;
  /** The call that this recording was first told of; null when it was not told of. */
  tellerOf(link: string): Promise<string | null>;
}
export interface Hint {
  callId: string;
  receivedAt: Instant;
  /** Where a recording is said to lie. */
  link: string | null;
  /** The fields of the notice by their names, as text. */
  notice: Record<string, string>;
}

/** Telling the operator once, not once per call. */
export interface Alerts {
  /** Logs it and posts it to the alert chat, unless the same key was raised in the last day. */
  raise(key: string, text: string): Promise<void>;
  /** The trouble is over, which is told where it was raised; the next one is told again. */
  clear(key: string): Promise<void>;
  /** The same, and nobody is told. False when it was not raised. */
  forget(key: string): Promise<boolean>;
}
