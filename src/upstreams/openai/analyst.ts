import type OpenAI from 'openai';
import { z } from 'zod';
import type { Analysis, NoAnalysis, VoiceChange } from '../../domain/analysis/analysis.js';
import { partsOf } from '../../domain/analysis/parts.js';
import type { Preset } from '../../domain/analysis/preset.js';
import { readAnswer } from '../../domain/analysis/read.js';
import { type Answer, schemaFor } from '../../domain/analysis/schema.js';
import type { Transcribed } from '../../domain/call.js';
import { talkers } from '../../domain/legs.js';
import type { Analyst, Answers, PaidAnswer } from '../../domain/ports.js';
import { sha256 } from '../../lib/sha256.js';
import { answered, noAnswer } from './answered.js';
import { type Reading, readCompletion } from './completion.js';
import type { ModelChoice } from './model-choice.js';
import { type Prices, textCost } from './prices.js';
import {
  type ChatMessage,
  JOINING,
  joinPrompt,
  linesOf,
  type PromptContext,
  promptFor,
  RULES,
  repairPrompt,
} from './prompt.js';
import { readableLetters, textParameters } from './text-models.js';

interface Needs {
  client: OpenAI;
  choice: ModelChoice;
  answers: Answers;
  prices: Prices;
  /** What the trade wants to know. */
  preset: Preset;
  /** Instructions to use instead of ours, when they are compared. */
  rules?: string | undefined;
  /** The firm's zone. */
  zone: () => Promise<string>;
  /** An extension or provider's name → the name to show. */
  nameOf: (employee: string) => string;
}

type Fault = NonNullable<Reading['fault']>;

/** `POST /v1/chat/completions` with a strict schema (apis/openai.md 3): one question, and one more try; a long call part by part. */
export class OpenAiAnalyst implements Analyst {
  private readonly schema;
  private readonly jsonSchema;

  constructor(private readonly needs: Needs) {
    this.schema = schemaFor(needs.preset);
    const { $schema: _, ...schema } = z.toJSONSchema(this.schema);
    this.jsonSchema = schema;
  }

  async analyze(call: Transcribed, signal: AbortSignal): Promise<Analysis | NoAnalysis> {
    const { preset, rules, nameOf } = this.needs;
    const zone = await this.needs.zone();
    const context = { zone, employees: talkers(call).map(nameOf), preset, rules };
    return this.needs.choice.ask(async (model) => {
      const answer = await this.answerTo(call, model, context, signal);
      if ('detail' in answer) return { none: answer.kind };
      const { transcript } = call;
      return readAnswer(answer, {
        ...{ model, zone, transcript, preset },
        calledAt: call.startedAt,
        versions: this.versions(),
      });
    }, signal);
  }

  private versions() {
    const { preset, rules = RULES } = this.needs;
    const short = (text: string) => sha256(text).slice(0, 8);
    return {
      prompt: short(rules + JOINING),
      schema: short(JSON.stringify(this.jsonSchema)),
      preset: preset.name,
      presetVersion: preset.version,
    };
  }

  private async answerTo(
    call: Transcribed,
    model: string,
    context: PromptContext,
    signal: AbortSignal,
  ): Promise<Answer | Fault> {
    const parts = partsOf(linesOf(call.transcript), readableLetters(model));
    const answers: Answer[] = [];
    for (const part of parts) {
      const reading = await this.ask(call, model, promptFor(call, part, parts.length === 1, context), signal);
      if (reading.fault) return reading.fault;
      answers.push(reading.answer);
    }
    const joined = await this.joined(call, model, answers, context, signal);
    if ('detail' in joined) return joined;
    // Who spoke is told by the parts: only they were read word by word.
    return { ...joined, speakers: answers.flatMap(({ speakers }): VoiceChange[] => speakers) };
  }

  /** One answer of several: as many at a time as can be read in one go. */
  private async joined(
    call: Transcribed,
    model: string,
    answers: Answer[],
    context: PromptContext,
    signal: AbortSignal,
  ): Promise<Answer | Fault> {
    const [only, ...others] = answers;
    if (only && others.length === 0) return only;
    const parts = partsOf(
      answers.map((answer) => JSON.stringify(answer)),
      readableLetters(model),
    );
    // What does not become less is joined all the same.
    const groups = parts.length < answers.length ? parts : [{ from: 0, lines: answers.map(String) }];
    const fewer: Answer[] = [];
    for (const { from, lines } of groups) {
      const group = answers.slice(from, from + lines.length);
      const reading = await this.ask(call, model, joinPrompt(call, group, context), signal);
      if (reading.fault) return reading.fault;
      fewer.push(reading.answer);
    }
    return this.joined(call, model, fewer, context, signal);
  }

  /** One question, and one more try where the answer is of no use. */
  private async ask(call: Transcribed, model: string, asked: ChatMessage[], signal: AbortSignal): Promise<Reading> {
    const first = await this.complete(call, model, asked, signal);
    if (!first.fault) return first;
    return this.complete(call, model, repairPrompt(asked, first.text, first.fault.detail), signal);
  }

  private async complete(
    call: Transcribed,
    model: string,
    messages: ChatMessage[],
    signal: AbortSignal,
  ): Promise<Reading> {
    const parameters = textParameters(model);
    const input = sha256(JSON.stringify([messages, this.jsonSchema]));
    const question = { stage: 'analyze', model, input, parameters } as const;
    const payer = { callId: call.id, take: call.take };
    const body = await this.needs.answers.once(question, payer, () => this.buy(model, messages, parameters, signal));
    return readCompletion(body, this.schema);
  }

  private async buy(
    model: string,
    messages: ChatMessage[],
    parameters: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<PaidAnswer> {
    await this.needs.choice.demand(model);
    const json_schema = { name: 'call_card', strict: true, schema: this.jsonSchema };
    const request = { model, messages, response_format: { type: 'json_schema' as const, json_schema }, ...parameters };
    const { client } = this.needs;
    const answer = await answered(client, (options) => client.chat.completions.create(request, options), signal);
    if (!('choices' in answer)) throw noAnswer('holds no completion');
    const { choices, usage } = answer;
    return { body: JSON.stringify({ choices }), usage, cost: textCost(this.needs.prices, model, usage) };
  }
}
