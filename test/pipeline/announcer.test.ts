import { describe, expect, it } from 'vitest';
import type { Fresh } from '../../src/domain/call.js';
import type { Instant } from '../../src/domain/instant.js';
import { Announcer } from '../../src/pipeline/announcer.js';
import { call, leg } from '../store/samples.js';
import { plain } from './chat.js';
import { type Line, openLine } from './line.js';

const signal = new AbortController().signal;

/** Ended at 09:05:04, five minutes before the clock of the line. */
const fresh = (given: Partial<Fresh> = {}): Fresh => ({
  ...{ ...call('in_a'), live: true, notify: true, take: 0 },
  ...given,
});
const at = (startedAt: Instant) => call('in_a', [leg({ id: 'in_a.1', startedAt })]);

describe('the header', () => {
  it.each<[string, Fresh, boolean]>([
    ['a live call that awaits its words', fresh(), true],
    ['history', fresh({ live: false }), false],
    ['a call nobody is to be told of', fresh({ notify: false }), false],
    ['a call that ended half an hour ago', fresh(at('2026-11-20T08:38:56.000Z')), false],
    ['a call that ended almost half an hour ago', fresh(at('2026-11-20T08:38:57.000Z')), true],
    ['a missed call', fresh(call('in_a', [leg({ disposition: 'noanswer', seconds: 0 })])), false],
    ['a call that was not recorded', fresh(call('in_a', [leg({ recorded: false })])), false],
  ])('%s', async (_, given, isSent) => {
    await using line = await openLine();
    await announcerOf(line).header(given, signal);
    expect(line.chat.texts).toEqual(isSent ? ['header'] : []);
  });

  it('is not sent where telegram.early is off, or twice', async () => {
    await using line = await openLine();
    await announcerOf(line, { early: false }).header(fresh(), signal);
    expect(line.chat.texts).toEqual([]);
    await announcerOf(line).header(fresh(), signal);
    await announcerOf(line).header(fresh(), signal);
    expect(line.chat.texts).toEqual(['header']);
  });
});

describe('never an error', () => {
  it.each(['transient', 'uncertain', 'rejected', 'unauthorized'] as const)('%s', async (trouble) => {
    await using line = await openLine();
    line.chat.failNext('send', trouble);
    await announcerOf(line).header(fresh(), signal);
    expect(line.lines).toMatchObject([{ callId: 'in_a', msg: 'header not sent; the card will follow' }]);
  });

  it('when the message cannot even be composed', async () => {
    await using line = await openLine();
    const announcer = announcerOf(line, { header: () => Promise.reject(new Error('no time zone')) });
    await announcer.header(fresh(), signal);
    expect(line.chat.tried).toEqual([]);
    expect(line.lines).toHaveLength(1);
  });
});

describe('a call that was given up', () => {
  const error = { stage: 'transcribe', upstream: 'openai', message: 'refused' } as const;

  it('is told of, but not where the group itself could not be reached, or nobody is to be told', async () => {
    await using line = await openLine();
    await announcerOf(line).failure(fresh(), { ...error, stage: 'notify' }, signal);
    await announcerOf(line).failure(fresh({ notify: false }), error, signal);
    expect(line.chat.texts).toEqual([]);
    await announcerOf(line).failure(fresh({ live: false }), error, signal);
    expect(line.chat.texts).toEqual(['given up at transcribe']);
  });
});

function announcerOf(line: Line, changes: object = {}): Announcer {
  const { chat, deliveries, bench, log } = line;
  return new Announcer({
    ...{ outbox: { messenger: chat, deliveries, clock: bench.clock }, early: true, clock: bench.clock, log },
    header: async () => plain('header'),
    failure: async (_, { stage }) => plain(`given up at ${stage}`),
    ...changes,
  });
}
