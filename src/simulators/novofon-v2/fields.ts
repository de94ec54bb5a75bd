export type FieldType = 'number' | 'string' | 'boolean' | 'iso8601' | 'enum' | 'array';

/** A column of a report: may it be filtered and sorted by, and does it come unasked. */
export interface Field {
  type: FieldType;
  filter: boolean;
  sort: boolean;
  usual: boolean;
}

export type Fields = ReadonlyMap<string, Field>;

export type Row = Record<string, unknown>;

/** Columns as the documentation's tables give them: `{ id: 'number filter usual' }`; several names at once by spaces. */
export function fieldTable(lines: Record<string, string>): Fields {
  return new Map(Object.entries(lines).flatMap(([names, line]) => names.split(' ').map((name) => [name, read(line)])));
}

/** The row with these columns; empty is null, and an empty array `[]`. */
export function shown(row: Row, names: string[], fields: Fields): Row {
  return Object.fromEntries(names.map((name) => [name, name in row ? row[name] : empty(fields.get(name))]));
}

export function usualNames(fields: Fields): string[] {
  return [...fields].filter(([, field]) => field.usual).map(([name]) => name);
}

function read(line: string): Field {
  const words = line.split(' ');
  const has = (word: string) => words.includes(word);
  return { type: words[0] as FieldType, filter: has('filter'), sort: has('sort'), usual: has('usual') };
}

function empty(field: Field | undefined): unknown {
  return field?.type === 'array' ? [] : null;
}
