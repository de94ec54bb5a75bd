import { z } from 'zod';
import type { NoAnalysis } from '../../domain/analysis/analysis.js';
import type { Answer } from '../../domain/analysis/schema.js';
import { legible } from '../../lib/legible.js';

const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});

/** What became of an answer: the facts, or why there are none. `text` is what the model wrote. */
export type Reading =
  | { answer: Answer; fault: null; text: string }
  | {
      answer: null;
      fault: { kind: Exclude<NoAnalysis['none'], 'wordless' | 'untrusted'>; detail: string };
      text: string;
    };

/** Reads a completion ourselves, as the SDK's own parsing throws usage away (apis/openai.md 3.5). */
export function readCompletion(body: string, schema: z.ZodType<Answer>): Reading {
  const completion = completionSchema.safeParse(JSON.parse(body));
  const choice = completion.data?.choices[0];
  if (!choice) return unusable('malformed', 'в ответе ничего нет', '');
  const text = choice.message.content ?? '';
  if (choice.message.refusal || choice.finish_reason === 'content_filter') {
    return unusable('refused', 'это деловой разговор, нужен его разбор', choice.message.refusal ?? text);
  }
  if (choice.finish_reason === 'length') return unusable('truncated', 'он оборван на полуслове', text);
  return readFacts(text, schema);
}

function readFacts(text: string, schema: z.ZodType<Answer>): Reading {
  const json = parseJson(withoutFence(text));
  if (json === undefined) return unusable('malformed', 'это не JSON', text);
  const facts = schema.safeParse(json);
  if (facts.success) return { answer: facts.data, fault: null, text };
  return unusable('malformed', z.prettifyError(facts.error).slice(0, 600), text);
}

/** Servers of one's own like to wrap JSON in a Markdown fence. */
function withoutFence(text: string): string {
  return text.replace(/^\s*```(?:json)?\s*/, '').replace(/\s*```\s*$/, '');
}

/** Its texts legible: a `\u202e` written out would be seen by nobody, but turn round what stands behind it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (_name, value) => (typeof value === 'string' ? legible(value) : value));
  } catch {
    return undefined;
  }
}

function unusable(kind: 'truncated' | 'malformed' | 'refused', detail: string, text: string): Reading {
  return { answer: null, fault: { kind, detail }, text };
}
