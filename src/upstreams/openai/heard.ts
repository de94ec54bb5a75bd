import { z } from 'zod';
import type { HeardPiece, HeardSegment } from '../../domain/transcript/placed.js';
import { UpstreamError } from '../../domain/trouble.js';
import { legible, legibleLine } from '../../lib/legible.js';

/** All but the text is optional: servers of one's own leave fields out, or send null (apis/openai.md 9). */
const speechSchema = z.object({
  text: z.string(),
  segments: z
    .array(
      z.object({
        start: z.number(),
        end: z.number(),
        text: z.string(),
        avg_logprob: z.number().nullish(),
        compression_ratio: z.number().nullish(),
        no_speech_prob: z.number().nullish(),
      }),
    )
    .optional()
    .catch(undefined),
  words: z
    .array(z.object({ start: z.number(), end: z.number() }))
    .optional()
    .catch(undefined),
});

type Speech = z.infer<typeof speechSchema>;
type Segment = NonNullable<Speech['segments']>[number];

/** The body of an answer in any of the formats we ask for; a plain text answers too. Throws `rejected` without a text. */
export function heardFrom(body: string, leadSeconds: number): Pick<HeardPiece, 'text' | 'segments'> {
  const speech = speechSchema.safeParse(JSON.parse(body)).data;
  if (!speech) throw new UpstreamError('openai', 'rejected', 'the speech server answered without a text');
  const spoken = (speech.segments ?? []).filter(({ text }) => text.trim() !== '');
  if (spoken.length === 0) return { text: legible(speech.text).trim(), segments: [] };
  const unit = unitOf(spoken);
  const later = (time: number) => Math.max(0, time / unit - leadSeconds);
  const segments = spoken
    .sort((one, other) => one.start - other.start)
    .map((segment): HeardSegment => {
      const words = wordsWithin(segment, speech.words ?? []);
      return {
        text: legibleLine(segment.text).trim(),
        start: later(segment.start),
        end: later(segment.end),
        words: words.map(({ start, end }) => ({ start: later(start), end: later(end) })),
        sign: signOf(segment),
      };
    });
  return { text: segments.map(({ text }) => text).join(' '), segments };
}

const lengthSchema = z.object({
  usage: z.object({ seconds: z.number().positive() }).optional().catch(undefined),
  duration: z.coerce.number().positive().optional().catch(undefined),
});

/** The length that the server charges for, in seconds; null where it does not say. */
export function chargedSeconds(answer: object): number | null {
  const said = lengthSchema.safeParse(answer).data;
  return said?.usage?.seconds ?? said?.duration ?? null;
}

/** The words that a segment holds, by the middle of each. */
function wordsWithin({ start, end }: Segment, words: NonNullable<Speech['words']>) {
  return words.filter((word) => (word.start + word.end) / 2 >= start && (word.start + word.end) / 2 < end);
}

/** The thresholds of the open-source recogniser (apis/openai.md 2.6). */
function signOf(segment: Segment): HeardSegment['sign'] {
  if ((segment.no_speech_prob ?? 0) > 0.6 && (segment.avg_logprob ?? 0) < -1) return 'no-speech';
  return (segment.compression_ratio ?? 0) > 2.4 ? 'loop' : null;
}

/** LocalAI counts nanoseconds (apis/openai.md 9). */
function unitOf(segments: Segment[]): number {
  return segments.some(({ end }) => end > 1_000_000) ? 1e9 : 1;
}
