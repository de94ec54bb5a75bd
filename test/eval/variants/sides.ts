import { gain, join, mix, silence } from '../../audio/sounds.js';
import type { TrueCall } from '../true-call.js';
import { changed } from './changed.js';

/** Each side is heard in the other's line too, quieter and later. */
export function crossTalk(call: TrueCall, { below, late }: { below: number; late: number }): TrueCall | null {
  const [left, right] = call.channels;
  if (!left || !right) return null;
  const echo = (samples: Float32Array) => join(silence(late), gain(samples, -below)).subarray(0, samples.length);
  return changed(call, { channels: [mix(left, echo(right)), mix(right, echo(left))] });
}

/** A line whose first channel is the client's; it is set so. */
export function swapped(call: TrueCall): TrueCall | null {
  const [left, right] = call.channels;
  if (!left || !right) return null;
  const sides = ['client', 'employee'] as const;
  return changed(call, { channels: [right, left], roles: { in: sides, out: sides } });
}

/** Both on one channel, halved so that nothing is clipped. */
export function monoMix(call: TrueCall): TrueCall | null {
  const [left, right] = call.channels;
  if (!left || !right) return null;
  const both = mix(left, right).map((sample) => sample / 2);
  return changed(call, { channels: [both], isApart: false });
}

export function fakeStereo(call: TrueCall): TrueCall | null {
  const mono = monoMix(call);
  return mono && { ...mono, channels: [...mono.channels, ...mono.channels] };
}

export function deadChannel(call: TrueCall): TrueCall | null {
  const mono = monoMix(call);
  return (
    mono && { ...mono, channels: [...mono.channels, ...mono.channels.map(({ length }) => new Float32Array(length))] }
  );
}
