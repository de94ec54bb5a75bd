import { extname } from 'node:path';
import { type Archive, openArchive } from '../../app/archive.js';
import { stopOnSignals } from '../../app/stopping.js';
import type { CardContext } from '../../card/call-lines.js';
import { columnsFor } from '../../card/columns.js';
import { type TableRow, tableRow } from '../../card/table-row.js';
import type { Config } from '../../config/derive.js';
import type { Status, StoredCall } from '../../domain/stored.js';
import { SIGNAL_CODES } from '../daemon.js';
import { boundsOf } from '../read-filter.js';
import { withSpinner } from '../spinner.js';
import { UsageError } from '../usage-error.js';
import { type Content, fileToWrite, writeFileWhole, writeOut } from './target.js';

type Format = 'csv' | 'json' | 'jsonl' | 'xlsx';

/** What stands on the command line after `export`, as commander reads it. */
export interface ExportArguments {
  format?: Format;
  output?: string;
  since?: string;
  until?: string;
  status?: Status;
  force?: boolean;
}

const BY_EXTENSION: Record<string, Format> = {
  '.json': 'json',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.xlsx': 'xlsx',
};

/** Writes the calls out. Returns the exit code. */
export async function runExport(given: ExportArguments, config: Config): Promise<number> {
  const output = given.output === '-' ? undefined : given.output;
  const format = given.format ?? BY_EXTENSION[extname(output ?? '').toLowerCase()] ?? 'csv';
  if (format === 'xlsx' && output === undefined && process.stdout.isTTY) {
    throw new UsageError('xlsx is nothing for a terminal: name a file, -o calls.xlsx');
  }
  const file = output === undefined ? null : await fileToWrite(output, given.force ?? false);
  await using archive = await openArchive(config);
  using stopping = stopOnSignals(config.pipeline.stopGrace);
  const counted = { calls: 0 };
  const content = contentOf(format, countedPages(pagesOf(archive, given), counted), archive.context);
  try {
    if (file) await withSpinner(`writing ${file}`, () => writeFileWhole(file, content, stopping.stopping));
    else await writeOut(content, stopping.stopping);
  } catch (error) {
    const cause = stopping.cause();
    if (!cause) throw error;
    return SIGNAL_CODES[cause] ?? 1;
  }
  if (file) process.stdout.write(`${output}: ${counted.calls} calls\n`);
  return 0;
}

function pagesOf(archive: Archive, given: ExportArguments): AsyncIterable<StoredCall[]> {
  return archive.pages({
    ...boundsOf(given, archive.zone, new Date()),
    ...(given.status ? { status: given.status } : {}),
  });
}

async function* countedPages(pages: AsyncIterable<StoredCall[]>, counted: { calls: number }) {
  for await (const page of pages) {
    counted.calls += page.length;
    yield page;
  }
}

async function* contentOf(format: Format, pages: AsyncIterable<StoredCall[]>, context: CardContext): Content {
  switch (format) {
    case 'csv':
      return yield* (await import('./csv.js')).csvText(rowsOf(pages, context), columnsFor(context.preset));
    case 'xlsx':
      return yield await (await import('./xlsx.js')).xlsxBytes(rowsOf(pages, context), columnsFor(context.preset));
    case 'json':
      return yield* (await import('./json.js')).jsonText(pages, context);
    case 'jsonl':
      return yield* (await import('./json.js')).jsonLines(pages, context);
  }
}

async function* rowsOf(pages: AsyncIterable<StoredCall[]>, context: CardContext): AsyncGenerator<TableRow[]> {
  for await (const calls of pages) yield calls.map((call) => tableRow(call, context));
}
