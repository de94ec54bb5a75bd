import { once } from 'node:events';
import { Readable } from 'node:stream';
import { got, type Options, type Request } from 'got';
import type { IncomingAudio } from '../../domain/ports.js';
import { UpstreamError } from '../../domain/trouble.js';
import { publicLookup } from '../../lib/public-lookup.js';
import { networkTrouble, troubleOfStatus } from './http-trouble.js';
import { atLeastSpeed, type LeastSpeed, SLOWEST } from './least-speed.js';
import { isTrusted, type MediaSource, permitted } from './media-source.js';

const MAX_REDIRECTS = 5;
const TIMEOUT = { connect: 10_000, response: 30_000 };

/**
 * Opens a recording's file. No Authorization is sent: who has the link may listen, so it is neither logged nor thrown.
 * Each redirect is judged like the link itself, and so is the address its host leads to; behind a proxy that is the
 * proxy's to know. What the host does not have (yet) is `not-ready`.
 */
export async function openDownload(link: string, source: MediaSource, signal: AbortSignal): Promise<IncomingAudio> {
  let url = permitted(link, source);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const opened = await open(url, source, signal);
    const target = redirectOf(opened);
    if (target === null) return incoming(opened, source, signal);
    opened.stream.destroy();
    url = permitted(target, source, url);
  }
  throw new UpstreamError('novofon', 'transient', 'the recording is redirected in a circle');
}

interface Opened {
  stream: Request;
  status: number;
  headers: NonNullable<Request['response']>['headers'];
}

async function open(url: URL, source: MediaSource, signal: AbortSignal): Promise<Opened> {
  signal.throwIfAborted();
  const stream = got.stream(url, {
    headers: { 'user-agent': 'Mozilla/5.0 (compatible; audiobot)' },
    throwHttpErrors: false,
    followRedirect: false,
    // A length is worth nothing once the body was unpacked, and audio does not shrink.
    decompress: false,
    retry: { limit: 0 },
    timeout: { ...TIMEOUT, request: (source.leastSpeed ?? SLOWEST).wholeMs },
    signal,
    ...(source.agent && { agent: source.agent }),
    ...(isTrusted(url, source) ? {} : { dnsLookup: publicLookup as NonNullable<Options['dnsLookup']> }),
  });
  // Between the answer and the first read nobody else listens; a break then must not end the process.
  stream.on('error', () => {});
  try {
    await once(stream, 'response');
  } catch (error) {
    throw networkTrouble(error, signal);
  }
  const status = stream.response?.statusCode ?? 0;
  return { stream, status, headers: stream.response?.headers ?? {} };
}

function redirectOf({ status, headers }: Opened): string | null {
  return [301, 302, 303, 307, 308].includes(status) ? (headers.location ?? null) : null;
}

function incoming(opened: Opened, source: MediaSource, signal: AbortSignal): IncomingAudio {
  const { stream, status, headers } = opened;
  if (status !== 200) {
    stream.destroy();
    throw (
      troubleOfStatus(status, headers, source.clock()) ??
      new UpstreamError('novofon', 'not-ready', `the recording is not there (HTTP ${status})`)
    );
  }
  const length = headers['content-length'] ?? '';
  const audio = Readable.from(translated(stream, source.leastSpeed ?? SLOWEST, signal), { objectMode: false });
  audio.once('close', () => stream.destroy());
  return {
    stream: audio,
    contentType: headers['content-type'] ?? null,
    contentLength: /^\d+$/.test(length) ? Number(length) : null,
  };
}

async function* translated(stream: Request, leastSpeed: LeastSpeed, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* atLeastSpeed(stream, leastSpeed);
  } catch (error) {
    throw networkTrouble(error, signal);
  }
}
