import { describe, expect, it } from 'vitest';
import { SqlAnswers } from '../../src/store/answers.js';
import { openBench } from './bench.js';

const question = { stage: 'transcribe', model: 'whisper-1', input: 'abc', parameters: { language: 'ru' } } as const;
const payer = { callId: 'in_a', take: 0 };

describe('paid answers', () => {
  it('are bought once for one question', async () => {
    await using bench = await openBench();
    const answers = new SqlAnswers(bench.base, bench.clock);
    const bought: string[] = [];
    const buy = async () => {
      bought.push('answer');
      return { body: `answer ${bought.length}`, usage: { seconds: 60 }, cost: 0.006 };
    };
    expect(await answers.once(question, payer, buy)).toBe('answer 1');
    expect(await answers.once(question, { ...payer, callId: 'in_b' }, buy)).toBe('answer 1');
    expect(bought).toHaveLength(1);
  });

  it.each([
    ['another model', { ...question, model: 'gpt-transcribe' }, payer],
    ['another content', { ...question, input: 'abd' }, payer],
    ['other parameters', { ...question, parameters: { language: 'en' } }, payer],
    ['a forced re-run', question, { ...payer, take: 1 }],
  ])('are bought anew for %s, and both are kept', async (_, other, otherPayer) => {
    await using bench = await openBench();
    const answers = new SqlAnswers(bench.base, bench.clock);
    await answers.once(question, payer, async () => ({ body: 'first', usage: null, cost: 0.01 }));
    const second = await answers.once(other, otherPayer, async () => ({ body: 'second', usage: null, cost: 0.02 }));
    expect(second).toBe('second');
    const rows = await bench.base.selectFrom('answers').select('costUsd').execute();
    expect(rows.map((row) => row.costUsd).sort()).toEqual([0.01, 0.02]);
  });

  it('keep nothing of a purchase that failed', async () => {
    await using bench = await openBench();
    const answers = new SqlAnswers(bench.base, bench.clock);
    const fail = () => Promise.reject(new Error('no answer'));
    await expect(answers.once(question, payer, fail)).rejects.toThrow('no answer');
    expect(await bench.base.selectFrom('answers').selectAll().execute()).toEqual([]);
  });
});
