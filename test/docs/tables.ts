import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const TESTS = new URL('../', import.meta.url);

/** What a document of tables promises: its last column names the tests, as `file › describe › test`. */
export function promisesOfTables(document: string, least: { rows: number; tests: number }): void {
  it('names no test that is not there', () => {
    const named = testsIn(document);
    expect(named.filter(({ file, titles }) => !holds(file, titles))).toEqual([]);
    expect(named.length, 'tests named').toBeGreaterThan(least.tests);
  });

  it('says of every row what it is covered by, or why by nothing', () => {
    const rows = rowsIn(document);
    const uncovered = rows.filter((cells) => cells.length !== 3 || !/\.test\.ts › |^ no test: \w/.test(cells[2] ?? ''));
    expect(uncovered).toEqual([]);
    expect(rows.length, 'rows').toBeGreaterThan(least.rows);
  });
}

export function readDocument(name: string): string {
  return readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
}

/** Of every table: the cells of its rows, without head and rule. */
function rowsIn(document: string): string[][] {
  return document
    .split('\n')
    .filter(
      (line, place, lines) => line.startsWith('|') && lines[place - 1]?.startsWith('|') && !line.startsWith('|---'),
    )
    .map((line) => line.split('|').slice(1, -1));
}

function testsIn(document: string): { file: string; titles: string[] }[] {
  const named = document.matchAll(/`([\w./-]+\.test\.ts) › ([^`]+)`/g);
  return [...named].map(([, file = '', path = '']) => ({ file, titles: path.split(' › ') }));
}

/** Whether a describe of the file has these titles, each behind the one before; its own, of tests, or of cases. */
function holds(file: string, titles: string[]): boolean {
  const path = new URL(file, TESTS);
  if (!existsSync(path)) return false;
  const parts = readFileSync(path, 'utf8').split(/^(?=describe\b)/m);
  return parts.some((part) => {
    let rest = part;
    return titles.every((title) => {
      const at = rest.search(titled(title));
      rest = rest.slice(at + 1);
      return at >= 0;
    });
  });
}

/** `it('title',` · `])('title',` · a case `['title',` or `of: 'title',`. */
function titled(title: string): RegExp {
  const literal = `(['"\`])${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\1`;
  return new RegExp(`(?:(?:\\bit|\\bdescribe|\\))\\(|\\[|\\bof:)\\s*${literal}\\s*,`);
}
