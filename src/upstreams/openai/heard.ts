import { z } from 'zod';
import type { Heard } from '../../domain/ports.js';
import { UpstreamError } from '../../domain/trouble.js';

/** All but the text is optional: servers of one's own leave fields out (apis/openai.md 9). */
const speechSchema = z.object({
  text: z.string(),
  duration: z.coerce.number().optional().catch(undefined),
  usage: z.object({ seconds: z.number().optional() }).optional().catch(undefined),
  segments: z
    .array(
      z.object({
        start: z.number(),
        end: z.number(),
        text: z.string(),
        avg_logprob: z.number().optional(),
        compression_ratio: z.number().optional(),
        no_speech_prob: z.number().optional(),
      }),
    )
    .optional()
    .catch(undefined),
});

type Speech = z.infer<typeof speechSchema>;
type Segment = NonNullable<Speech['segments']>[number];

/** The body of an answer in any of the formats we ask for; a plain text answers too. */
export function readSpeech(body: string): Speech {
  const parsed = speechSchema.safeParse(JSON.parse(body));
  if (parsed.success) return parsed.data;
  throw new UpstreamError('openai', 'rejected', 'the speech server answered without a text');
}

export function heardFrom(body: string, model: string): Heard {
  const speech = readSpeech(body);
  const segments = (speech.segments ?? []).filter((segment) => !isInvented(segment)).map(inSeconds);
  return {
    model,
    text: speech.text.trim(),
    segments: segments.map(({ start, end, text }) => ({ start, end, text: text.trim() })),
  };
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
