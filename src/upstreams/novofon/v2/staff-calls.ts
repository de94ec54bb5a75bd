import { z } from 'zod';
import { sameNumber } from '../../../domain/phone.js';
import { text } from '../lossless.js';
import { readWord } from '../words.js';
import type { V2Client } from './client.js';
import { both, type Filter, hasId, namesAny } from './filter.js';
import { type ReportQuery, readReport } from './report.js';

const PARTIES = ['called_phone_number', 'calling_phone_number', 'employee_phone_number'] as const;
const FIELDS = ['call_session_id', ...PARTIES];

const Leg = z.object({
  call_session_id: text,
  called_phone_number: text,
  calling_phone_number: text,
  employee_phone_number: text,
});

/**
 * Which calls went over which of the mobiles, by the legs of calls: the calls themselves do not name them
 * (apis/novofon.md B5). `session`: of this one call only.
 */
export async function staffCalls(
  client: V2Client,
  mobiles: string[],
  query: ReportQuery & { session?: string },
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const calls = new Map<string, string>();
  if (mobiles.length === 0) return calls;
  const report = { method: 'get.call_legs_report' as const, fields: FIELDS, filter: filterFor(mobiles, query.session) };
  for (const raw of await readReport(client, report, query, signal)) {
    const leg = Leg.safeParse(raw).data;
    const session = readWord(leg?.call_session_id ?? '');
    const mobile = leg && mobiles.find((each) => PARTIES.some((party) => sameNumber(each, leg[party])));
    if (session && mobile && !calls.has(session)) calls.set(session, mobile);
  }
  return calls;
}

function filterFor(mobiles: string[], session: string | undefined): Filter {
  const named = namesAny([...PARTIES], mobiles);
  return session ? both(hasId('call_session_id', session), named) : named;
}
