import type OpenAI from 'openai';
import type { Analysis, NoAnalysis } from '../../domain/analysis/analysis.js';
import type { Preset } from '../../domain/analysis/preset.js';
import { readAnswer } from '../../domain/analysis/read.js';
import type { Transcribed } from '../../domain/call.js';
import { talkers } from '../../domain/legs.js';
import type { Analyst, Answers } from '../../domain/ports.js';
import { sha256 } from '../../lib/sha256.js';
import { type Form, formFor } from './form.js';
import { Inquiry } from './inquiry.js';
import type { ModelChoice } from './model-choice.js';
import type { Prices } from './prices.js';
import { JOINING, RULES } from './prompt.js';

interface Needs {
  client: OpenAI;
  choice: ModelChoice;
  answers: Answers;
  prices: Prices;
  /** What the trade wants to know; of a wished preset, or else of the configured one. */
  presetFor: (wished: string | undefined) => Preset;
  /** Instructions to use instead of ours, when they are compared. */
  rules?: string | undefined;
  /** The firm's zone. */
  zone: () => Promise<string>;
  /** An extension or provider's name → the name to show. */
  nameOf: (employee: string) => string;
}

/** `POST /v1/chat/completions` with a strict schema (apis/openai.md 3). */
export class OpenAiAnalyst implements Analyst {
  constructor(private readonly needs: Needs) {}

  async analyze(call: Transcribed, signal: AbortSignal): Promise<Analysis | NoAnalysis> {
    const { rules, nameOf } = this.needs;
    const preset = this.needs.presetFor(call.wish?.preset);
    const form = formFor(preset);
    const zone = await this.needs.zone();
    const context = { zone, employees: talkers(call).map(nameOf), preset, rules };
    const ask = async (model: string) => {
      const answer = await new Inquiry({ ...this.needs, form, context, call, model, signal }).answer();
      if ('detail' in answer) return { none: answer.kind };
      const versions = this.versionsOf(form, preset);
      return readAnswer(answer, {
        ...{ model, zone, transcript: call.transcript, preset, versions },
        calledAt: call.startedAt,
      });
    };
    return this.needs.choice.ask(ask, signal, call.wish?.textModel);
  }

  private versionsOf({ jsonSchema }: Form, preset: Preset) {
    const { rules = RULES } = this.needs;
    const short = (text: string) => sha256(text).slice(0, 8);
    return {
      prompt: short(rules + JOINING),
      schema: short(JSON.stringify(jsonSchema)),
      preset: preset.name,
      presetVersion: preset.version,
    };
  }
}
