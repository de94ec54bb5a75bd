import type { CallFacts } from '../../../domain/call.js';
import { isNumber, sameNumber } from '../../../domain/phone.js';
import { callFromRow, type FinishedRow } from './call.js';
import type { V2Client } from './client.js';
import { type Filter, hasId, hasOneOf, namesAny } from './filter.js';
import { type ReportQuery, readReport } from './report.js';
import { ROW_FIELDS, type Row, readRow } from './row.js';
import { staffCalls } from './staff-calls.js';
import type { VirtualNumbers } from './virtual-numbers.js';

const IDS_AT_ONCE = 100;

interface Needs {
  client: V2Client;
  virtualNumbers: VirtualNumbers;
  /** Of the firm, E.164; empty = all that the account has. */
  numbers: string[];
  warn: ((message: string) => void) | undefined;
}

/** Finished calls out of the account's reports, by when they started. */
export class History {
  private leftOut = 0;

  constructor(private readonly needs: Needs) {}

  /** Those that name one of our numbers, on either side or on a leg. */
  async calls(query: ReportQuery, signal: AbortSignal): Promise<CallFacts[]> {
    const { client, numbers, virtualNumbers } = this.needs;
    const ours = namesAny(['virtual_phone_number', 'contact_phone_number'], numbers);
    const rows = await this.rows(numbers.length > 0 ? ours : null, query, signal);
    const calls = new Map(rows.map((row) => [row.id, callFromRow(row)]));

    const mobiles = await virtualNumbers.foreignAmong(numbers, query.asker, signal);
    const staff = await staffCalls(client, mobiles, query, signal);
    const lacking = [...staff.keys()].filter((id) => !calls.has(id));
    for (let from = 0; from < lacking.length; from += IDS_AT_ONCE) {
      const some = hasOneOf('id', lacking.slice(from, from + IDS_AT_ONCE));
      for (const row of await this.rows(some, query, signal)) calls.set(row.id, callFromRow(row, staff.get(row.id)));
    }
    return [...calls.values()];
  }

  /** The one with this id, digits. */
  async call(id: string, query: ReportQuery, signal: AbortSignal): Promise<CallFacts | null> {
    const { client, numbers, virtualNumbers } = this.needs;
    const [row] = await this.rows(hasId('id', id), query, signal);
    if (!row) return null;
    if ([row.own, row.contact].filter(isNumber).some((party) => numbers.some((each) => sameNumber(each, party)))) {
      return callFromRow(row);
    }
    const mobiles = await virtualNumbers.foreignAmong(numbers, query.asker, signal);
    const staff = await staffCalls(client, mobiles, { ...query, session: id }, signal);
    return callFromRow(row, staff.get(id));
  }

  private async rows(filter: Filter | null, query: ReportQuery, signal: AbortSignal): Promise<FinishedRow[]> {
    const report = { method: 'get.calls_report' as const, fields: ROW_FIELDS, filter };
    const raw = await readReport(this.needs.client, report, query, signal);
    const rows = raw.flatMap((each) => readRow(each, query.zone) ?? []);
    this.tellLeftOut(raw.length - rows.length);
    return rows.filter(isFinished);
  }

  private tellLeftOut(count: number): void {
    if (count > this.leftOut) {
      this.needs.warn?.(`${count} rows of the history have no id, no direction or no time and are left out`);
    }
    this.leftOut = count;
  }
}

function isFinished(row: Row): row is FinishedRow {
  return row.endedAt !== null;
}
