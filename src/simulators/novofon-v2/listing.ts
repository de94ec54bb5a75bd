import { isObject } from './envelope.js';
import { Fault } from './fault.js';
import { type Fields, type Row, shown, usualNames } from './fields.js';
import { readFilter } from './filter.js';

const LEAST = { limit: 1, offset: 0 };
const MOST = { limit: 10_000, offset: 100_000 };

/** Parameters of every `get` method that lists. */
export const LISTING = ['access_token', 'user_id', 'limit', 'offset', 'filter', 'sort', 'fields'];

export interface Page {
  data: Row[];
  total: number;
}

/** The rows asked for (data_api/index.html: filters, sorting, paging, list of columns). Unsorted is newest first. */
export function listed(rows: Row[], params: Row, fields: Fields): Page {
  const { user_id: user, filter, sort, fields: asked } = params;
  if (user !== undefined && typeof user !== 'number')
    throw new Fault('data_type_error', { field: 'user_id', value: user });
  const limit = count(params.limit, 'limit', 1000);
  const offset = count(params.offset, 'offset', 0);
  const names = asked === undefined ? usualNames(fields) : readNames(asked, fields);
  const test = filter === undefined ? () => true : readFilter(filter, fields);
  const compare = sort === undefined ? () => 0 : readSort(sort, fields);
  const found = rows.filter(test).reverse().sort(compare);
  const data = found.slice(offset, offset + limit).map((row) => shown(row, names, fields));
  return { data, total: found.length };
}

function count(value: unknown, field: 'limit' | 'offset', otherwise: number): number {
  if (value === undefined) return otherwise;
  if (typeof value !== 'number') throw new Fault('data_type_error', { field, value });
  const fits = Number.isInteger(value) && value >= LEAST[field] && value <= MOST[field];
  if (!fits) throw new Fault('invalid_parameter_value', { field, value });
  return value;
}

function readNames(asked: unknown, fields: Fields): string[] {
  if (!Array.isArray(asked)) throw new Fault('data_type_error', { field: 'fields', value: asked });
  if (asked.length === 0) throw new Fault('invalid_parameter_value', { field: 'fields', value: asked });
  for (const name of asked) {
    if (typeof name !== 'string') throw new Fault('data_type_error', { field: 'fields', value: name });
    if (!fields.has(name)) throw new Fault('unexpected_parameters', { field: 'fields', value: name });
  }
  return asked;
}

function readSort(sort: unknown, fields: Fields): (one: Row, other: Row) => number {
  if (!Array.isArray(sort)) throw new Fault('data_type_error', { field: 'sort', value: sort });
  const keys = sort.map((each) => sortKey(each, fields));
  return (one, other) => keys.map((key) => key(one, other)).find((order) => order !== 0) ?? 0;
}

function sortKey(key: unknown, fields: Fields): (one: Row, other: Row) => number {
  if (!isObject(key)) throw new Fault('data_type_error', { field: 'sort', value: key });
  const stranger = Object.keys(key).find((name) => name !== 'field' && name !== 'order');
  if (stranger !== undefined) throw new Fault('unexpected_parameters', { field: `sort.${stranger}` });
  const { field: name, order = 'asc' } = key;
  if (name === undefined) throw new Fault('required_parameter_missed', { field: 'sort.field' });
  if (typeof name !== 'string') throw new Fault('data_type_error', { field: 'sort.field', value: name });
  const field = fields.get(name);
  if (field === undefined) throw new Fault('unexpected_parameters', { field: 'sort.field', value: name });
  if (!field.sort) throw new Fault('sort_prohibited', { field: 'sort.field', value: name });
  if (order !== 'asc' && order !== 'desc')
    throw new Fault('invalid_parameter_value', { field: 'sort.order', value: order });
  const sign = order === 'asc' ? 1 : -1;
  return (one, other) => sign * compared(one[name], other[name]);
}

function compared(one: unknown, other: unknown): number {
  if (one === other) return 0;
  if (one === null || one === undefined) return 1;
  if (other === null || other === undefined) return -1;
  return one < other ? -1 : 1;
}
