import { once } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { counted } from '../../card/words.js';
import type { Config } from '../../config/derive.js';
import { type Finding, fail, ok, warn } from '../../domain/finding.js';
import type { Clock } from '../../domain/ports.js';
import { deadline } from '../../lib/linked-signal.js';
import { agentFor } from '../../lib/proxy.js';

const PART = 'clock';
const PATIENCE_MS = 5_000;
const NOTABLE_MS = 60_000;
const WRONG_MS = 10 * 60_000;

/** Our clock beside those of the upstreams, by the `Date` header that every server sends, whatever it answers. */
export async function checkClock({ novofon, analysis, telegram }: Config, clock: Clock): Promise<Finding[]> {
  const servers: [url: string, proxy: string | null][] = [
    [novofon.baseUrl, novofon.proxy],
    [analysis.baseUrl, analysis.proxy],
    [telegram.apiRoot, telegram.proxy],
  ];
  const asked = servers.map(([url, proxy]) => askTime(url, proxy, clock).catch(() => null));
  return [clockFinding((await Promise.all(asked)).filter((offsetMs) => offsetMs !== null))];
}

/** `offsetsMs`: how far each server is ahead of us. */
export function clockFinding(offsetsMs: number[]): Finding {
  // A server of one's own may run on this very machine: then its clock proves nothing, and the others count.
  const offsetMs = offsetsMs.sort((a, b) => Math.abs(a) - Math.abs(b))[Math.floor(offsetsMs.length / 2)];
  if (offsetMs === undefined) return warn(PART, 'часы не с чем сверить: никто не ответил', null);
  if (Math.abs(offsetMs) <= NOTABLE_MS) return ok(PART, 'часы верны');
  const minutes = Math.max(1, Math.round(Math.abs(offsetMs) / 60_000));
  const text = `часы ${offsetMs > 0 ? 'отстают' : 'спешат'} на ${counted(minutes, ['минуту', 'минуты', 'минут'])}`;
  const cure = 'Включите сверку времени: timedatectl set-ntp true.';
  return Math.abs(offsetMs) > WRONG_MS ? fail(PART, text, cure) : warn(PART, text, cure);
}

async function askTime(url: string, proxy: string | null, clock: Clock): Promise<number | null> {
  const agent = await agentFor(proxy);
  using limit = deadline(PATIENCE_MS);
  try {
    const askedMs = clock().getTime();
    const send = url.startsWith('https:') ? requestHttps : requestHttp;
    const asking = send(url, { method: 'HEAD', agent, signal: limit.signal });
    asking.on('error', () => undefined).end();
    const [answer]: IncomingMessage[] = await once(asking, 'response', { signal: limit.signal });
    answer?.resume();
    const said = Date.parse(answer?.headers.date ?? '');
    // The header is cut to whole seconds, and was written about half-way.
    return Number.isNaN(said) ? null : said + 500 - (askedMs + clock().getTime()) / 2;
  } finally {
    agent.destroy();
  }
}
