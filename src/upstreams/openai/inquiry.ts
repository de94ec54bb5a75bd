import type OpenAI from 'openai';
import type { VoiceChange } from '../../domain/analysis/analysis.js';
import { partsOf } from '../../domain/analysis/parts.js';
import type { Answer } from '../../domain/analysis/schema.js';
import type { Transcribed } from '../../domain/call.js';
import type { Answers, PaidAnswer } from '../../domain/ports.js';
import { hasVoices } from '../../domain/transcript/speakers.js';
import { sha256 } from '../../lib/sha256.js';
import { answered, noAnswer } from './answered.js';
import { type Reading, readCompletion } from './completion.js';
import type { Form } from './form.js';
import type { ModelChoice } from './model-choice.js';
import { type Prices, textCost } from './prices.js';
import { type ChatMessage, joinPrompt, linesOf, type PromptContext, promptFor, repairPrompt } from './prompt.js';
import { readableLetters, textParameters } from './text-models.js';

interface Needs {
  client: OpenAI;
  choice: ModelChoice;
  answers: Answers;
  prices: Prices;
  form: Form;
  context: PromptContext;
  call: Transcribed;
  model: string;
  signal: AbortSignal;
}

type Fault = NonNullable<Reading['fault']>;

/** All that one model is asked of one call: one question, and one more try; a long call part by part. */
export class Inquiry {
  constructor(private readonly needs: Needs) {}

  async answer(): Promise<Answer | Fault> {
    const { call, model, context } = this.needs;
    const parts = partsOf(linesOf(call.transcript), readableLetters(model, hasVoices(call.transcript)));
    const answers: Answer[] = [];
    for (const part of parts) {
      const reading = await this.ask(promptFor(call, part, parts.length === 1, context));
      if (reading.fault) return reading.fault;
      answers.push(reading.answer);
    }
    const joined = await this.joined(answers);
    if ('detail' in joined) return joined;
    // Who spoke is told by the parts: only they were read word by word.
    return { ...joined, speakers: answers.flatMap(({ speakers }): VoiceChange[] => speakers) };
  }

  /** One answer of several: as many at a time as can be read in one go. */
  private async joined(answers: Answer[]): Promise<Answer | Fault> {
    const [only, ...others] = answers;
    if (only && others.length === 0) return only;
    const { call, model, context } = this.needs;
    const parts = partsOf(
      answers.map((answer) => JSON.stringify(answer)),
      readableLetters(model, true),
    );
    // What does not become less is joined all the same.
    const groups = parts.length < answers.length ? parts : [{ from: 0, lines: answers.map(String) }];
    const fewer: Answer[] = [];
    for (const { from, lines } of groups) {
      const group = answers.slice(from, from + lines.length);
      const reading = await this.ask(joinPrompt(call, group, context));
      if (reading.fault) return reading.fault;
      fewer.push(reading.answer);
    }
    return this.joined(fewer);
  }

  /** One question, and one more try where the answer is of no use. */
  private async ask(asked: ChatMessage[]): Promise<Reading> {
    const first = await this.complete(asked);
    if (!first.fault) return first;
    return this.complete(repairPrompt(asked, first.text, first.fault.detail));
  }

  private async complete(messages: ChatMessage[]): Promise<Reading> {
    const { call, model, form } = this.needs;
    const parameters = textParameters(model);
    const input = sha256(JSON.stringify([messages, form.jsonSchema]));
    const question = { stage: 'analyze', model, input, parameters } as const;
    const payer = { callId: call.id, take: call.take };
    const body = await this.needs.answers.once(question, payer, () => this.buy(messages, parameters));
    return readCompletion(body, form.schema);
  }

  private async buy(messages: ChatMessage[], parameters: Record<string, unknown>): Promise<PaidAnswer> {
    const { client, choice, prices, form, model, signal } = this.needs;
    await choice.demand(model);
    const json_schema = { name: 'call_card', strict: true, schema: form.jsonSchema };
    const request = { model, messages, response_format: { type: 'json_schema' as const, json_schema }, ...parameters };
    const answer = await answered(client, (options) => client.chat.completions.create(request, options), signal);
    if (!('choices' in answer)) throw noAnswer('holds no completion');
    const { choices, usage } = answer;
    return { body: JSON.stringify({ choices }), usage, cost: textCost(prices, model, usage) };
  }
}
