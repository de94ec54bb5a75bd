import { describe, expect, it } from 'vitest';
import { isAnswered, recordedLegs, talkers } from '../../../src/domain/legs.js';
import { callFromRow, type FinishedRow } from '../../../src/upstreams/novofon/v2/call.js';
import { readRow } from '../../../src/upstreams/novofon/v2/row.js';
import { row } from './v2-account.js';

const ZONE = 'Europe/Moscow';
const [FIRST, SECOND] = ['0f3c9a6be1d24f7788aa55cc33dd1e2f', '9b1d0e7c4a5f46238c7e6d5f4a3b2c1d'];

const employee = (employee_id: number, employee_full_name: string | null, is_talked: unknown = true) => ({
  employee_id,
  employee_full_name,
  is_answered: true,
  is_talked,
});

function finished(changes: Record<string, unknown>): FinishedRow {
  const read = readRow(row(changes), ZONE);
  if (!read?.endedAt) throw new Error('the row is of no finished call');
  return { ...read, endedAt: read.endedAt };
}

const call = (changes: Record<string, unknown> = {}) => callFromRow(finished(changes));

describe('readRow', () => {
  it('reads the row of the fact sheet', () => {
    expect(readRow(row(), ZONE)).toEqual({
      id: '401122334',
      direction: 'in',
      startedAt: '2026-01-15T10:00:01.000Z',
      endedAt: '2026-01-15T10:03:20.000Z',
      contact: '+79161234567',
      own: '+79843330712',
      disposition: 'answered',
      seconds: 184,
      records: [FIRST],
      talkers: [{ id: '5150', name: '100 Office' }],
    });
  });

  it.each([
    [{ is_lost: true, talk_duration: 0, finish_reason: 'no_success_operator_call' }, 'noanswer', 0],
    [{ is_lost: true, talk_duration: 20 }, 'noanswer', 0],
    [{ is_lost: false, talk_duration: 0 }, 'noanswer', 0],
    [{ is_lost: null, talk_duration: null }, 'noanswer', 0],
    [{ is_lost: null, talk_duration: 7 }, 'answered', 7],
    [{ is_lost: false, talk_duration: '00:03:04' }, 'answered', 184],
    [{ is_lost: true, talk_duration: 0, finish_reason: 'subscriber_busy' }, 'busy', 0],
    [{ is_lost: true, talk_duration: 0, finish_reason: 'operator_busy' }, 'busy', 0],
    [{ is_lost: true, talk_duration: 0, finish_reason: 'employee_busy' }, 'busy', 0],
    [{ is_lost: true, talk_duration: 0, finish_reason: 'operator_channels_busy' }, 'noanswer', 0],
    [{ is_lost: true, talk_duration: 0, finish_reason: 'a_reason_of_tomorrow' }, 'noanswer', 0],
    [{ is_lost: true, talk_duration: 0, finish_reason: null }, 'noanswer', 0],
    [{ finish_reason: 'operator_busy' }, 'answered', 184],
  ])('%j is %s', (changes, disposition, seconds) => {
    expect(readRow(row(changes), ZONE)).toMatchObject({ disposition, seconds });
  });

  it.each([
    [null, []],
    [[], []],
    [undefined, []],
    ['none', []],
    [
      [FIRST, SECOND],
      [FIRST, SECOND],
    ],
    [[FIRST, FIRST], [FIRST]],
    [[null, '', FIRST], [FIRST]],
  ])('call_records of %j', (call_records, records) => {
    expect(readRow(row({ call_records }), ZONE)?.records).toEqual(records);
  });

  it.each([
    ['those who talked', { employees: [employee(1, 'Анна'), employee(2, 'Пётр', false)] }, ['Анна']],
    ['each once', { employees: [employee(1, 'Анна'), employee(2, 'Пётр'), employee(1, 'Анна')] }, ['Анна', 'Пётр']],
    ['the last one, where the list is empty', { employees: [] }, ['100 Office']],
    ['the last one, where there is no list', { employees: null }, ['100 Office']],
    ['the last one, where it names nobody', { employees: [null, employee(1, null)] }, ['100 Office']],
    ['nobody', { employees: [employee(1, 'Анна', false)], last_talked_employee_full_name: null }, []],
  ])('names as talkers %s', (_name, changes, names) => {
    expect(readRow(row(changes), ZONE)?.talkers.map(({ name }) => name)).toEqual(names);
  });

  it.each([
    ['no id', { id: null }],
    ['no start', { start_time: null }],
    ['a start that is none', { start_time: '2026-02-30 13:00:01' }],
    ['no direction', { direction: null }],
  ])('has no use for a row with %s', (_name, changes) => {
    expect(readRow(row(changes), ZONE)).toBeNull();
  });

  it.each([null, 'row', 5, [], {}])('has no use for %j', (raw) => {
    expect(readRow(raw, ZONE)).toBeNull();
  });

  it.each([
    ['text for numbers', { id: '401122334', talk_duration: '184' }, { id: '401122334', seconds: 184 }],
    ['a call that goes on', { finish_time: null }, { endedAt: null }],
    ['a hidden client', { contact_phone_number: 'anonymous' }, { contact: null }],
    ['an extension', { contact_phone_number: '101', virtual_phone_number: null }, { contact: '101', own: null }],
  ])('takes %s', (_name, changes, read) => {
    expect(readRow(row(changes), ZONE)).toMatchObject(read);
  });
});

describe('callFromRow', () => {
  it('makes the call of the fact sheet, one leg under its own id', () => {
    expect(call()).toEqual({
      id: '401122334',
      provider: 'novofon',
      direction: 'in',
      client: '+79161234567',
      number: '+79843330712',
      startedAt: '2026-01-15T10:00:01.000Z',
      endedAt: '2026-01-15T10:03:20.000Z',
      talkSeconds: 184,
      disposition: 'answered',
      legs: [
        {
          id: '401122334',
          from: '+79161234567',
          to: '+79843330712',
          employee: '100 Office',
          startedAt: '2026-01-15T10:00:01.000Z',
          endedAt: '2026-01-15T10:03:20.000Z',
          seconds: 184,
          disposition: 'answered',
          recorded: true,
        },
      ],
    });
  });

  it.each([
    ['no recording yet', { call_records: [] }, [['401122334', true]]],
    ['no recording, said as null', { call_records: null }, [['401122334', true]]],
    ['one recording', {}, [['401122334', true]]],
    ['nobody who talked', { is_lost: true, talk_duration: 0, call_records: [] }, [['401122334', false]]],
    ['recordings of a lost call', { is_lost: true, call_records: [FIRST, SECOND] }, [['401122334', false]]],
    [
      'several recordings, in order and not by hash',
      { call_records: [SECOND, FIRST] },
      [
        [`401122334.${SECOND}`, true],
        [`401122334.${FIRST}`, true],
      ],
    ],
    [
      'two who talked and one recording',
      { employees: [employee(1, 'Анна'), employee(2, 'Пётр')] },
      [
        ['401122334', true],
        ['401122334/2', false],
      ],
    ],
    [
      'two who talked on two recordings',
      { employees: [employee(1, 'Анна'), employee(2, 'Пётр')], call_records: [FIRST, SECOND] },
      [
        [`401122334.${FIRST}`, true],
        [`401122334.${SECOND}`, true],
      ],
    ],
  ])('with %s', (_name, changes, legs) => {
    expect(call(changes).legs.map((leg) => [leg.id, leg.recorded])).toEqual(legs);
  });

  it('keeps the length of the talk however many recordings and talkers there are', () => {
    const several = call({
      call_records: [FIRST, SECOND],
      employees: [employee(1, 'А'), employee(2, 'Б'), employee(3, 'В')],
    });
    expect(several.legs).toHaveLength(3);
    expect(several).toMatchObject({ talkSeconds: 184, endedAt: '2026-01-15T10:03:20.000Z' });
    expect(several.legs.map((leg) => leg.startedAt)).toEqual([
      '2026-01-15T10:00:01.000Z',
      '2026-01-15T10:00:01.001Z',
      '2026-01-15T10:00:01.002Z',
    ]);
  });

  it.each([
    [1, ['А', 'Б', 'В']],
    [2, ['А', 'Б', 'В']],
    [3, ['А', 'Б', 'В']],
    [4, ['А', 'Б', 'В']],
  ])('shows all three who talked, with %i recordings', (count, names) => {
    const records = Array.from({ length: count }, (_, place) => `${place}`.repeat(32));
    const made = call({
      call_records: records,
      employees: [employee(1, 'А'), employee(2, 'Б'), employee(3, 'В')],
    });
    expect(talkers(made)).toEqual(names);
    expect(recordedLegs(made)).toHaveLength(count);
  });

  it('names the last who talked on what recordings are left over', () => {
    const employees = [employee(1, 'А'), employee(2, 'Б')];
    const made = call({ employees, call_records: [FIRST, SECOND, 'f'.repeat(32)] });
    expect(made.legs.map((leg) => leg.employee)).toEqual(['А', 'Б', 'Б']);
  });

  it.each([
    ['in', '+79161234567', '+79843330712'],
    ['out', '+79843330712', '+79161234567'],
  ])('puts the sides of a call %s in order', (direction, from, to) => {
    const made = call({ direction });
    expect(made).toMatchObject({ direction, client: '+79161234567', number: '+79843330712' });
    expect(made.legs[0]).toMatchObject({ from, to });
  });

  it.each([
    ['in', { to: '+79991112233' }],
    ['out', { from: '+79991112233' }],
  ])('shows an employee’s mobile on our side of a call %s', (direction, side) => {
    const made = callFromRow(finished({ direction, call_records: [FIRST, SECOND] }), '+79991112233');
    expect(made).toMatchObject({ number: '+79991112233', client: '+79161234567' });
    expect(made.legs).toMatchObject([side, side]);
  });

  it('ends when the provider says, talk or not', () => {
    const lost = call({ is_lost: true, talk_duration: 0, finish_time: '2026-01-15 13:00:31' });
    expect(lost).toMatchObject({ endedAt: '2026-01-15T10:00:31.000Z', talkSeconds: 0, disposition: 'noanswer' });
    expect(isAnswered(lost)).toBe(false);
  });

  it('leaves out a client who is hidden', () => {
    expect(call({ contact_phone_number: null })).toMatchObject({ client: null, legs: [{ from: null }] });
  });
});
