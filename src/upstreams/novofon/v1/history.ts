import { z } from 'zod';
import type { Direction } from '../../../domain/call.js';
import type { Asker, Period } from '../../../domain/ports.js';
import { type Piece, piecesOf } from '../account-time.js';
import { unreadable } from '../http-trouble.js';
import { acceptedBody, type V1Client } from './client.js';

const PATH = '/v1/statistics/pbx/';
/** The provider silently cuts a longer period (apis/novofon.md A2). */
const LONGEST_DAYS = 30;
/** Default and maximum of the API. */
const PAGE_ROWS = 1000;

export interface HistoryQuery {
  period: Period;
  zone: string;
  asker: Asker;
  callType?: Direction;
}

/** Every raw row of the period, page by page; there is no total, a short page is the last. */
export async function readHistory(client: V1Client, query: HistoryQuery, signal: AbortSignal): Promise<unknown[]> {
  const read: unknown[][] = [];
  for (const piece of piecesOf(query.period, query.zone, LONGEST_DAYS)) {
    read.push(await readPiece(client, piece, query, signal));
  }
  return read.flat();
}

async function readPiece(client: V1Client, piece: Piece, query: HistoryQuery, signal: AbortSignal): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (;;) {
    const parameters = {
      ...piece,
      version: 2,
      skip: rows.length,
      limit: PAGE_ROWS,
      ...(query.callType && { call_type: query.callType }),
    };
    const reply = await client.get(PATH, parameters, { kind: 'statistics', asker: query.asker }, signal);
    const page = readPage(acceptedBody(reply, 'the call history'));
    rows.push(...page);
    if (page.length < PAGE_ROWS) return rows;
  }
}

/** PHP writes an array with gaps as an object, and an empty one as null in places. */
const Page = z.object({
  stats: z.union([
    z.array(z.unknown()),
    z.null().transform(() => []),
    z.record(z.string(), z.unknown()).transform((rows) => Object.values(rows)),
  ]),
});

function readPage(body: object): unknown[] {
  const page = Page.safeParse(body);
  if (!page.success) throw unreadable('call history');
  return page.data.stats;
}
