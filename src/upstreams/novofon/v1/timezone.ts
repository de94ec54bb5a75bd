import { z } from 'zod';
import { zoneFrom } from '../account-time.js';
import { unreadable } from '../http-trouble.js';
import { text } from '../lossless.js';
import { acceptedBody, type V1Client } from './client.js';

const Answer = z.object({ timezone: text, datetime: text, unixtime: text });

/** The zone of the account behind our key. */
export async function askZone(client: V1Client, signal: AbortSignal): Promise<string> {
  const reply = await client.get('/v1/info/timezone/', {}, { kind: 'all', asker: 'schedule' }, signal);
  const answer = Answer.safeParse(acceptedBody(reply, 'the time zone'));
  const zone = answer.success ? zoneFrom(answer.data) : null;
  if (zone === null) throw unreadable('time zone');
  return zone;
}
