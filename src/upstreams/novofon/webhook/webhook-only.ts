import type { Agents } from 'got';
import type { CallFacts, Leg } from '../../../domain/call.js';
import type { Asker, Census, Clock, Hints, IncomingAudio, Period, Telephony } from '../../../domain/ports.js';
import { UpstreamError } from '../../../domain/trouble.js';
import { openDownload } from '../download.js';
import { countIn, findIn } from '../whole-history.js';
import { believable, byCall, type Told } from './believed.js';
import { factsOf, mergeFacts, type NoticeFacts } from './notice-facts.js';
import { callFromTold } from './told-call.js';

const DAY_MS = 24 * 3_600_000;

export interface WebhookOnlyOptions {
  hints: Hints;
  recordingHosts: string[];
  baseUrl: string;
  mediaUrl: string;
  /** Of the firm, E.164. */
  numbers: string[];
  /** `auto` passes for Moscow, as there is nobody to ask. */
  timezone: string;
  maxCallsPerHour: number;
  agent?: Agents | undefined;
  clock: Clock;
  /** Told of calls that were not believed. */
  warn?: ((message: string) => void) | undefined;
}

/** Telephony without API credentials: its history is what the webhook was told, its recordings are the links in there. */
export class WebhookOnly implements Telephony {
  private doubted = new Set<string>();

  constructor(private readonly options: WebhookOnlyOptions) {}

  async timezone(): Promise<string> {
    return this.options.timezone === 'auto' ? 'Europe/Moscow' : this.options.timezone;
  }

  async finishedCalls(period: Period, _asker: Asker, signal: AbortSignal): Promise<CallFacts[]> {
    signal.throwIfAborted();
    // The first notice of a call whose last one lies in the period may be older.
    const told = await this.told(Date.parse(period.from) - DAY_MS);
    const believed = believable(told, this.options.maxCallsPerHour);
    this.tellDoubted(told, believed);
    const calls = believed
      .filter(({ firstAt, lastAt }) => lastAt >= period.from && firstAt <= period.to)
      .flatMap((each) => callFromTold(each, this.factsOf(each), this.options.numbers) ?? []);
    return calls.sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  }

  findCall(anyId: string, period: Period, asker: Asker, signal: AbortSignal): Promise<CallFacts | null> {
    return findIn(this, anyId, period, asker, signal);
  }

  census(period: Period, asker: Asker, signal: AbortSignal): Promise<Census> {
    return countIn(this, period, asker, signal);
  }

  /** There is no account to ask. */
  async account(): Promise<{ zone: string }> {
    return { zone: await this.timezone() };
  }

  async openRecording(call: CallFacts, _leg: Leg, signal: AbortSignal): Promise<IncomingAudio> {
    const { recordingHosts, baseUrl, mediaUrl, agent, clock } = this.options;
    const told = await this.told(Date.parse(call.startedAt) - DAY_MS);
    const own = told.find((each) => each.callId === call.id);
    const link = own ? this.factsOf(own).link : null;
    if (!link) throw new UpstreamError('novofon', 'not-ready', 'no notice has brought a link to the recording yet');
    const teller = await this.options.hints.tellerOf(link);
    if (teller !== null && teller !== call.id) {
      throw new UpstreamError(
        'novofon',
        'rejected',
        'this recording was told of another call before, and is fetched once',
      );
    }
    return openDownload(link, { recordingHosts, trusted: [baseUrl, mediaUrl], agent, clock }, signal);
  }

  private async told(sinceMs: number): Promise<Told[]> {
    return byCall(await this.options.hints.since(new Date(sinceMs).toISOString()));
  }

  private factsOf(told: Told): NoticeFacts {
    return mergeFacts(told.hints.map((hint) => factsOf(hint.notice, this.options.mediaUrl)));
  }

  private tellDoubted(told: Told[], believed: Told[]): void {
    const trusted = new Set(believed);
    const doubted = told.filter((each) => !trusted.has(each)).map(({ callId }) => callId);
    const fresh = doubted.filter((callId) => !this.doubted.has(callId)).length;
    if (fresh > 0) this.options.warn?.(`more calls told by the webhook than server.maxCallsPerHour: ${fresh} ignored`);
    this.doubted = new Set(doubted);
  }
}
