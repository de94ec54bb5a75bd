import { z } from 'zod';
import { tally } from '../../../domain/census.js';
import { isNumber } from '../../../domain/phone.js';
import type { Census } from '../../../domain/ports.js';
import { text } from '../lossless.js';
import { partyOf } from '../party.js';
import type { V2Client } from './client.js';
import { type ReportQuery, reportPages } from './report.js';

/** What is counted at the most: enough to know an account by. */
const MOST_PAGES = 10;

const REPORT = {
  method: 'get.calls_report',
  fields: ['id', 'virtual_phone_number', 'start_time', 'finish_time'],
  filter: null,
} as const;

const Counted = z.object({ id: text, virtual_phone_number: text, finish_time: text });

/** How many finished calls the account has, and on which of its numbers. */
export async function countCalls(client: V2Client, query: ReportQuery, signal: AbortSignal): Promise<Census> {
  const lines = new Map<string, string | null>();
  let pages = 0;
  for await (const page of reportPages(client, REPORT, query, signal)) {
    const rows = page.flatMap((raw) => Counted.safeParse(raw).data ?? []).filter((row) => row.finish_time !== '');
    for (const row of rows) lines.set(row.id, partyOf(row.virtual_phone_number));
    pages += 1;
    if (pages === MOST_PAGES) break;
  }
  return tally(lines.size, [...lines.values()].filter(isNumber));
}
