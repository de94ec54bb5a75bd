/** What rows a report shall have (apis/novofon.md B4): one condition, or several joined. */
export type Filter = Condition | { condition: 'and' | 'or'; filters: Filter[] };

interface Condition {
  field: string;
  operator: '=' | 'in';
  value: string | number | number[];
}

/** Rows that name one of the numbers (E.164) in one of the fields; the provider writes them without plus. */
export function namesAny(fields: string[], numbers: string[]): Filter {
  const filters = numbers
    .map((number) => number.replace(/\D/g, ''))
    .flatMap((value) => fields.map((field): Condition => ({ field, operator: '=', value })));
  return { condition: 'or', filters };
}

/** Rows with this id, a number as text. */
export function hasId(field: string, id: string): Filter {
  return { field, operator: '=', value: Number(id) };
}

export function hasOneOf(field: string, ids: string[]): Filter {
  return { field, operator: 'in', value: ids.map(Number) };
}

export function both(first: Filter, second: Filter): Filter {
  return { condition: 'and', filters: [first, second] };
}
