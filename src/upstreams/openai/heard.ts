import { z } from 'zod';
import type { Heard } from '../../domain/ports.js';
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
});

type Segment = NonNullable<z.infer<typeof speechSchema>['segments']>[number];

/** The body of an answer in any of the formats we ask for; a plain text answers too. Throws `rejected` without a text. */
export function heardFrom(body: string, model: string): Heard {
  const speech = speechSchema.safeParse(JSON.parse(body)).data;
  if (!speech) throw new UpstreamError('openai', 'rejected', 'the speech server answered without a text');
  if (!speech.segments?.length) return { model, text: legible(speech.text).trim(), segments: [] };
  const segments = speech.segments
    .filter((segment) => !isInvented(segment))
    .map(inSeconds)
    .map(({ start, end, text }) => ({ start, end, text: legibleLine(text).trim() }));
  // Not the whole text: it holds what was invented too.
  return { model, text: segments.map(({ text }) => text).join(' '), segments };
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

/** The thresholds of the open-source recogniser (apis/openai.md 2.6). */
function isInvented(segment: Segment): boolean {
  const silent = (segment.no_speech_prob ?? 0) > 0.6 && (segment.avg_logprob ?? 0) < -1;
  return silent || (segment.compression_ratio ?? 0) > 2.4;
}

/** LocalAI counts nanoseconds (apis/openai.md 9). */
function inSeconds(segment: Segment): Segment {
  const unit = segment.end > 1_000_000 ? 1e9 : 1;
  return { ...segment, start: segment.start / unit, end: segment.end / unit };
}
