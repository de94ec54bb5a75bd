import { isObject } from './envelope.js';
import { Fault } from './fault.js';
import type { Field, Fields, FieldType, Row } from './fields.js';

type Test = (row: Row) => boolean;

/** Which operator goes with which column (data_api/index.html, operators of filters). */
const OPERATORS: Record<string, FieldType[]> = {
  '=': ['number', 'string', 'boolean', 'iso8601', 'enum'],
  '!=': ['number', 'string', 'boolean', 'iso8601', 'enum'],
  '<': ['number', 'iso8601'],
  '>': ['number', 'iso8601'],
  '<=': ['number', 'iso8601'],
  '>=': ['number', 'iso8601'],
  like: ['string'],
  regexp: ['string'],
  jsquery: ['array'],
  in: ['number', 'string', 'enum'],
};

/** The `filter` of a `get` method: `{field, operator, value}` or a tree `{filters, condition}` of such. */
export function readFilter(filter: unknown, fields: Fields, at = 'filter'): Test {
  if (!isObject(filter)) throw new Fault('data_type_error', { field: at, value: filter });
  if (!('filters' in filter)) return leaf(filter, fields, at);
  only(filter, ['filters', 'condition'], at);
  const { filters, condition } = filter;
  if (!Array.isArray(filters)) throw new Fault('data_type_error', { field: `${at}.filters`, value: filters });
  if (filters.length === 0) throw new Fault('invalid_parameter_value', { field: `${at}.filters`, value: filters });
  if (condition === undefined) throw new Fault('required_parameter_missed', { field: `${at}.condition` });
  const tests = filters.map((each) => readFilter(each, fields, `${at}.filters`));
  if (condition === 'and') return (row) => tests.every((test) => test(row));
  if (condition === 'or') return (row) => tests.some((test) => test(row));
  throw new Fault('invalid_parameter_value', { field: `${at}.condition`, value: condition });
}

function leaf(filter: Row, fields: Fields, at: string): Test {
  only(filter, ['field', 'operator', 'value'], at);
  const { field: name, operator, value = null } = filter;
  for (const [key, word] of Object.entries({ field: name, operator })) {
    if (word === undefined) throw new Fault('required_parameter_missed', { field: `${at}.${key}` });
    if (typeof word !== 'string') throw new Fault('data_type_error', { field: `${at}.${key}`, value: word });
  }
  const field = fields.get(String(name));
  if (field === undefined) throw new Fault('unexpected_parameters', { field: `${at}.field`, value: name });
  if (!field.filter) throw new Fault('filter_prohibited', { field: `${at}.field`, value: name });
  const suits = OPERATORS[String(operator)]?.includes(field.type);
  if (!suits) throw new Fault('invalid_parameter_value', { field: `${at}.operator`, value: operator });
  const compare = comparison(String(operator), field, value, `${at}.value`);
  return (row) => compare(row[String(name)] ?? null);
}

function comparison(operator: string, field: Field, value: unknown, at: string): (held: unknown) => boolean {
  if (operator === 'jsquery') throw new Fault('error', { params: { error_message: 'jsquery is not imitated here' } });
  if (operator === 'in') return among(field, value, at);
  if (value === null && operator === '=') return (held) => held === null;
  if (value === null && operator === '!=') return (held) => held !== null;
  typed(field.type, value, at);
  if (operator === '=') return (held) => held === value;
  // As in SQL: nothing is unequal to what is not there.
  if (operator === '!=') return (held) => held !== null && held !== value;
  if (operator === 'like') return matching(likePattern(String(value)));
  if (operator === 'regexp') return matching(regexpPattern(String(value), at));
  return (held) => held !== null && inOrder(operator, held, value);
}

function among(field: Field, value: unknown, at: string): (held: unknown) => boolean {
  if (!Array.isArray(value)) throw new Fault('data_type_error', { field: at, value });
  if (value.length === 0) throw new Fault('invalid_parameter_value', { field: at, value });
  for (const each of value) typed(field.type, each, at);
  return (held) => value.includes(held);
}

function inOrder(operator: string, held: unknown, value: unknown): boolean {
  const [one, other] = typeof value === 'number' ? [Number(held), value] : [String(held), String(value)];
  if (operator === '<') return one < other;
  if (operator === '>') return one > other;
  return operator === '<=' ? one <= other : one >= other;
}

function typed(type: FieldType, value: unknown, at: string): void {
  const wanted = type === 'number' || type === 'boolean' ? type : 'string';
  if (typeof value !== wanted) throw new Fault('data_type_error', { field: at, value });
  if (type === 'iso8601' && !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(String(value))) {
    throw new Fault('invalid_parameter_value', { field: at, value });
  }
}

function matching(pattern: RegExp): (held: unknown) => boolean {
  return (held) => typeof held === 'string' && pattern.test(held);
}

function likePattern(text: string): RegExp {
  const parts = [...text].map((char) => {
    if (char === '%') return '.*';
    return char === '_' ? '.' : char.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 's');
}

function regexpPattern(text: string, at: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    throw new Fault('invalid_parameter_value', { field: at, value: text });
  }
}

function only(filter: Row, names: string[], at: string): void {
  const stranger = Object.keys(filter).find((key) => !names.includes(key));
  if (stranger !== undefined) throw new Fault('unexpected_parameters', { field: `${at}.${stranger}` });
}
