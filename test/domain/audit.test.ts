import { describe, expect, it } from 'vitest';
import { auditLine } from '../../src/card/audit-line.js';
import { type AuditTerms, auditCalls, FATES, isWell, type KeptCall, sumsOf } from '../../src/domain/audit.js';
import type { CallFacts } from '../../src/domain/call.js';
import { call, leg } from '../store/samples.js';

const NOW = '2026-11-20T10:00:00.000Z';
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TERMS: AuditTerms = { now: NOW, floor: at(-30 * DAY), mark: at(-10), recordingDeadlineMs: DAY * 1000 };

/** Seconds from now. */
function at(seconds: number): string {
  return new Date(Date.parse(NOW) + seconds * 1000).toISOString();
}

/** A call of a minute that ended so many seconds ago. */
function ended(agoSeconds: number, id = 'in_a', legId = `${id}.1`) {
  return call(id, [leg({ id: legId, startedAt: at(-agoSeconds - 64) })]);
}

/** As it is stored when nothing special happened: done, with its card, an hour ago. */
function kept(given: Partial<KeptCall> = {}): KeptCall {
  const facts = given.facts ?? ended(HOUR);
  const usual = { place: 'done', dueAt: null, isHeld: false, notify: true, isTold: true, error: null } as const;
  return { facts, ids: [facts.id, ...facts.legs.map(({ id }) => id)], ...usual, foundAt: at(-HOUR), ...given };
}

describe('the fate of a stored call', () => {
  const waiting = (dueAt: string, given: Partial<KeptCall> = {}) => kept({ place: 'download', dueAt, ...given });
  const old = { facts: ended(6 * DAY), foundAt: at(-6 * DAY) };
  it.each<[string, KeptCall, string]>([
    ['done, with its card', kept(), 'card'],
    ['done before the first pass was made: imported with a card', kept({ facts: ended(40 * DAY) }), 'card'],
    ['done without a card, as nobody wanted one', kept({ isTold: false, notify: false }), 'byRequest'],
    ['done, and a card was wanted', kept({ isTold: false }), 'uncarded'],
    ['skipped', kept({ place: 'skipped', isTold: false }), 'byRule'],
    ['given up', kept({ place: 'transcribe' }), 'failed'],
    ['due now', waiting(NOW), 'working'],
    ['due for an hour', waiting(at(-HOUR)), 'working'],
    ['due for longer, and nobody took it', waiting(at(-HOUR - 1)), 'stuck'],
    ['held by a worker', waiting(at(20), { isHeld: true }), 'working'],
    ['put off until tomorrow', waiting(at(DAY)), 'working'],
    ['put off for ever, by a clock that was wrong', waiting(at(2 * DAY + 1)), 'stuck'],
    ['held for ever, by the same clock', waiting(at(2 * DAY + 1), { isHeld: true }), 'stuck'],
    ['still put off after five days', waiting(at(MINUTE), { facts: ended(5 * DAY), foundAt: at(-5 * DAY) }), 'working'],
    ['still put off after six days', waiting(at(MINUTE), old), 'stuck'],
    ['found late, and put off', waiting(at(MINUTE), { ...old, foundAt: at(-HOUR) }), 'working'],
    ['old, and in work now', waiting(at(20), { ...old, isHeld: true }), 'working'],
    ['old, and due again just now', waiting(NOW, old), 'working'],
  ])('%s', (_, stored, fate) => {
    expect(fates([stored.facts], [stored])).toEqual([`in_a ${fate}`]);
  });
});

describe('the fate of a call that is not in the base', () => {
  it.each<[string, number, Partial<AuditTerms>, string]>([
    ['ended before the first pass', 30 * DAY + 1, {}, 'before'],
    ['ended right after that', 30 * DAY - 1, {}, 'missing'],
    ['ended well before the last pass', 10 + 5 * MINUTE + 1, {}, 'missing'],
    ['ended so shortly before it that it may not have been listed', 10 + 5 * MINUTE, {}, 'working'],
    ['ended after the last pass of a poll by the half hour', 30 * MINUTE, { mark: at(-29 * MINUTE) }, 'working'],
    ['ended after a pass that was the last for long', 2 * HOUR, { mark: at(-3 * HOUR) }, 'missing'],
    ['ended lately, where no pass was made at all', 10 * MINUTE, { mark: null, floor: at(-15 * MINUTE) }, 'working'],
    ['is still to end, by a clock that is ahead', -MINUTE, {}, 'working'],
  ])('that %s', (_, ago, terms, fate) => {
    expect(fates([ended(ago)], [], { ...TERMS, ...terms })).toEqual([`in_a ${fate}`]);
  });
});

describe('a call under several ids', () => {
  const one = ended(HOUR, 'in_a', '17.1');

  it('is found by a leg that came under another id, or was dropped since', () => {
    expect(fates([ended(HOUR, 'in_b', '17.1')], [kept({ facts: one })])).toEqual(['in_a card']);
    expect(fates([ended(HOUR, 'in_b', '17.2')], [kept({ facts: one, ids: ['in_a', '17.1', '17.2'] })])).toEqual([
      'in_a card',
    ]);
  });

  it('is counted once, stored or not', () => {
    const listed = [one, ended(HOUR, 'in_b', '17.1'), one];
    expect(fates(listed, [kept({ facts: one })])).toEqual(['in_a card']);
    expect(fates(listed, [])).toEqual(['in_a missing']);
  });

  it('is itself before it is a leg of another', () => {
    const other = kept({ facts: ended(HOUR, 'in_b', 'in_a'), place: 'skipped' });
    expect(fates([one], [kept({ facts: one }), other])).toEqual(['in_a card']);
    expect(fates([one], [other, kept({ facts: one })])).toEqual(['in_a card']);
  });

  it('that is missing brings the legs of all of them', () => {
    const second = leg({ id: '17.2', startedAt: at(-HOUR) });
    const [audited] = auditCalls([one, call('in_b', [...one.legs, second])], [], TERMS);
    expect(audited?.facts.legs.map(({ id }) => id)).toEqual(['17.1', '17.2']);
  });
});

describe('the sum', () => {
  it('always holds', () => {
    const stored = [
      kept({ facts: ended(HOUR, 'in_a') }),
      kept({ facts: ended(HOUR, 'in_b'), place: 'skipped' }),
      kept({ facts: ended(HOUR, 'in_c'), isTold: false, notify: false }),
      kept({ facts: ended(HOUR, 'in_d'), place: 'notify', dueAt: NOW }),
      kept({ facts: ended(HOUR, 'in_e'), place: 'analyze' }),
      kept({ facts: ended(HOUR, 'in_f'), isTold: false }),
      kept({ facts: ended(HOUR, 'in_g'), place: 'notify', dueAt: at(-DAY) }),
      kept({ facts: ended(HOUR, 'in_unlisted') }),
    ];
    const listed = [...stored.slice(0, -1).map(({ facts }) => facts), ended(HOUR, 'in_h'), ended(40 * DAY, 'in_i')];
    const sums = sumsOf(auditCalls(listed, stored, TERMS));
    expect(sums).toEqual({ calls: 9, ...Object.fromEntries(FATES.map((fate) => [fate, 1])) });
    expect(auditLine(sums)).toBe(
      'звонков 9 = карточек 1 + без карточки по правилу 1 + по просьбе 1 + в работе 1 + ошибок 1' +
        ' + пропало 1 + карточка не ушла 1 + застряло 1 + до начала работы 1',
    );
  });

  it('is written without what is nought, but for the usual terms', () => {
    const none = sumsOf([]);
    expect(auditLine({ ...none, calls: 42, card: 36, byRule: 4, byRequest: 1, working: 1 })).toBe(
      'звонков 42 = карточек 36 + без карточки по правилу 4 + по просьбе 1 + в работе 1 + ошибок 0',
    );
  });

  it.each(FATES)('is well unless there are gaps or failures: %s', (fate) => {
    const isBad = ['failed', 'missing', 'uncarded', 'stuck'].includes(fate);
    expect(isWell({ ...sumsOf([]), calls: 1, [fate]: 1 })).toBe(!isBad);
  });
});

function fates(listed: CallFacts[], stored: KeptCall[], terms = TERMS): string[] {
  return auditCalls(listed, stored, terms).map(({ id, fate }) => `${id} ${fate}`);
}
