import { randomBytes } from 'node:crypto';
import type { Clock } from '../simulator.js';
import type { AccountTime } from './account-time.js';
import { Refused } from './refused.js';

const LIFETIME = { shortest: 180, longest: 5_184_000, usual: 1800 };

/** A recording as the account holds it. */
export interface Stored {
  callId: string;
  pbxCallId: string;
  bytes: Buffer;
  readyAt: Date;
}

/** `record/request` and the links it gives out (apis/novofon.md A4). */
export class RecordLinks {
  readonly #stored: Stored[] = [];
  readonly #given = new Map<string, { recording: Stored; till: Date }>();

  constructor(
    readonly clock: Clock,
    readonly time: AccountTime,
  ) {}

  store(recording: Stored): void {
    this.#stored.push(recording);
  }

  /** The answer to `GET /v1/pbx/record/request/`. Wrong id, not saved yet and never recorded look the same. */
  request(query: URLSearchParams, baseUrl: string): object {
    const callId = query.get('call_id');
    const pbxCallId = query.get('pbx_call_id');
    if (!callId && !pbxCallId) throw new Refused(400, 'call_id or pbx_call_id is required');
    const till = new Date(this.clock().getTime() + lifetimeSeconds(query) * 1000);
    const found = this.#ready().filter((one) => (callId ? one.callId === callId : one.pbxCallId === pbxCallId));
    if (found.length === 0) throw new Refused(200, 'Call record file not found');
    const links = found.map((recording) => this.#link(recording, till, baseUrl));
    const end = { lifetime_till: this.time.write(till) };
    return callId ? { status: 'success', link: links[0], ...end } : { status: 'success', links, ...end };
  }

  /** The file behind `/v1/pbx/record/download/TOKEN/<call_id>.mp3`: no key is asked, the token is the key. */
  download(path: string): Buffer {
    const [token = '', name] = path.split('/').slice(-2);
    const link = this.#given.get(token);
    const alive = link !== undefined && link.till > this.clock() && name === `${link.recording.callId}.mp3`;
    if (!alive) throw new Refused(404, 'File not found');
    return link.recording.bytes;
  }

  #ready(): Stored[] {
    return this.#stored.filter((recording) => recording.readyAt <= this.clock());
  }

  #link(recording: Stored, till: Date, baseUrl: string): string {
    const token = randomBytes(24).toString('hex');
    this.#given.set(token, { recording, till });
    return `${baseUrl}/v1/pbx/record/download/${token}/${recording.callId}.mp3`;
  }
}

function lifetimeSeconds(query: URLSearchParams): number {
  const text = query.get('lifetime') ?? String(LIFETIME.usual);
  const seconds = /^\d+$/.test(text) ? Number(text) : 0;
  if (seconds < LIFETIME.shortest || seconds > LIFETIME.longest) throw new Refused(400, 'Wrong parameter lifetime');
  return seconds;
}
