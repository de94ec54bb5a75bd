import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { promisesOfTables, readDocument } from './tables.js';

const NOVOFON = new URL('../../src/upstreams/novofon/', import.meta.url);
const document = readDocument('novofon.md');

describe('docs/novofon.md', () => {
  promisesOfTables(document, { rows: 100, tests: 150 });

  it('has every error and every event that the program knows', () => {
    const refused = readFileSync(new URL('v2/refused.ts', NOVOFON), 'utf8');
    const mnemonics = [...refused.matchAll(/^ {2}'?([a-z_]+)'?[:,]|mnemonic === '([a-z_]+)'/gm)];
    const notices = readFileSync(new URL('signature.ts', NOVOFON), 'utf8').matchAll(/^ {2}(NOTIFY_\w+):/gm);
    const words = [...mnemonics, ...notices].map(([, first, second]) => first ?? second ?? '');
    expect(words.filter((word) => !document.includes(`\`${word}\``))).toEqual([]);
    expect(words.length, 'words').toBeGreaterThan(30);
  });
});
