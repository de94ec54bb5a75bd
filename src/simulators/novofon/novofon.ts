import { readFileSync } from 'node:fs';
import type { Asked } from '../asked.js';
import { type Clock, type Reply, Simulator } from '../simulator.js';
import { AccountTime } from './account-time.js';
import { incomingRows, type MadeIncoming, type MadeOutgoing, outgoingRows } from './made-calls.js';
import { type NoticeEvent, notice, signNotice } from './notices.js';
import { RateLimit } from './rate-limit.js';
import { RecordLinks } from './record-links.js';
import { Refused } from './refused.js';
import { field, isRecorded, type Row } from './rows.js';
import { requestSignature } from './signature.js';
import { pbxStatistics } from './statistics.js';

export interface NovofonOptions {
  key: string;
  secret: string;
  /** The account's zone, `UTC+3`. */
  zone: string;
  /** Requests a minute. */
  budgets: { statistics: number; all: number };
}

/** What the account learns of a call. `audio`: a file or its bytes for every recorded row. */
export interface Happened {
  rows: Row[];
  audio?: string | Buffer;
  recordingAfterMs?: number;
}

const DOWNLOAD = '/v1/pbx/record/download/';
const STATISTICS = '/v1/statistics/';

/** Novofon API v1 (apis/novofon.md, part A). */
export class Novofon extends Simulator {
  readonly calls: Happened[] = [];
  readonly #options: NovofonOptions;
  readonly #time: AccountTime;
  readonly #links: RecordLinks;
  readonly #all: RateLimit;
  readonly #statistics: RateLimit;

  constructor(options: NovofonOptions, clock: Clock) {
    super(clock);
    this.#options = options;
    this.#time = new AccountTime(options.zone);
    this.#links = new RecordLinks(clock, this.#time);
    this.#all = new RateLimit(options.budgets.all, clock);
    this.#statistics = new RateLimit(options.budgets.statistics, clock);
  }

  /** Puts a call into the history at once; its recording follows after `recordingAfterMs`. */
  addCall(call: Happened): Happened {
    this.calls.push(call);
    if (call.audio === undefined) return call;
    const bytes = typeof call.audio === 'string' ? readFileSync(call.audio) : call.audio;
    const readyAt = new Date(this.clock().getTime() + (call.recordingAfterMs ?? 0));
    for (const row of call.rows.filter(isRecorded)) {
      this.#links.store({ callId: field(row, 'call_id'), pbxCallId: field(row, 'pbx_call_id'), bytes, readyAt });
    }
    return call;
  }

  addIncoming(call: MadeIncoming, recording: Omit<Happened, 'rows'> = {}): Happened {
    return this.addCall({ rows: incomingRows(call, this.clock(), this.#time, this.#seed()), ...recording });
  }

  addOutgoing(call: MadeOutgoing, recording: Omit<Happened, 'rows'> = {}): Happened {
    return this.addCall({ rows: outgoingRows(call, this.clock(), this.#time, this.#seed()), ...recording });
  }

  /** Posts a webhook as Novofon does (apis/novofon.md A5). */
  notify(url: string, event: NoticeEvent, call: Happened, changed: Record<string, string> = {}): Promise<Response> {
    const fields = { ...notice(event, call.rows), ...changed };
    const headers = {
      signature: signNotice(event, fields, this.#options.secret),
      'user-agent': 'Zadarma API v1',
    };
    return fetch(url, { method: 'POST', headers, body: new URLSearchParams(fields), signal: this.stopping });
  }

  protected async handle(asked: Asked): Promise<Reply> {
    try {
      if (asked.path.startsWith(DOWNLOAD)) return audio(this.#links.download(asked.path));
      if (!this.#signed(asked)) throw new Refused(401, 'Not authorized');
      return this.#counted(asked.path, () => this.#route(asked));
    } catch (error) {
      if (error instanceof Refused) return error.reply;
      throw error;
    }
  }

  protected words(status: number): unknown {
    return { status: 'error', message: status === 429 ? 'Too many requests' : 'Internal error' };
  }

  #route(asked: Asked): Reply {
    if (asked.method !== 'GET') throw new Refused(405, 'Wrong method');
    const now = this.clock();
    switch (asked.path) {
      case '/v1/statistics/pbx/':
        return json(
          pbxStatistics(
            this.calls.flatMap((call) => call.rows),
            asked.query,
            this.#time,
            now,
          ),
        );
      case '/v1/pbx/record/request/':
        return json(this.#links.request(asked.query, this.url));
      case '/v1/info/timezone/':
        return json({
          status: 'success',
          unixtime: Math.floor(now.getTime() / 1000),
          datetime: this.#time.write(now),
          timezone: this.#time.zone,
        });
      case '/v1/info/balance/':
        return json({ status: 'success', balance: 1204.5, currency: 'RUB' });
      default:
        throw new Refused(404, 'Wrong method');
    }
  }

  #signed(asked: Asked): boolean {
    const signature = requestSignature(asked.path, asked.query, this.#options.secret);
    return asked.headers.authorization === `${this.#options.key}:${signature}`;
  }

  #counted(path: string, work: () => Reply): Reply {
    const limits = path.startsWith(STATISTICS) ? [this.#all, this.#statistics] : [this.#all];
    const full = limits.find((limit) => !limit.take());
    if (full !== undefined) return { status: 429, headers: full.headers(), body: this.words(429) };
    const reply = work();
    return { ...reply, headers: { ...limits.at(-1)?.headers(), ...reply.headers } };
  }

  #seed(): number {
    return 100 * this.calls.length + 10;
  }
}

/** The history is a text already: a `call_id` may stand there as a bare number. */
function json(body: string | object): Reply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

function audio(bytes: Buffer): Reply {
  return { status: 200, headers: { 'content-type': 'audio/mpeg' }, body: bytes };
}
