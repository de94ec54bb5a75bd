import type { Asker, Period } from '../../../domain/ports.js';
import { piecesOf } from '../account-time.js';
import type { V2Client } from './client.js';
import type { Filter } from './filter.js';

/** The API refuses 90 days in one method and three months in another (apis/novofon.md B3). */
const LONGEST_DAYS = 89;
const PAGE_ROWS = 1000;

export interface ReportQuery {
  period: Period;
  zone: string;
  asker: Asker;
}

export interface Report {
  method: 'get.calls_report' | 'get.call_legs_report';
  fields: readonly string[];
  /** Null: all rows. */
  filter: Filter | null;
}

/** Every raw row of what started in the period, oldest first. */
export async function readReport(
  client: V2Client,
  report: Report,
  query: ReportQuery,
  signal: AbortSignal,
): Promise<unknown[]> {
  const read: unknown[][] = [];
  for await (const page of reportPages(client, report, query, signal)) read.push(page);
  return read.flat();
}

/** The same, page by page. */
export async function* reportPages(
  client: V2Client,
  { method, fields, filter }: Report,
  { period, zone, asker }: ReportQuery,
  signal: AbortSignal,
): AsyncGenerator<unknown[]> {
  for (const { start, end } of piecesOf(period, zone, LONGEST_DAYS)) {
    for (let offset = 0, total = 1; offset < total; ) {
      const page = await client.ask(
        method,
        {
          date_from: start,
          date_till: end,
          limit: PAGE_ROWS,
          offset,
          fields,
          ...(filter && { filter }),
          sort: [{ field: 'start_time', order: 'asc' }],
        },
        asker,
        signal,
      );
      if (page.rows.length === 0) break;
      yield page.rows;
      offset += page.rows.length;
      total = page.total ?? (page.rows.length < PAGE_ROWS ? offset : offset + 1);
    }
  }
}
