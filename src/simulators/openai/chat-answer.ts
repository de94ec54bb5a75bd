import { randomUUID } from 'node:crypto';
import type { ChatRequest } from './chat-request.js';
import { Shape } from './shape.js';

export interface ChatUsage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details: { cached_tokens: number; audio_tokens: number };
  completion_tokens_details: { reasoning_tokens: number; audio_tokens: number };
}

/** What the model says: the scripted answer fitted to the schema; without one, the least that fits. */
export function chatContent(request: ChatRequest, scripted: unknown): string {
  if (request.schema !== null) {
    const shape = new Shape(request.schema);
    return JSON.stringify(scripted === null ? shape.least() : shape.fit(scripted));
  }
  return request.json ? JSON.stringify(scripted ?? {}) : 'Здравствуйте! Чем могу помочь?';
}

/** Why the scripted answer does not fit the schema as it is. */
export function misfits(request: ChatRequest, scripted: unknown): string[] {
  return request.schema === null ? [] : new Shape(request.schema).faults(scripted);
}

/** `chat.completion` as the documentation shows it (apis/openai.md 3.4, 3.5); cut short where the limit is too low. */
export function chatCompletion(request: ChatRequest, content: string, at: Date): { body: object; usage: ChatUsage } {
  const reasoning = request.about.reasoning && request.body.reasoning_effort !== 'none' ? 192 : 0;
  const limit = request.limit ?? Infinity;
  const wanted = reasoning + tokens(content);
  const room = Math.max(limit - reasoning, 0);
  const usage = usageOf(tokens(request.text), Math.min(wanted, limit), Math.min(reasoning, limit));
  const body = {
    id: `chatcmpl-${randomUUID().replaceAll('-', '').slice(0, 29)}`,
    object: 'chat.completion',
    created: Math.floor(at.getTime() / 1000),
    model: request.about.snapshot,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: wanted > limit ? content.slice(0, room * LETTERS) : content,
          refusal: null,
          annotations: [],
        },
        logprobs: null,
        finish_reason: wanted > limit ? 'length' : 'stop',
      },
    ],
    usage,
    service_tier: 'default',
    system_fingerprint: 'fp_0123456789',
  };
  return { body, usage };
}

/** Letters a token, about right for Russian. */
const LETTERS = 3;

function tokens(text: string): number {
  return Math.ceil(text.length / LETTERS);
}

function usageOf(prompt: number, completion: number, reasoning: number): ChatUsage {
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: reasoning, audio_tokens: 0 },
  };
}
