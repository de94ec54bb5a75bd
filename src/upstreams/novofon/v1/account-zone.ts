import { z } from 'zod';
import type { Memory } from '../../../domain/ports.js';
import { zoneFrom } from '../account-time.js';
import { textOf } from '../lossless.js';
import { acceptedBody, unreadable, type V1Client } from './client.js';

const NAME = 'novofon.timezone';
const text = z.unknown().optional().transform(textOf);
const Answer = z.object({ timezone: text, datetime: text, unixtime: text });

/** The account's zone: as configured, else as remembered, else asked once and remembered. */
export class AccountZone {
  constructor(
    private readonly configured: string,
    private readonly client: V1Client,
    private readonly memory: Memory,
  ) {}

  async get(signal: AbortSignal): Promise<string> {
    if (this.configured !== 'auto') return this.configured;
    const remembered = await this.memory.get(NAME);
    if (remembered) return remembered;
    const zone = await this.ask(signal);
    await this.memory.set(NAME, zone);
    return zone;
  }

  /** Asks the account, whatever is configured or remembered. */
  async ask(signal: AbortSignal): Promise<string> {
    const reply = await this.client.get('/v1/info/timezone/', {}, { kind: 'all', asker: 'schedule' }, signal);
    const answer = Answer.safeParse(acceptedBody(reply, 'the time zone'));
    const zone = answer.success ? zoneFrom(answer.data) : null;
    if (zone === null) throw unreadable('time zone');
    return zone;
  }
}
