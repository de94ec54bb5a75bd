import { describe, expect, it } from 'vitest';
import { checkNumbers } from '../../../src/app/doctor/numbers.js';
import { BoundedBudget } from '../../../src/app/doctor/restraint.js';
import type { Census, Period, Telephony } from '../../../src/domain/ports.js';
import { sleep } from '../../../src/lib/sleep.js';

const OURS = '+79843330712';
const EMPTY: Census = { calls: 0, numbers: [] };
const SOME: Census = { calls: 4, numbers: [{ number: OURS, calls: 4 }] };
const lines = { numbers: [OURS], extensions: [] };
const clock = () => new Date('2026-11-20T10:00:00Z');
const running = () => new AbortController().signal;

describe('the look back', () => {
  it('is a day, and a week where the day is empty', async () => {
    const { telephony, asked } = history([EMPTY, SOME]);
    const findings = await checkNumbers({ telephony, budget: budgetOf(2), lines, hasHistory: true, clock }, running());
    expect(findings).toMatchObject([{ state: 'ok', text: `за неделю 4 звонка, ваш номер ${OURS} в 4` }]);
    expect(asked.map(({ from }) => from)).toEqual(['2026-11-19T10:00:00.000Z', '2026-11-13T10:00:00.000Z']);
  });

  it('ends with the day where there is something', async () => {
    const { telephony, asked } = history([SOME]);
    await checkNumbers({ telephony, budget: budgetOf(2), lines, hasHistory: true, clock }, running());
    expect(asked).toHaveLength(1);
  });

  it('goes by what the webhook told where there is nothing else', async () => {
    const { telephony } = history([EMPTY, EMPTY]);
    const needs = { telephony, budget: budgetOf(2), lines, hasHistory: false, clock };
    expect(await checkNumbers(needs, running())).toMatchObject([
      { state: 'warn', text: 'webhook за неделю ничего не прислал', cure: expect.stringContaining('/webhook/novofon') },
    ]);
  });

  it.each([
    ['spent', 0, 'звонков больше, чем видно за два запроса: номера не сверены'],
    ['busy', 2, 'историю не спросили: запросы этой минуты уже потрачены (работает daemon или poll)'],
  ])('is not taken when the budget is %s', async (_, most, text) => {
    const budget = budgetOf(most, true);
    const { telephony } = history([], budget);
    const stop = new AbortController();
    const checking = checkNumbers({ telephony, budget, lines, hasHistory: true, clock }, stop.signal);
    stop.abort(new Error('time is over'));
    expect(await checking).toMatchObject([{ part: 'numbers', state: 'warn', text }]);
  });

  it('that fails is somebody else’s to tell', async () => {
    const { telephony } = history([]);
    const checking = checkNumbers({ telephony, budget: budgetOf(2), lines, hasHistory: true, clock }, running());
    await expect(checking).rejects.toThrow('no answer is planned');
  });
});

function budgetOf(most: number, isBusy = false): BoundedBudget {
  const take = (_kind: string, _asker: string, signal: AbortSignal) =>
    isBusy ? sleep(60_000, signal) : Promise.resolve();
  return new BoundedBudget({ take, block: async () => undefined }, most);
}

/** A history that answers so, one census each; with a budget, it asks that first. */
function history(answers: Census[], budget?: BoundedBudget) {
  const asked: Period[] = [];
  const census: Telephony['census'] = async (period, asker, signal) => {
    await budget?.take('statistics', asker, signal);
    asked.push(period);
    const answer = answers.shift();
    if (!answer) throw new Error('no answer is planned');
    return answer;
  };
  const unasked = () => Promise.reject(new Error('not asked here'));
  const telephony: Telephony = {
    census,
    ...{ finishedCalls: unasked, findCall: unasked, openRecording: unasked, timezone: unasked, account: unasked },
  };
  return { telephony, asked };
}
