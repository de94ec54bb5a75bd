import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Clock } from '../simulator.js';

/** A file or its bytes. */
export type Audio = string | Buffer;

export type RecordKind = 'talk' | 'wav' | 'voice_mail';

export interface Employee {
  id: number;
  name: string;
  /** An extension, or the mobile that calls are forwarded to; seen in legs only. */
  phone: string;
  /** Whether legs tell it as `employee_phone_number`, and not just as the party that called or was called. */
  phoneTold: boolean;
  answered: boolean;
  talked: boolean;
}

/** What the account knows of a call session; `finishedAt` null: it is still going on. */
export interface Facts {
  communicationId: number;
  direction: 'in' | 'out';
  client: string;
  clientName: string | null;
  number: string;
  startedAt: Date;
  finishedAt: Date | null;
  waitSeconds: number;
  talkSeconds: number;
  lost: boolean;
  finishReason: string | null;
  source: string;
  employees: Employee[];
  scenario: string | null;
  transferred: boolean;
}

/** How the row shows its recordings: `full_record_file_link` as a URL, a bare hash or null; none as `[]` or null. */
export interface Showing {
  fullLink: 'url' | 'hash' | 'absent';
  noRecords: 'empty' | 'null';
  /** The bytes behind the full link; without it, the ready talks joined. */
  fullAudio: Buffer | null;
}

interface Recording {
  kind: RecordKind;
  hash: string;
  bytes: Buffer;
  readyAt: Date;
}

/** A call session of the account (apis/novofon.md B4). It may be changed at any time, as real ones are. */
export class Session {
  readonly #recordings: Recording[] = [];
  readonly #clock: Clock;

  constructor(
    readonly id: number,
    public facts: Facts,
    readonly showing: Showing,
    clock: Clock,
  ) {
    this.#clock = clock;
  }

  /** One more recording, the last in order; its hash is in the row once `afterMs` have gone by. */
  addRecord(audio: Audio, { afterMs = 0, kind = 'talk' }: { afterMs?: number; kind?: RecordKind } = {}): this {
    const hash = hashOf(`${this.id} ${kind} ${this.#recordings.length}`);
    const readyAt = new Date(this.#clock().getTime() + afterMs);
    this.#recordings.push({ kind, hash, bytes: bytesOf(audio), readyAt });
    return this;
  }

  /** The row says something else from now on. */
  change(facts: Partial<Facts>): this {
    this.facts = { ...this.facts, ...facts };
    return this;
  }

  /** An ongoing call ends now, after a talk that lasted from the answer on. */
  finish(facts: Partial<Facts> = {}): this {
    const finishedAt = this.#clock();
    const lasted = Math.round((finishedAt.getTime() - this.facts.startedAt.getTime()) / 1000);
    const talkSeconds = Math.max(0, lasted - this.facts.waitSeconds);
    return this.change({ finishedAt, talkSeconds, ...facts });
  }

  /** Hashes of the files that are ready, in order. */
  hashes(kind: RecordKind): string[] {
    return this.#ready(kind).map((recording) => recording.hash);
  }

  /** The hash of the whole conversation; null until some of it is ready, or where the account shows none. */
  get fullHash(): string | null {
    const none = this.showing.fullLink === 'absent' || this.hashes('talk').length === 0;
    return none ? null : hashOf(`${this.id} full`);
  }

  /** The file behind a hash; null where there is none, or not yet. */
  file(kind: RecordKind | 'full', hash: string): Buffer | null {
    if (kind !== 'full') return this.#ready(kind).find((recording) => recording.hash === hash)?.bytes ?? null;
    if (hash !== this.fullHash) return null;
    return this.showing.fullAudio ?? Buffer.concat(this.#ready('talk').map(({ bytes }) => bytes));
  }

  #ready(kind: RecordKind): Recording[] {
    const now = this.#clock();
    return this.#recordings.filter((recording) => recording.kind === kind && recording.readyAt <= now);
  }
}

export function bytesOf(audio: Audio): Buffer {
  return typeof audio === 'string' ? readFileSync(audio) : audio;
}

function hashOf(text: string): string {
  return createHash('md5').update(`recording ${text}`).digest('hex');
}
