import { isWithin } from '../../domain/instant.js';
import type { Alerts, Clock, Memory } from '../../domain/ports.js';
import { UpstreamError } from '../../domain/trouble.js';
import { isModelGone, translate } from './trouble.js';

/** So long a missing model is not asked for again. */
const ASK_AGAIN_MS = 7 * 24 * 60 * 60_000;

interface Needs {
  /** The key of the configuration: `transcription.model`. */
  key: string;
  model: string;
  successor: string | null;
  baseUrl: string;
  memory: Memory;
  alerts: Alerts;
  clock: Clock;
}

/** Asks the configured model, or its successor once the server no longer has it. Throws UpstreamError('openai', …). */
export class ModelChoice {
  constructor(private readonly needs: Needs) {}

  /** A wished model is asked instead, and nothing follows from what becomes of it. */
  async ask<Result>(
    request: (model: string) => Promise<Result>,
    signal: AbortSignal,
    wished: string = this.needs.model,
  ): Promise<Result> {
    const isOwn = wished === this.needs.model;
    try {
      return isOwn ? await this.askEither(request) : await request(wished);
    } catch (error) {
      const trouble = translate(error, signal);
      throw isOwn ? trouble : ofWished(wished, trouble);
    }
  }

  /** Called right before an answer is bought: of a model that is known to be gone, only what was bought before is used. */
  async demand(model: string): Promise<void> {
    const isReplaceable = this.needs.successor !== null && this.needs.successor !== model;
    if (isReplaceable && model === this.needs.model && (await this.isKnownGone())) throw new KnownGone();
  }

  private async askEither<Result>(request: (model: string) => Promise<Result>): Promise<Result> {
    const { model, successor } = this.needs;
    try {
      return await request(model);
    } catch (error) {
      const isKnown = error instanceof KnownGone;
      if (!successor || successor === model || !(isKnown || isModelGone(error))) throw error;
      if (!isKnown) await this.switchOver(successor);
    }
    return request(successor);
  }

  private async isKnownGone(): Promise<boolean> {
    const goneAt = await this.needs.memory.get(this.name());
    return goneAt !== null && isWithin(goneAt, ASK_AGAIN_MS, this.needs.clock());
  }

  private async switchOver(successor: string): Promise<void> {
    const { key, model, memory, alerts, clock } = this.needs;
    await memory.set(this.name(), clock().toISOString());
    await alerts.raise(
      `model.${model}`,
      `Модели ${model} больше нет: дальше работает ${successor}. Запишите её в настройку ${key}.`,
    );
  }

  private name(): string {
    const { key, baseUrl, model } = this.needs;
    return `gone.${key}.${baseUrl}.${model}`;
  }
}

/** Nobody's setting is to blame for a model that was asked for once. */
function ofWished(model: string, trouble: unknown): unknown {
  if (!(trouble instanceof UpstreamError) || trouble.fault !== 'model') return trouble;
  return new UpstreamError('openai', 'rejected', `the server does not take ${model}: write another --model`, {
    cause: trouble,
  });
}

class KnownGone extends Error {}
