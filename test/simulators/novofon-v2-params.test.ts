import { describe, expect, it } from 'vitest';
import { startWorld } from '../../src/simulators/world.js';
import { ask, CALLS, DAY, LEGS, NUMBERS, type Params, refusal } from './novofon-v2-client.js';

const leaf = (field: string, operator: string, value: unknown) => ({ filter: { field, operator, value } });
const ID = { field: 'id', operator: '=', value: 1 };

/** Parameters of a report besides a good period, and what is said to them. */
const CASES: [string, Params, string][] = [
  [CALLS, {}, 'none'],
  [CALLS, { number: '79843330712' }, 'unexpected_parameters'],
  [CALLS, { user_id: 5 }, 'none'],
  [CALLS, { user_id: '5' }, 'data_type_error'],
  [LEGS, { include_ongoing_calls: true }, 'unexpected_parameters'],
  [CALLS, { include_ongoing_calls: true }, 'none'],
  [CALLS, { include_ongoing_calls: 'true' }, 'data_type_error'],

  [CALLS, { date_from: undefined }, 'required_parameter_missed'],
  [CALLS, { date_till: undefined }, 'required_parameter_missed'],
  [LEGS, { date_till: undefined }, 'required_parameter_missed'],
  [CALLS, { date_from: 1768471201 }, 'data_type_error'],
  [CALLS, { date_from: '2026-01-15' }, 'invalid_parameter_value'],
  [CALLS, { date_from: '2026-01-15T00:00:00' }, 'invalid_parameter_value'],
  [CALLS, { date_from: '2026-01-15 00:00:00+03:00' }, 'invalid_parameter_value'],
  [CALLS, { date_from: '2026-02-30 00:00:00' }, 'invalid_parameter_value'],
  [CALLS, { date_from: '2026-01-16 00:00:00' }, 'invalid_parameters_combination'],
  [CALLS, { date_from: '2025-10-17 23:59:59' }, 'none'],
  [CALLS, { date_from: '2025-10-17 23:59:58' }, 'date_interval_limit_reached'],
  [LEGS, { date_from: '2025-10-17 23:59:58' }, 'date_interval_limit_reached'],

  [CALLS, { limit: 10_000, offset: 100_000 }, 'none'],
  [CALLS, { limit: 10_001 }, 'invalid_parameter_value'],
  [CALLS, { limit: 0 }, 'invalid_parameter_value'],
  [CALLS, { limit: 1.5 }, 'invalid_parameter_value'],
  [CALLS, { limit: '100' }, 'data_type_error'],
  [CALLS, { offset: 100_001 }, 'invalid_parameter_value'],
  [CALLS, { offset: -1 }, 'invalid_parameter_value'],
  [CALLS, { offset: null }, 'data_type_error'],
  [CALLS, { include_ongoing_calls: null }, 'data_type_error'],

  [CALLS, { fields: ['id', 'employees', 'voice_mail_records', 'last_talked_employee_full_name'] }, 'none'],
  [CALLS, { fields: ['id', 'recognized_text'] }, 'unexpected_parameters'],
  [CALLS, { fields: ['employee_full_name'] }, 'unexpected_parameters'],
  [LEGS, { fields: ['employee_full_name', 'employee_phone_number'] }, 'none'],
  [NUMBERS, { fields: ['phone'] }, 'unexpected_parameters'],
  [CALLS, { fields: 'id' }, 'data_type_error'],
  [CALLS, { fields: [1] }, 'data_type_error'],
  [CALLS, { fields: [] }, 'invalid_parameter_value'],

  [CALLS, { sort: [{ field: 'start_time', order: 'asc' }] }, 'none'],
  [CALLS, { sort: [{ field: 'start_time' }] }, 'none'],
  [CALLS, { sort: { field: 'start_time' } }, 'data_type_error'],
  [CALLS, { sort: ['start_time'] }, 'data_type_error'],
  [CALLS, { sort: [{ order: 'asc' }] }, 'required_parameter_missed'],
  [CALLS, { sort: [{ field: 1 }] }, 'data_type_error'],
  [CALLS, { sort: [{ field: 'start_time', order: 'ASC' }] }, 'invalid_parameter_value'],
  [CALLS, { sort: [{ field: 'start_time', direction: 'asc' }] }, 'unexpected_parameters'],
  [CALLS, { sort: [{ field: 'started' }] }, 'unexpected_parameters'],
  ...['id', 'finish_time', 'talk_duration', 'contact_phone_number', 'call_records', 'employees'].map(
    (field): [string, Params, string] => [CALLS, { sort: [{ field }] }, 'sort_prohibited'],
  ),
  [LEGS, { sort: [{ field: 'duration', order: 'desc' }] }, 'none'],
  [LEGS, { sort: [{ field: 'id' }] }, 'sort_prohibited'],
  [NUMBERS, { sort: [{ field: 'virtual_phone_number' }] }, 'sort_prohibited'],

  [CALLS, { filter: ID }, 'none'],
  [CALLS, { filter: { id: 123 } }, 'unexpected_parameters'],
  [CALLS, { filter: {} }, 'required_parameter_missed'],
  [CALLS, { filter: [ID] }, 'data_type_error'],
  [CALLS, { filter: { field: 'id', value: 1 } }, 'required_parameter_missed'],
  [CALLS, { filter: { ...ID, condition: 'and' } }, 'unexpected_parameters'],
  [CALLS, { filter: { ...ID, operator: 1 } }, 'data_type_error'],
  [CALLS, leaf('id', '==', 1), 'invalid_parameter_value'],
  [CALLS, leaf('id', '=', '401122334'), 'data_type_error'],
  [CALLS, leaf('id', 'like', '4%'), 'invalid_parameter_value'],
  [CALLS, leaf('id', 'in', [1, 2]), 'none'],
  [CALLS, leaf('id', 'in', [1, '2']), 'data_type_error'],
  [CALLS, leaf('id', 'in', 1), 'data_type_error'],
  [CALLS, leaf('id', 'in', []), 'invalid_parameter_value'],
  [CALLS, leaf('contact_phone_number', '=', 79161234567), 'data_type_error'],
  [CALLS, leaf('contact_phone_number', '>', '7'), 'invalid_parameter_value'],
  [CALLS, leaf('contact_phone_number', 'regexp', '^7('), 'invalid_parameter_value'],
  [CALLS, leaf('is_lost', '=', 1), 'data_type_error'],
  [CALLS, leaf('is_lost', 'in', [true]), 'invalid_parameter_value'],
  [CALLS, leaf('direction', 'like', 'i%'), 'invalid_parameter_value'],
  [CALLS, leaf('talk_duration', '>=', 10), 'none'],
  [CALLS, leaf('sale_date', '>', '2026-01-15'), 'invalid_parameter_value'],
  [CALLS, leaf('employees', '=', null), 'invalid_parameter_value'],
  [CALLS, leaf('employees', 'jsquery', '*'), 'error'],
  [CALLS, leaf('employee_phone_number', '=', '1'), 'unexpected_parameters'],
  ...['start_time', 'finish_time', 'call_records', 'full_record_file_link'].map((field): [string, Params, string] => [
    CALLS,
    leaf(field, '=', null),
    'filter_prohibited',
  ]),
  [LEGS, leaf('employee_phone_number', '=', '79843330712'), 'none'],
  [LEGS, leaf('contact_phone_number', '=', '79161234567'), 'filter_prohibited'],
  [LEGS, leaf('start_time', '=', null), 'filter_prohibited'],

  [CALLS, { filter: { filters: [ID], condition: 'and' } }, 'none'],
  [CALLS, { filter: { filters: [ID] } }, 'required_parameter_missed'],
  [CALLS, { filter: { filters: [ID], condition: 'xor' } }, 'invalid_parameter_value'],
  [CALLS, { filter: { filters: [], condition: 'or' } }, 'invalid_parameter_value'],
  [CALLS, { filter: { filters: ID, condition: 'or' } }, 'data_type_error'],
  [CALLS, { filter: { filters: [ID], condition: 'or', field: 'id' } }, 'unexpected_parameters'],
  [
    CALLS,
    { filter: { filters: [{ filters: [{ id: 1 }], condition: 'or' }], condition: 'and' } },
    'unexpected_parameters',
  ],
];

describe('Novofon 2.0: parameters', () => {
  it.each(CASES)('%s %j: %s', async (method, params, mnemonic) => {
    await using world = await startWorld();
    expect(await refusal(world, method, method === NUMBERS ? params : { ...DAY, ...params })).toBe(mnemonic);
  });

  it('tells where the fault is, and what was sent', async () => {
    await using world = await startWorld();
    const filter = { filters: [{ field: 'start_time', operator: '>', value: 'x' }], condition: 'and' };
    const { error } = await ask(world, CALLS, { ...DAY, filter });
    expect(error).toMatchObject({
      code: -32602,
      message: 'Filter by parameter is prohibited',
      data: { mnemonic: 'filter_prohibited', field: 'filter.filters.field', value: 'start_time' },
    });
  });
});
