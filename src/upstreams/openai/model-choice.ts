import type { Alerts, Clock, Memory } from '../../domain/ports.js';
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

  async ask<Result>(request: (model: string) => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const { model, successor } = this.needs;
    try {
      if (!successor || successor === model || !(await this.isKnownGone())) return await request(model);
    } catch (error) {
      if (!successor || successor === model || !isModelGone(error)) throw translate(error, signal);
      await this.switchOver(successor);
    }
    try {
      return await request(successor);
    } catch (error) {
      throw translate(error, signal);
    }
  }

  private async isKnownGone(): Promise<boolean> {
    const goneAt = await this.needs.memory.get(this.name());
    return goneAt !== null && this.needs.clock().getTime() - Date.parse(goneAt) < ASK_AGAIN_MS;
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
    return `model.gone.${this.needs.baseUrl}.${this.needs.model}`;
  }
}
