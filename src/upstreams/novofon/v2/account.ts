import { z } from 'zod';
import { zoneFrom } from '../account-time.js';
import { unreadable } from '../http-trouble.js';
import { text } from '../lossless.js';
import type { V2Client } from './client.js';

const Account = z.object({ timezone: text });

/** The zone of the account behind our token. */
export async function askZone(client: V2Client, signal: AbortSignal): Promise<string> {
  const { rows } = await client.ask('get.account', {}, 'schedule', signal);
  const account = Account.safeParse(rows[0]).data;
  const zone = account ? zoneFrom({ timezone: account.timezone, datetime: '', unixtime: '' }) : null;
  if (zone === null) throw unreadable('time zone');
  return zone;
}
