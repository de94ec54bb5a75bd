import { z } from 'zod';
import type { CallFacts } from '../../../domain/call.js';
import { UpstreamError } from '../../../domain/trouble.js';
import { text } from '../lossless.js';
import { talkLink } from '../media-link.js';
import { readWord } from '../words.js';
import type { V2Client } from './client.js';
import { hasId } from './filter.js';
import { readReport } from './report.js';
import { hashesIn, listed } from './row.js';

const DAY_MS = 24 * 3_600_000;
/** Whole conversations lie on a host of their own, unless `novofon.mediaUrl` leads all of them elsewhere. */
const TALKS_AT = 'https://app.novofon.ru';
const WHOLE_AT = 'https://media.novofon.ru';

const FIELDS = ['id', 'communication_id', 'call_records', 'wav_call_records', 'full_record_file_link'];
const Source = z.object({
  id: text,
  communication_id: text,
  call_records: listed,
  wav_call_records: listed,
  full_record_file_link: text,
});

interface Wanted {
  call: CallFacts;
  zone: string;
  mediaUrl: string;
}

/** Where the recording of the whole call lies; asked anew each time, as it comes later than the call. Throws `not-ready`. */
export async function requestLink(client: V2Client, wanted: Wanted, signal: AbortSignal): Promise<string> {
  const { call, zone, mediaUrl } = wanted;
  const startedMs = Date.parse(call.startedAt);
  const period = { from: at(startedMs - DAY_MS), to: at(startedMs + DAY_MS) };
  const report = { method: 'get.calls_report' as const, fields: FIELDS, filter: hasId('id', call.id) };
  const rows = await readReport(client, report, { period, zone, asker: 'schedule' }, signal);
  const link = rows.map((row) => linkIn(row, mediaUrl)).find((found) => found !== null);
  if (link) return link;
  throw new UpstreamError('novofon', 'not-ready', 'Novofon has no recording of this call yet');
}

/** The one mp3, else the whole conversation, else the one wav. Of several talks none stands for the call. */
function linkIn(row: unknown, mediaUrl: string): string | null {
  const source = Source.safeParse(row).data;
  const communication = source && (readWord(source.communication_id) ?? readWord(source.id));
  if (!communication) return null;
  const talks = hashesIn(source.call_records);
  const waves = hashesIn(source.wav_call_records);
  const [talk, wave] = [talks[0], waves[0]];
  if (talk && talks.length === 1) return talkLink({ kind: 'talk', communication, hash: talk }, mediaUrl);
  const whole = wholeLink(source.full_record_file_link, communication, mediaUrl);
  if (whole) return whole;
  const isOnlyWave = talks.length === 0 && waves.length === 1;
  return wave && isOnlyWave ? talkLink({ kind: 'wav', communication, hash: wave }, mediaUrl) : null;
}

/** It is documented as a link in one place and as a hash in another. */
function wholeLink(said: string, communication: string, mediaUrl: string): string | null {
  const link = readWord(said);
  if (link === null || URL.canParse(link)) return link;
  const base = mediaUrl.replace(/\/+$/, '');
  return `${base === TALKS_AT ? WHOLE_AT : base}/${communication}/${encodeURIComponent(link)}`;
}

function at(ms: number): string {
  return new Date(ms).toISOString();
}
