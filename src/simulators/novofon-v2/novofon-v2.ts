import type { Asked } from '../asked.js';
import { type Clock, type Reply, Simulator } from '../simulator.js';
import type { Refusing } from './admission.js';
import { DataApi, type DataApiOptions, methodOf } from './data-api.js';
import { Fault, type Mnemonic } from './fault.js';
import { factsOf, type MadeCall, type MadeOngoing, type MadeStaffCall, staffCall } from './made-calls.js';
import { type MadeRecording, recorded, showingOf } from './made-recordings.js';
import { type MediaTrouble, serveMedia } from './media.js';
import { filledBody, filledQuery, macrosOf } from './notifications.js';
import { Session } from './session.js';
import { DEFAULT_TEMPLATES, type NotificationEvent, SEED_QUERIES } from './templates.js';
import type { VirtualNumber } from './virtual-numbers.js';
import { ZoneTime } from './zone-time.js';

export interface NovofonV2Options extends DataApiOptions {
  /** The account's zone, `Europe/Moscow`. */
  zone: string;
  /** The virtual numbers the account rents. */
  numbers: string[];
  /** Whether our address is on the account's list. */
  ipAllowed: boolean;
}

const RPC = '/v2.0';

/**
 * Novofon 2.0: the Data API, the recordings' files and HTTP notifications (apis/novofon.md, part B). Scripts and
 * counts go by the method, and by the path of files: `answer('get.calls_report', […])`, `answer('/system/media/*', […])`.
 */
export class NovofonV2 extends Simulator {
  readonly sessions: Session[] = [];
  /** What `get.virtual_numbers` lists; change it at will. */
  readonly numbers: VirtualNumber[];
  readonly #time: ZoneTime;
  readonly #api: DataApi;
  #mediaTrouble: MediaTrouble | null = null;

  constructor(options: NovofonV2Options, clock: Clock) {
    super(clock);
    this.#time = new ZoneTime(options.zone);
    this.#api = new DataApi(options, clock);
    this.numbers = options.numbers.map((number) => ({ number, status: 'active' }));
    if (!options.ipAllowed) this.refuse('ip_not_whitelisted');
  }

  /** A finished incoming call, in the report at once; its recordings follow after `recordingAfterMs`. */
  addIncoming(call: MadeCall = {}, recording: MadeRecording = {}): Session {
    return this.#add(call, 'in', recording);
  }

  /** A finished outgoing call. */
  addOutgoing(call: MadeCall = {}, recording: MadeRecording = {}): Session {
    return this.#add(call, 'out', recording);
  }

  /** A call that goes on until its `finish()`: shown only with `include_ongoing_calls`. */
  addOngoing(call: MadeOngoing = {}, recording: MadeRecording = {}): Session {
    const session = this.#add(call, call.direction ?? 'in', recording);
    return session.change({ finishedAt: null });
  }

  /** A call through another virtual number to or from an employee's own mobile, which stands in the legs only. */
  addToStaffMobile(call: MadeStaffCall = {}, recording: MadeRecording = {}): Session {
    return this.#add(staffCall(call), call.direction ?? 'in', recording);
  }

  /** Every call of the API is refused like this, `times` or until `accept()`, for one `method` or all. */
  refuse(mnemonic: Mnemonic, refusing: Refusing = {}): void {
    this.#api.admission.refuse(mnemonic, refusing);
  }

  /** The account refuses nobody any more, whatever it was for. */
  accept(): void {
    this.#api.admission.accept();
  }

  /** What `metadata.limits` shows from now on; `empty` is `{}`, as real answers may have it. */
  showLimits(shown: 'full' | 'empty'): void {
    this.#api.limitsShown = shown;
  }

  /** Right links to recordings bring something else than the file, until null. */
  spoilMedia(trouble: MediaTrouble | null): void {
    this.#mediaTrouble = trouble;
  }

  /** Posts an HTTP notification as a user set it up: his template, or the default one. There is no signature. */
  async notify(
    url: string,
    event: NotificationEvent,
    session: Session,
    template = DEFAULT_TEMPLATES[event],
    changed: Record<string, unknown> = {},
  ): Promise<Response> {
    const body = filledBody(template, { ...this.#macros(event, session), ...changed });
    const headers = { 'content-type': 'application/json' };
    return fetch(url, { method: 'POST', headers, body, signal: this.stopping });
  }

  /** The same by GET: the fields of his template go into the query. */
  async notifyByGet(
    url: string,
    event: NotificationEvent,
    session: Session,
    template: Record<string, string> = SEED_QUERIES[event],
    changed: Record<string, unknown> = {},
  ): Promise<Response> {
    const macros = { ...this.#macros(event, session), ...changed };
    const address = new URL(url);
    for (const [name, text] of Object.entries(template)) address.searchParams.set(name, filledQuery(text, macros));
    return fetch(address, { signal: this.stopping });
  }

  protected async handle(asked: Asked): Promise<Reply> {
    if (asked.path !== RPC) return serveMedia(asked, this.sessions, this.#mediaTrouble);
    const { numbers, sessions } = this;
    return this.#api.answer(asked, { time: this.#time, numbers, sessions, mediaUrl: this.url });
  }

  /** 500 in the API's own words; of what a gateway says nothing is documented. */
  protected words(status: number): unknown {
    if (status === 500) return new Fault('internal_error').body(null, {});
    return `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`;
  }

  protected override nameOf(asked: Asked): string {
    return (asked.path === RPC ? methodOf(asked) : null) ?? asked.path;
  }

  #macros(event: NotificationEvent, session: Session): Record<string, unknown> {
    return macrosOf(event, session, { now: this.clock(), time: this.#time, mediaUrl: this.url });
  }

  #add(call: MadeCall, direction: 'in' | 'out', recording: MadeRecording): Session {
    const id = 401_122_334 + this.sessions.length;
    const facts = factsOf(call, direction, id, this.clock());
    const session = recorded(new Session(id, facts, showingOf(recording), this.clock), recording);
    this.sessions.push(session);
    return session;
  }
}
