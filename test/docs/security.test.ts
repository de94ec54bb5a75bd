import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const PAGE = readFileSync(new URL('../../SECURITY.md', import.meta.url), 'utf8');
const named = [...PAGE.matchAll(/`((?:[a-z-]+\/)+[a-z-]+)`/g)].map(([, name = '']) => name);

describe('SECURITY.md', () => {
  it('is one page, and names the tests of its claims', () => {
    expect(PAGE.split('\n').length).toBeLessThan(100);
    expect(new Set(named).size).toBeGreaterThan(10);
  });

  it.each([...new Set(named)])('names a test that is there: %s', (name) => {
    expect(existsSync(new URL(`../${name}.test.ts`, import.meta.url))).toBe(true);
  });
});
