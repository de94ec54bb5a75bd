import { z } from 'zod';
import { isWithin } from '../../../domain/instant.js';
import { isNumber, sameNumber } from '../../../domain/phone.js';
import type { Asker, Clock, Memory } from '../../../domain/ports.js';
import { text } from '../lossless.js';
import { partyOf } from '../party.js';
import type { V2Client } from './client.js';
import { ClosedError } from './refused.js';

const NAME = 'novofon.virtualNumbers';
const FRESH_MS = 60 * 60_000;
/** The most the API gives at once. */
const ALL_ROWS = 10_000;

const Remembered = z.object({ askedAt: z.string(), numbers: z.array(z.string()) });
const NumberRow = z.object({ virtual_phone_number: text });

interface Needs {
  client: V2Client;
  memory: Memory;
  clock: Clock;
}

/** The numbers that the account rents; asked at most once an hour. */
export class VirtualNumbers {
  constructor(private readonly needs: Needs) {}

  /** Those of the firm's numbers that the account does not rent: employees' own, which only legs of calls show. */
  async foreignAmong(numbers: string[], asker: Asker, signal: AbortSignal): Promise<string[]> {
    if (numbers.length === 0) return [];
    const rented = (await this.remembered()) ?? (await this.ask(asker, signal));
    return numbers.filter((number) => !rented.some((each) => sameNumber(each, number)));
  }

  private async remembered(): Promise<string[] | null> {
    const known = Remembered.safeParse(parsed((await this.needs.memory.get(NAME)) ?? '')).data;
    return known && isWithin(known.askedAt, FRESH_MS, this.needs.clock()) ? known.numbers : null;
  }

  private async ask(asker: Asker, signal: AbortSignal): Promise<string[]> {
    const numbers = await this.rented(asker, signal);
    await this.needs.memory.set(NAME, JSON.stringify({ askedAt: this.needs.clock().toISOString(), numbers }));
    return numbers;
  }

  /** None where our token may not see them: every number may then be an employee's. */
  private async rented(asker: Asker, signal: AbortSignal): Promise<string[]> {
    try {
      const parameters = { fields: ['virtual_phone_number'], limit: ALL_ROWS };
      const { rows } = await this.needs.client.ask('get.virtual_numbers', parameters, asker, signal);
      return rows.map((row) => partyOf(NumberRow.safeParse(row).data?.virtual_phone_number ?? '')).filter(isNumber);
    } catch (error) {
      if (error instanceof ClosedError) return [];
      throw error;
    }
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
