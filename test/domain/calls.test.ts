import { describe, expect, it } from 'vitest';
import type { CallFacts } from '../../src/domain/call.js';
import { callOf, merge, recordedLegs, talkers } from '../../src/domain/legs.js';
import { isOurs, type OurLines } from '../../src/domain/ours.js';
import { readable, sameNumber, toE164, toParty } from '../../src/domain/phone.js';
import { skipReason } from '../../src/domain/worth.js';
import { call, leg } from '../store/samples.js';

describe('a call of several legs', () => {
  const at = (minute: number) => `2026-11-20T09:0${minute}:00.000Z`;

  it.each([
    ['one after another', [at(0), 60], [at(2), 30], 90],
    ['one over the other, as an IVR over who answered', [at(0), 120], [at(1), 60], 120],
    ['overlapping in part', [at(0), 90], [at(1), 60], 120],
  ] as const)('talks %s', (_, [first, firstSeconds], [second, secondSeconds], talkSeconds) => {
    const legs = [
      leg({ id: 'b', startedAt: second, seconds: secondSeconds }),
      leg({ id: 'a', startedAt: first, seconds: firstSeconds }),
    ];
    expect(call('in_a', legs)).toMatchObject({ talkSeconds, startedAt: first, legs: [{ id: 'a' }, { id: 'b' }] });
  });

  it('is answered when any leg is; a cancelled recorded leg is no talk', () => {
    const legs = [leg({ id: 'a', disposition: 'busy', seconds: 0 }), leg({ id: 'b' })];
    expect(call('in_a', legs).disposition).toBe('answered');
    expect(recordedLegs(call('in_a', legs)).map(({ id }) => id)).toEqual(['b']);
  });

  it('names those who talked, once each', () => {
    const legs = [
      leg({ id: 'a', employee: '100' }),
      leg({ id: 'b', employee: '101' }),
      leg({ id: 'c', employee: '100' }),
    ];
    expect(talkers(call('in_a', legs))).toEqual(['100', '101']);
  });

  it('cannot be made of nothing', () => {
    const { id, provider, direction, client, number } = call('in_a');
    expect(() => callOf({ id, provider, direction, client, number }, [])).toThrow('in_a has no legs');
  });

  it('merges what is new and tells when nothing is', () => {
    const known = call('in_a', [leg({ id: 'a', recorded: false })]);
    expect(merge(known, known)).toBeNull();
    expect(merge(known, call('in_a', [leg({ id: 'a' })]))?.legs).toMatchObject([{ id: 'a', recorded: true }]);
    expect(merge(known, call('in_a', [leg({ id: 'b' })]))?.legs).toHaveLength(2);
  });
});

describe('a leg that stands for the whole call', () => {
  const whole = call('in_a', [leg({ id: 'in_a' })]);
  const parts = call('in_a', [leg({ id: 'x' }), leg({ id: 'y', startedAt: '2026-11-20T09:06:00.000Z' })]);
  const ids = (merged: ReturnType<typeof merge>) => merged?.legs.map(({ id }) => id) ?? null;

  it.each<[string, CallFacts, CallFacts, string[] | null]>([
    ['is corrected by one of its kind', whole, call('in_a', [leg({ id: 'in_a', seconds: 70 })]), ['in_a']],
    ['gives way to legs for its parts', whole, parts, ['x', 'y']],
    ['adds nothing to those that are there', parts, whole, null],
    ['is the only leg of a call without a session', call('x', [leg({ id: 'x' })]), parts, ['x', 'y']],
  ])('%s', (_, known, fresh, expected) => expect(ids(merge(known, fresh))).toEqual(expected));
});

describe('whose call it is', () => {
  const lines: OurLines = { numbers: ['+79843330712'], extensions: [] };
  const outgoing = { direction: 'out' } as const;

  it.each<[string, Parameters<typeof leg>[0], object, OurLines, boolean]>([
    ['to our number', {}, {}, lines, true],
    ['to our number written with 8', { to: '89843330712' }, {}, { ...lines, numbers: ['89843330712'] }, true],
    ['to another number of the account', { to: '+79991112233' }, {}, lines, false],
    ['from our number, as the client', { from: '+79843330712', to: '+79991112233' }, {}, lines, true],
    ['out from an extension', { from: '100', to: '+79161234567' }, outgoing, lines, true],
    [
      'out from an extension of ours',
      { from: '100', to: '+79161234567' },
      outgoing,
      { ...lines, extensions: ['100'] },
      true,
    ],
    [
      'out from one that is not',
      { from: '100', to: '+79161234567' },
      outgoing,
      { ...lines, extensions: ['101'] },
      false,
    ],
    ['in, shown only as an extension', { to: '100' }, {}, lines, true],
    ['any call where no number is set', { to: '+79991112233' }, {}, { numbers: [], extensions: [] }, true],
  ])('%s', (_, given, identity, ours, expected) => {
    expect(isOurs(call('in_a', [leg(given)], identity), ours)).toBe(expected);
  });

  it('counts when one leg of several names our number', () => {
    const legs = [leg({ id: 'a', to: '+79991112233' }), leg({ id: 'b' })];
    expect(isOurs(call('in_a', legs), lines)).toBe(true);
  });
});

describe('numbers', () => {
  it.each([
    ['+79161234567', '+79161234567'],
    ['79161234567', '+79161234567'],
    ['89161234567', '+79161234567'],
    ['9161234567', '+79161234567'],
    ['8 (916) 123-45-67', '+79161234567'],
    ['375291234567', '+375291234567'],
    ['100', null],
    ['', null],
    ['Anonymous', null],
  ])('«%s» is %s', (text, expected) => expect(toE164(text)).toBe(expected));

  it('a side of a call may be an extension', () => {
    expect([toParty('100'), toParty('89161234567'), toParty('Anna')]).toEqual(['100', '+79161234567', null]);
  });

  it('the same number is told by its last ten digits', () => {
    expect(sameNumber('+79843330712', '89843330712')).toBe(true);
    expect(sameNumber('100', '100')).toBe(false);
  });

  it('is read in groups', () => expect(readable('+79161234567')).toBe('+7 916 123-45-67'));
});

describe('whether a call is worth a card', () => {
  const rules = { minTalkSeconds: 3, missedCalls: true, unansweredOutgoing: false };
  const missed = { disposition: 'noanswer', seconds: 0 };

  it.each<[string, Parameters<typeof leg>[0], object, object, string | null]>([
    ['answered', {}, {}, {}, null],
    ['answered for a moment', { seconds: 2 }, {}, {}, 'poll.minTalk'],
    ['missed', missed, {}, {}, null],
    ['missed, and nobody wants to know', missed, {}, { missedCalls: false }, 'telegram.missedCalls'],
    ['outgoing, not answered', missed, { direction: 'out' }, {}, 'telegram.unansweredOutgoing'],
    ['outgoing, not answered, wanted', missed, { direction: 'out' }, { unansweredOutgoing: true }, null],
  ])('%s', (_, given, identity, changed, expected) => {
    const reason = skipReason(call('in_a', [leg(given)], identity), { ...rules, ...changed });
    expect(reason === null ? null : reason).toEqual(expected === null ? null : expect.stringContaining(expected));
  });
});
