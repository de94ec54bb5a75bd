import { describe, expect, it } from 'vitest';
import { type CountedCall, callStats, costStats } from '../../src/domain/stats.js';

/** An answered incoming call of a minute; what a test is about is given. */
function counted(given: Partial<CountedCall> = {}): CountedCall {
  return {
    startedAt: '2026-11-20T09:00:00.000Z',
    direction: 'in',
    client: '+79161234567',
    talkSeconds: 60,
    disposition: 'answered',
    status: 'done',
    verdict: null,
    talkers: [{ name: 'Анна', talkSeconds: 60 }],
    ...given,
  };
}

const unanswered = (given: Partial<CountedCall> = {}) =>
  counted({ disposition: 'noanswer', talkSeconds: 0, talkers: [{ name: null, talkSeconds: 0 }], ...given });

const ZONE = 'Europe/Moscow';

describe('the figures of calls', () => {
  it('count what was answered, missed and not reached, and by whom it was called', () => {
    const calls = [
      counted(),
      counted({ direction: 'out', talkSeconds: 30 }),
      unanswered({ client: null }),
      unanswered({ disposition: 'busy' }),
      unanswered({ direction: 'out', client: '+79160000000' }),
    ];
    expect(callStats(calls, ZONE)).toMatchObject({
      calls: { total: 5, in: 3, out: 2, answered: 2, missed: 2, unansweredOutgoing: 1, clients: 2 },
      talk: { minutes: 1.5, averageSeconds: 45 },
    });
  });

  it('have no average without a talk', () => {
    expect(callStats([], ZONE)).toMatchObject({
      calls: { total: 0 },
      talk: { minutes: 0, averageSeconds: null },
      status: { done: 0, skipped: 0, failed: 0, pending: 0 },
      outcomes: {},
      employees: [],
      days: [],
    });
  });

  it('tell by status and by verdict, the most frequent first', () => {
    const verdict = (kind: string, colour: string, result: string) => counted({ verdict: { kind, colour, result } });
    const { status, outcomes, kinds, colours } = callStats(
      [
        verdict('sale', 'green', 'thinking'),
        verdict('complaint', 'red', 'agreed'),
        verdict('sale', 'green', 'agreed'),
        counted({ status: 'failed' }),
      ],
      ZONE,
    );
    expect(status).toEqual({ done: 3, skipped: 0, failed: 1, pending: 0 });
    expect(Object.entries(outcomes)).toEqual([
      ['agreed', 2],
      ['thinking', 1],
    ]);
    expect([kinds, colours]).toEqual([
      { sale: 2, complaint: 1 },
      { green: 2, red: 1 },
    ]);
  });

  it('count a call for everybody who talked, once each, and leave those out who missed it', () => {
    const shared = counted({
      talkers: [
        { name: 'Анна', talkSeconds: 10 },
        { name: 'Борис', talkSeconds: 30 },
        { name: 'Анна', talkSeconds: 20 },
      ],
    });
    const nobody = counted({ talkers: [{ name: null, talkSeconds: 60 }] });
    expect(callStats([nobody, shared, counted(), unanswered()], ZONE).employees).toEqual([
      { name: 'Анна', calls: 2, talkSeconds: 90 },
      { name: null, calls: 1, talkSeconds: 60 },
      { name: 'Борис', calls: 1, talkSeconds: 30 },
    ]);
  });

  it.each<[string, string, string[], string[]]>([
    [
      'end at midnight there',
      ZONE,
      ['2026-11-20T20:59:59.999Z', '2026-11-20T21:00:00.000Z'],
      ['2026-11-20', '2026-11-21'],
    ],
    ['come in any order', ZONE, ['2026-11-21T09:00:00.000Z', '2026-11-20T09:00:00.000Z'], ['2026-11-20', '2026-11-21']],
    ['know a plain offset', 'UTC+3', ['2026-11-20T21:30:00.000Z'], ['2026-11-21']],
    [
      'may be 23 hours long',
      'Europe/Berlin',
      ['2026-03-28T23:00:00.000Z', '2026-03-29T22:30:00.000Z'],
      ['2026-03-29', '2026-03-30'],
    ],
    ['may be 25 hours long', 'Europe/Berlin', ['2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.000Z'], ['2026-10-25']],
  ])('its days are those of the zone: they %s', (_, zone, instants, dates) => {
    const { days } = callStats(
      instants.map((startedAt) => counted({ startedAt })),
      zone,
    );
    expect(days.map((day) => day.date)).toEqual(dates);
  });

  it('tell of each day', () => {
    const calls = [counted(), unanswered(), unanswered({ direction: 'out' })];
    expect(callStats(calls, ZONE).days).toEqual([{ date: '2026-11-20', calls: 3, missed: 1, minutes: 1 }]);
  });
});

describe('the cost', () => {
  it('is the sum of what has a price, and says what has none', () => {
    const models = [
      { model: 'whisper-1', answers: 3, usd: 0.1 + 0.2, unpriced: 0 },
      { model: 'own', answers: 2, usd: null, unpriced: 2 },
      { model: 'gpt-4o', answers: 2, usd: 0.01, unpriced: 1 },
    ];
    expect(costStats(models)).toEqual({
      usd: 0.31,
      unpriced: 3,
      models: [{ ...models[0], usd: 0.3 }, models[1], models[2]],
    });
  });
});
