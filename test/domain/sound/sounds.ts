import type { Sound, Span } from '../../../src/domain/sound/sound.js';

export function spans(...pairs: [start: number, end: number][]): Span[] {
  return pairs.map(([start, end]) => ({ start, end }));
}

/** A recording in which the sides speak there and there. */
export function stereo(left: Span[], right: Span[], seconds = 60): Sound {
  return {
    ...{ seconds, channels: 2, sampleRate: 8000, layout: 'stereo', loudness: [-20, -20] },
    tracks: [
      { from: 0, side: 0, speech: left },
      { from: 1, side: 1, speech: right },
    ],
  };
}

export function mono(speech: Span[], seconds = 20): Sound {
  return {
    ...{ seconds, channels: 1, sampleRate: 8000, layout: 'mono', loudness: [-20] },
    tracks: [{ from: 0, side: null, speech }],
  };
}
