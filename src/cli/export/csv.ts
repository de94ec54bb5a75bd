import type { CastReturnObject } from 'csv-stringify';
import { stringify } from 'csv-stringify/sync';
import type { Column } from '../../card/columns.js';
import type { TableRow } from '../../card/table-row.js';
import { cellText } from './cell-text.js';

/** A number in a form that no program takes for a figure or a formula, so that no sign need stand before it. */
class Phone {
  constructor(readonly text: string) {}
}

/**
 * The table as CSV that Excel opens right where it speaks Russian: UTF-8 with a mark, semicolons, decimal commas, dates
 * as `20.11.2026`, talk as `0:03:04`. A text that begins like a formula gets an apostrophe before it.
 */
export async function* csvText(pages: AsyncIterable<TableRow[]>, columns: Column[]): AsyncGenerator<string> {
  yield `\uFEFF${lines([columns.map((column) => column.title)])}`;
  for await (const rows of pages) yield lines(rows.map((row) => columns.map((column) => cellOf(column, row))));
}

function lines(records: (string | Phone | null)[][]): string {
  return stringify(records, {
    delimiter: ';',
    record_delimiter: 'windows',
    escape_formulas: true,
    quote_record_delimiter: true,
    cast: { object: (value) => (value instanceof Phone ? asItIs(value.text) : null) },
  });
}

function asItIs(value: string): CastReturnObject {
  const cell: CastReturnObject & { escape_formulas: boolean } = { value, escape_formulas: false };
  return cell;
}

function cellOf(column: Column, row: TableRow): string | Phone | null {
  const value = column.of(row);
  if (value === null) return null;
  if (typeof value === 'number') return figureText(column.kind, value);
  return (column.kind === 'phone' && phoneOf(value)) || cellText(value);
}

/** `+996 700 123 456` alone is a figure to Excel; with a hyphen it is none: `+996 700 123-456`. */
function phoneOf(text: string): Phone | null {
  const hyphened = text.includes('-') ? text : text.replace(/^(\+\d+ .*) (\d+)$/, '$1-$2');
  return /^\+\d+ [\d -]*-\d+$/.test(hyphened) ? new Phone(hyphened) : null;
}

function figureText(kind: Column['kind'], value: number): string {
  switch (kind) {
    case 'day':
      return new Date(value).toISOString().slice(0, 10).split('-').reverse().join('.');
    case 'usd':
      return value.toFixed(4).replace('.', ',');
    case 'number':
      return String(value).replace('.', ',');
    default:
      return hours(value);
  }
}

/** `0:03:04`: with two parts Excel would take minutes for hours. */
function hours(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return [Math.floor(seconds / 3600), two(Math.floor(seconds / 60) % 60), two(seconds % 60)].join(':');
}
