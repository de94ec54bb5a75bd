import type { Config } from '../config/derive.js';
import { createServer, type HttpServer } from '../http/server.js';
import type { RawNotice, WebhookReply } from '../http/webhook.js';
import type { Logger } from '../lib/log.js';
import type { PollRhythm } from '../pipeline/poll-rhythm.js';
import { probeBase } from '../store/open.js';
import { readNotice } from '../upstreams/novofon/webhook/notice.js';
import { factsOf } from '../upstreams/novofon/webhook/notice-facts.js';
import type { Parts } from './assemble.js';
import { hasCredentials } from './credentials.js';
import { NoticeLog } from './notice-log.js';
import { readiness } from './readiness.js';
import type { Schedule } from './schedule.js';

/** Notices a minute from one address: a busy call centre sends fewer. */
const PER_MINUTE = 120;

/** What the window looks upon. */
interface View {
  config: Config;
  parts: Parts;
  rhythm: PollRhythm;
  schedule: Schedule;
  log: Logger;
}

export interface Window {
  address: string;
  close: HttpServer['close'];
}

/** The HTTP side of `serve`. Throws with host and port when they are taken. */
export async function openWindow(view: View): Promise<Window> {
  const { config, log } = view;
  const told = new NoticeLog(log, () => performance.now());
  const server = await createServer({
    health: () => isAlive(view),
    webhook: (notice) => takeNotice(notice, view, told),
    ready: () => readiness(config, view.parts),
    webhookSecret: config.server.webhookSecret ?? '',
    trustProxy: config.server.trustProxy,
    perMinute: PER_MINUTE,
    log,
  });
  const { host, port } = config.server;
  try {
    return { address: await server.listen(host, port), close: server.close };
  } catch (cause) {
    await server.close();
    throw new Error(`cannot listen on ${host}:${port} (server.host, server.port)`, { cause });
  }
}

async function isAlive({ parts, schedule }: View): Promise<boolean> {
  if (parts.baseWatch.trouble) return false;
  await probeBase(parts.base);
  return schedule.isAlive();
}

/** A notice is a hint: it is stored, and the history is asked at once for what really happened. */
async function takeNotice(raw: RawNotice, { config, parts, rhythm }: View, told: NoticeLog): Promise<WebhookReply> {
  const notice = await readNotice(raw, config.novofon.secret);
  switch (notice.kind) {
    case 'echo':
      return { kind: 'echo', text: notice.token };
    case 'ignored':
      return { kind: 'ok' };
    case 'wrong-signature':
      return { kind: 'forbidden', message: 'wrong signature' };
    case 'unreadable':
      rhythm.wake();
      return { kind: 'unreadable', message: notice.message };
    case 'call': {
      const { callId, status, fields } = notice;
      told.received(callId, status);
      const { link } = factsOf(fields, config.novofon.mediaUrl);
      const kept = await parts.hints.add({ callId, receivedAt: new Date().toISOString(), notice: fields, link });
      if (kept === 'beyond') told.notBelieved();
      // Without credentials the history is the notices: it has nothing new then.
      if (kept === 'kept' || hasCredentials(config)) rhythm.wake();
      return { kind: 'ok' };
    }
  }
}
