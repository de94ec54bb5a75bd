import type { Answers, Clock, PaidAnswer, Payer, Question } from '../domain/ports.js';
import { sha256 } from '../lib/sha256.js';
import type { Base } from './open.js';

/** Paid answers by the sha256 of input, model and parameters: nothing that was paid for is bought twice. */
export class SqlAnswers implements Answers {
  /** What is being bought at this moment: two calls with one sound ask the same. */
  private readonly underWay = new Map<string, Promise<unknown>>();

  constructor(
    private readonly base: Base,
    private readonly clock: Clock,
  ) {}

  async once(question: Question, payer: Payer, buy: () => Promise<PaidAnswer>): Promise<string> {
    const key = keyOf(question, payer.take);
    for (let other = this.underWay.get(key); other; other = this.underWay.get(key)) await other;
    const asking = this.find(key, question, payer, buy);
    const settled = asking.catch(() => undefined).finally(() => this.underWay.delete(key));
    this.underWay.set(key, settled);
    return asking;
  }

  private async find(key: string, question: Question, payer: Payer, buy: () => Promise<PaidAnswer>): Promise<string> {
    const known = await this.base.selectFrom('answers').select('body').where('key', '=', key).executeTakeFirst();
    if (known) return known.body;
    const answer = await buy();
    await this.base
      .insertInto('answers')
      .values({
        key,
        callId: payer.callId,
        stage: question.stage,
        model: question.model,
        body: answer.body,
        usage: JSON.stringify(answer.usage ?? null),
        costUsd: answer.cost,
        createdAt: this.clock().toISOString(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return answer.body;
  }
}

/** A forced re-run asks the same question under a key of its own, so that both answers are kept. */
function keyOf(question: Question, take: number): string {
  const asked = JSON.stringify([question.stage, question.model, question.input, question.parameters, take]);
  return sha256(asked);
}
