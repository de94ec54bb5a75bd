import type { Agents } from 'got';
import type { CallFacts, Leg } from '../../../domain/call.js';
import type { Asker, Budget, Census, Clock, IncomingAudio, Memory, Period, Telephony } from '../../../domain/ports.js';
import { AccountZone } from '../account-zone.js';
import { openDownload } from '../download.js';
import { endedIn, startsFor } from '../ended-in.js';
import type { LeastSpeed } from '../least-speed.js';
import { mediaLink } from '../media-link.js';
import type { MediaSource } from '../media-source.js';
import { askZone } from './account.js';
import { V2Client } from './client.js';
import { countCalls } from './count.js';
import { History } from './history.js';
import { requestLink } from './recording.js';
import type { ReportQuery } from './report.js';
import { VirtualNumbers } from './virtual-numbers.js';

export interface NovofonV2Options {
  token: string;
  baseUrl: string;
  mediaUrl: string;
  recordingHosts: string[];
  /** Of the firm, E.164: only their calls are asked for; empty = all. */
  numbers: string[];
  /** `auto` asks the account. */
  timezone: string;
  agent?: Agents | undefined;
  budget: Budget;
  memory: Memory;
  clock: Clock;
  /** How long an answer is waited for. */
  answerMs?: number | undefined;
  /** How slow a download may be. */
  leastSpeed?: LeastSpeed | undefined;
  /** Told of what was left out of the history. */
  warn?: ((message: string) => void) | undefined;
}

/** Novofon 2.0 by the Data API (apis/novofon.md B). */
export class NovofonV2 implements Telephony {
  private readonly client: V2Client;
  private readonly zone: AccountZone;
  private readonly history: History;
  private readonly media: MediaSource;

  constructor(private readonly options: NovofonV2Options) {
    const { numbers, memory, clock, warn } = options;
    const client = new V2Client({ ...options, agent: options.agent });
    this.client = client;
    this.zone = new AccountZone(options.timezone, (signal) => askZone(client, signal), memory);
    const virtualNumbers = new VirtualNumbers({ client, memory, clock });
    this.history = new History({ client, virtualNumbers, numbers, warn });
    this.media = {
      recordingHosts: options.recordingHosts,
      trusted: [options.baseUrl, options.mediaUrl],
      agent: options.agent,
      clock,
      leastSpeed: options.leastSpeed,
    };
  }

  timezone(signal: AbortSignal): Promise<string> {
    return this.zone.get(signal);
  }

  async account(signal: AbortSignal): Promise<{ zone: string }> {
    return { zone: await this.zone.ask(signal) };
  }

  async finishedCalls(period: Period, asker: Asker, signal: AbortSignal): Promise<CallFacts[]> {
    const calls = await this.history.calls(await this.queryFor(startsFor(period), asker, signal), signal);
    return endedIn(period, calls);
  }

  async findCall(anyId: string, period: Period, asker: Asker, signal: AbortSignal): Promise<CallFacts | null> {
    const session = /^(\d{1,15})(\.[0-9a-f]{32})?$/.exec(anyId)?.[1];
    if (!session) return null;
    return this.history.call(session, await this.queryFor(startsFor(period), asker, signal), signal);
  }

  async census(period: Period, asker: Asker, signal: AbortSignal): Promise<Census> {
    return countCalls(this.client, await this.queryFor(period, asker, signal), signal);
  }

  async openRecording(call: CallFacts, leg: Leg, signal: AbortSignal): Promise<IncomingAudio> {
    const { mediaUrl } = this.options;
    const link =
      mediaLink(leg.id, mediaUrl) ??
      (await requestLink(this.client, { call, mediaUrl, zone: await this.timezone(signal) }, signal));
    return openDownload(link, this.media, signal);
  }

  private async queryFor(period: Period, asker: Asker, signal: AbortSignal): Promise<ReportQuery> {
    return { period, asker, zone: await this.timezone(signal) };
  }
}
