import { cutFrames } from './cut-frames.js';
import { ChannelMeter, type ChannelProfile } from './meter.js';
import type { Pcm } from './pcm.js';
import { meanProduct, powerRatio } from './signal.js';

export const FRAME_SECONDS = 0.02;
/** Below this power (mean square, 1 = full scale) there is nothing but the rounding of samples. */
export const AUDIBLE = powerRatio(-85);

/** What is kept of a recording: a few numbers per frame of 20 ms instead of samples. */
export interface Profile {
  seconds: number;
  sampleRate: number;
  channels: ChannelProfile[];
  /** How far the first two channels are one signal, be it at two levels: squared correlation, 0 … 1. */
  likeness: number;
}

/** Hears a recording through once. No sound at all gives 0 seconds and no channels. */
export async function profileOf(sound: AsyncIterable<Pcm>): Promise<Profile> {
  const meters: ChannelMeter[] = [];
  const common = { left: 0, right: 0, both: 0 };
  let [seconds, sampleRate] = [0, 0];
  for await (const frame of cutFrames(sound, FRAME_SECONDS)) {
    sampleRate = frame.sampleRate;
    seconds += (frame.channels[0]?.length ?? 0) / sampleRate;
    const [left, right] = frame.channels.map((samples, index) => {
      meters[index] ??= new ChannelMeter(AUDIBLE);
      return meters[index].measure(samples, sampleRate);
    });
    if (left === undefined || right === undefined) continue;
    common.left += meanProduct(left, left);
    common.right += meanProduct(right, right);
    common.both += meanProduct(left, right);
  }
  const most = common.left * common.right;
  const likeness = most > 0 ? common.both ** 2 / most : 0;
  return { seconds, sampleRate, channels: meters.map((meter) => meter.profile), likeness };
}
