import type { Agents } from 'got';
import type { CallFacts, Direction, Leg } from '../../../domain/call.js';
import type {
  Asker,
  Budget,
  Census,
  Clock,
  Hints,
  IncomingAudio,
  Memory,
  Period,
  Telephony,
} from '../../../domain/ports.js';
import { UpstreamError } from '../../../domain/trouble.js';
import { AccountZone } from '../account-zone.js';
import { openDownload } from '../download.js';
import { endedIn, startsFor } from '../ended-in.js';
import type { LeastSpeed } from '../least-speed.js';
import { mediaLink } from '../media-link.js';
import type { MediaSource } from '../media-source.js';
import { countIn, findIn } from '../whole-history.js';
import { callFromRows, groupRows } from './calls.js';
import { V1Client } from './client.js';
import { guessDirection } from './direction.js';
import { type HistoryQuery, readHistory } from './history.js';
import { requestLink } from './recording.js';
import { type Row, readRow } from './row.js';
import { askZone } from './timezone.js';
import { toldLink } from './told-link.js';

export interface NovofonV1Options {
  key: string;
  secret: string;
  baseUrl: string;
  mediaUrl: string;
  recordingHosts: string[];
  /** `auto` asks the account. */
  timezone: string;
  agent?: Agents | undefined;
  budget: Budget;
  hints: Hints;
  memory: Memory;
  clock: Clock;
  /** How long an answer is waited for. */
  answerMs?: number | undefined;
  /** How slow a download may be. */
  leastSpeed?: LeastSpeed | undefined;
  /** Told of what was left out of the history. */
  warn?: ((message: string) => void) | undefined;
}

/** Novofon by the signed REST API (apis/novofon.md A). */
export class NovofonV1 implements Telephony {
  private readonly client: V1Client;
  private readonly zone: AccountZone;
  private readonly media: MediaSource;
  /** Directions that a request had to settle, so that it is made once for a call and not in every pass. */
  private readonly settled = new Map<string, Direction>();
  private leftOut = 0;

  constructor(private readonly options: NovofonV1Options) {
    this.client = new V1Client({ ...options, agent: options.agent });
    this.zone = new AccountZone(options.timezone, (signal) => askZone(this.client, signal), options.memory);
    this.media = {
      recordingHosts: options.recordingHosts,
      trusted: [options.baseUrl, options.mediaUrl],
      agent: options.agent,
      clock: options.clock,
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
    const query = { period: startsFor(period), asker, zone: await this.timezone(signal) };
    const groups = groupRows(await this.rows(query, signal));
    await this.settle(groups, query, signal);
    const calls = [...groups].flatMap(([session, rows]) => {
      const direction = this.directionOf(session, rows);
      return direction ? [callFromRows(session, direction, rows)] : [];
    });
    return endedIn(period, calls);
  }

  findCall(anyId: string, period: Period, asker: Asker, signal: AbortSignal): Promise<CallFacts | null> {
    return findIn(this, anyId, period, asker, signal);
  }

  census(period: Period, asker: Asker, signal: AbortSignal): Promise<Census> {
    return countIn(this, period, asker, signal);
  }

  async openRecording(call: CallFacts, leg: Leg, signal: AbortSignal): Promise<IncomingAudio> {
    const link = mediaLink(leg.id, this.options.mediaUrl) ?? (await this.requestLink(call, leg, signal));
    return openDownload(link, this.media, signal);
  }

  private async requestLink(call: CallFacts, leg: Leg, signal: AbortSignal): Promise<string> {
    try {
      return await requestLink(this.client, call, leg, signal);
    } catch (error) {
      const isLacking = error instanceof UpstreamError && error.trouble === 'not-ready';
      const told = isLacking ? await toldLink(this.options.hints, call, this.options.mediaUrl) : null;
      if (told) return told;
      throw error;
    }
  }

  private async rows(query: HistoryQuery, signal: AbortSignal): Promise<Row[]> {
    const raw = await readHistory(this.client, query, signal);
    const rows = raw.flatMap((each) => readRow(each, query.zone) ?? []);
    this.tellLeftOut(raw.length - rows.length);
    return rows;
  }

  private tellLeftOut(count: number): void {
    if (count > this.leftOut) {
      this.options.warn?.(`${count} rows of the history have no id or no time and are left out`);
    }
    this.leftOut = count;
  }

  /** Where the rows do not tell, the incoming calls of the same period are asked for; the others are outgoing. */
  private async settle(groups: Map<string, Row[]>, query: HistoryQuery, signal: AbortSignal): Promise<void> {
    const unclear = [...groups].filter(
      ([session, rows]) => !this.settled.has(session) && guessDirection(session, rows) === 'unclear',
    );
    if (unclear.length === 0) return;
    const incoming = groupRows(await this.rows({ ...query, callType: 'in' }, signal));
    for (const [session] of unclear) this.settled.set(session, incoming.has(session) ? 'in' : 'out');
  }

  private directionOf(session: string, rows: Row[]): Direction | null {
    const guess = guessDirection(session, rows);
    if (guess === 'unclear') return this.settled.get(session) ?? null;
    return guess === 'internal' ? null : guess;
  }
}
