import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const TESTS = new URL('../', import.meta.url);
const NOVOFON = new URL('../../src/upstreams/novofon/', import.meta.url);
const document = readFileSync(new URL('../../docs/novofon.md', import.meta.url), 'utf8');

/** Of every table: the cells of its rows, without head and rule. */
const rows = document
  .split('\n')
  .filter((line, place, lines) => line.startsWith('|') && lines[place - 1]?.startsWith('|') && !line.startsWith('|---'))
  .map((line) => line.split('|').slice(1, -1));
/** `file › describe › test`, as the tables name them. */
const named = [...document.matchAll(/`([\w./-]+\.test\.ts) › ([^`]+)`/g)].map(([, file = '', path = '']) => ({
  file,
  path,
}));

describe('docs/novofon.md', () => {
  it('names no test that is not there', () => {
    expect(named.filter(({ file, path }) => !holds(file, path.split(' › ')))).toEqual([]);
    expect(named.length, 'tests named').toBeGreaterThan(150);
  });

  it('says of every row what it is covered by, or why by nothing', () => {
    const uncovered = rows.filter((cells) => cells.length !== 3 || !/\.test\.ts › |^ no test: \w/.test(cells[2] ?? ''));
    expect(uncovered).toEqual([]);
    expect(rows.length, 'rows').toBeGreaterThan(100);
  });

  it('has every error and every event that the program knows', () => {
    const refused = readFileSync(new URL('v2/refused.ts', NOVOFON), 'utf8');
    const mnemonics = [...refused.matchAll(/^ {2}'?([a-z_]+)'?[:,]|mnemonic === '([a-z_]+)'/gm)];
    const notices = readFileSync(new URL('signature.ts', NOVOFON), 'utf8').matchAll(/^ {2}(NOTIFY_\w+):/gm);
    const words = [...mnemonics, ...notices].map(([, first, second]) => first ?? second ?? '');
    expect(words.filter((word) => !document.includes(`\`${word}\``))).toEqual([]);
    expect(words.length, 'words').toBeGreaterThan(30);
  });
});

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
