import type { Readable } from 'node:stream';
import { UpstreamError } from '../../domain/trouble.js';

/** How slow a download may be: so much in every span, and all of it in time. */
export interface LeastSpeed {
  leastBytes: number;
  spanMs: number;
  wholeMs: number;
}

/**
 * By speed, as recordings may be small or an hour long: 8 kbit/s is what the thriftiest codec of a phone makes, so a
 * slower one takes longer than the talk itself. Half an hour is enough for two hours of stereo WAV over 1 Mbit/s.
 */
export const SLOWEST: LeastSpeed = { leastBytes: 60 * 1024, spanMs: 60_000, wholeMs: 30 * 60_000 };

/** The bytes of the stream; throws `transient` when a span brings too few of them. */
export async function* atLeastSpeed(stream: Readable, { leastBytes, spanMs }: LeastSpeed): AsyncGenerator<Uint8Array> {
  let came = 0;
  let isTooSlow = false;
  const watch = setInterval(() => {
    isTooSlow = came < leastBytes;
    if (isTooSlow) stream.destroy();
    came = 0;
  }, spanMs);
  try {
    for await (const chunk of stream) {
      came += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw isTooSlow ? tooSlow(leastBytes, spanMs) : error;
  } finally {
    clearInterval(watch);
  }
}

function tooSlow(leastBytes: number, spanMs: number): UpstreamError {
  const message = `the recording comes too slowly: less than ${leastBytes} bytes in ${spanMs / 1000} s`;
  return new UpstreamError('novofon', 'transient', message);
}
