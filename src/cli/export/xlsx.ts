import type { CellObject } from 'write-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import type { Column } from '../../card/columns.js';
import type { TableRow } from '../../card/table-row.js';
import { UsageError } from '../usage-error.js';
import { cellText } from './cell-text.js';

/** A workbook is made in memory, some 70 KB a call: more would fell a small machine. */
const MOST_CALLS = 20_000;

const DAY_SECONDS = 86_400;
const TOP = { alignVertical: 'top' } as const;

/** The table as one sheet of a workbook: dates, times and sums are real ones, numbers for the phone are texts. */
export async function xlsxBytes(pages: AsyncIterable<TableRow[]>, columns: Column[]): Promise<Buffer> {
  const sheet: CellObject[][] = [columns.map(({ title }) => ({ value: title, fontWeight: 'bold' }))];
  for await (const rows of pages) {
    if (sheet.length + rows.length > MOST_CALLS + 1) {
      throw new UsageError(`an xlsx takes at most ${MOST_CALLS} calls: narrow it with --since, --until, or take csv`);
    }
    sheet.push(...rows.map((row) => columns.map((column) => cellOf(column, row))));
  }
  const widths = columns.map(({ width }) => ({ width }));
  return writeExcelFile(sheet, { sheet: 'Звонки', columns: widths, stickyRowsCount: 1 }).toBuffer();
}

function cellOf(column: Column, row: TableRow): CellObject {
  const value = column.of(row);
  if (value === null) return {};
  if (typeof value === 'number') return { ...TOP, ...figureCell(column.kind, value) };
  const text = { ...TOP, value: sharedText(cellText(value)) };
  if (column.kind === 'text') return { ...text, wrap: true };
  return column.kind === 'usd' ? { ...text, align: 'right' } : { ...text, type: String, format: '@' };
}

function figureCell(kind: Column['kind'], value: number): CellObject {
  switch (kind) {
    case 'day':
      return { value: new Date(value), format: 'dd.mm.yyyy' };
    case 'clock':
      return { value: value / DAY_SECONDS, format: 'hh:mm:ss' };
    case 'span':
      return { value: value / DAY_SECONDS, format: '[h]:mm:ss' };
    case 'number':
      return { value };
    default:
      return { value, format: '0.0000' };
  }
}

/**
 * The writer keeps texts as keys of a plain object, where `constructor` is found without having been put in; and Excel
 * reads `_x0041_` in a text as a letter.
 */
function sharedText(text: string): string {
  const escaped = text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
  return escaped in {} ? `${escaped} ` : escaped;
}
