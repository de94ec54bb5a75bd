import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faults as openAi } from '../../src/simulators/openai/faults.js';
import { faults as telegram } from '../../src/simulators/telegram/faults.js';
import { promisesOfTables, readDocument } from './tables.js';

describe('docs/reliability.md', () => {
  promisesOfTables(readDocument('reliability.md'), { rows: 100, tests: 150 });

  it.each([
    ['OpenAI', openAi, 'openai/trouble.test.ts'],
    ['Telegram', telegram, 'telegram/error-table.test.ts'],
  ])('every fault that the simulator of %s can be told to have is met by a test', (_, faults, file) => {
    const tests = readFileSync(new URL(`../upstreams/${file}`, import.meta.url), 'utf8');
    expect(Object.keys(faults).filter((name) => !new RegExp(`\\b${name}\\(`).test(tests))).toEqual([]);
  });
});
