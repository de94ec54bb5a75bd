import { createHash } from 'node:crypto';
import type OpenAI from 'openai';
import { z } from 'zod';
import type { Analysis, NoAnalysis } from '../../domain/analysis/analysis.js';
import { readAnswer } from '../../domain/analysis/read.js';
import { answerSchema } from '../../domain/analysis/schema.js';
import type { Transcribed } from '../../domain/call.js';
import { talkers } from '../../domain/legs.js';
import type { Analyst, Answers, PaidAnswer } from '../../domain/ports.js';
import { answered, noAnswer } from './answered.js';
import { type Reading, readCompletion } from './completion.js';
import type { ModelChoice } from './model-choice.js';
import { type Prices, textCost } from './prices.js';
import { type ChatMessage, promptFor, repairPrompt } from './prompt.js';
import { textParameters } from './text-models.js';

interface Needs {
  client: OpenAI;
  choice: ModelChoice;
  answers: Answers;
  prices: Prices;
  /** The firm's zone. */
  zone: () => Promise<string>;
  /** An extension or provider's name → the name to show. */
  nameOf: (employee: string) => string;
}

const { $schema: _, ...schema } = z.toJSONSchema(answerSchema);
const RESPONSE_FORMAT = { type: 'json_schema', json_schema: { name: 'call_card', strict: true, schema } } as const;

/** `POST /v1/chat/completions` with a strict schema (apis/openai.md 3): one question, and one more try. */
export class OpenAiAnalyst implements Analyst {
  constructor(private readonly needs: Needs) {}

  async analyze(call: Transcribed, signal: AbortSignal): Promise<Analysis | NoAnalysis> {
    const zone = await this.needs.zone();
    const asked = promptFor(call, { zone, employees: talkers(call).map(this.needs.nameOf) });
    return this.needs.choice.ask(async (model) => {
      const first = await this.complete(call, model, asked, signal);
      const reading = first.fault
        ? await this.complete(call, model, repairPrompt(asked, first.text, first.fault.detail), signal)
        : first;
      if (reading.fault) return { none: reading.fault.kind };
      const context = { model, calledAt: call.startedAt, zone, turnCount: call.transcript.turns.length };
      return readAnswer(reading.answer, context);
    }, signal);
  }

  private async complete(
    call: Transcribed,
    model: string,
    messages: ChatMessage[],
    signal: AbortSignal,
  ): Promise<Reading> {
    const parameters = textParameters(model);
    const input = createHash('sha256')
      .update(JSON.stringify([messages, schema]))
      .digest('hex');
    const question = { stage: 'analyze', model, input, parameters } as const;
    const payer = { callId: call.id, take: call.take };
    const body = await this.needs.answers.once(question, payer, () => this.buy(model, messages, parameters, signal));
    return readCompletion(body);
  }

  private async buy(
    model: string,
    messages: ChatMessage[],
    parameters: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<PaidAnswer> {
    await this.needs.choice.demand(model);
    const request = { model, messages, response_format: RESPONSE_FORMAT, ...parameters };
    const { client } = this.needs;
    const answer = await answered(client, (options) => client.chat.completions.create(request, options), signal);
    if (!('choices' in answer)) throw noAnswer('holds no completion');
    const { choices, usage } = answer;
    return { body: JSON.stringify({ choices }), usage, cost: textCost(this.needs.prices, model, usage) };
  }
}
