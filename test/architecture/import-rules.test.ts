import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { describe, expect, it } from 'vitest';
import { forbidden } from './import-rules.js';

const ROOT = new URL('../..', import.meta.url).pathname;

describe('the import rules', async () => {
  const result = await cruiseSources();

  it('are kept', () => {
    const broken = result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
    expect(broken).toEqual([]);
  });

  it('saw the whole program', () => {
    expect(result.modules.filter(({ source }) => source.startsWith('src/')).length).toBeGreaterThan(100);
  });

  it('see type-only imports and packages', () => {
    const carry = result.modules.find(({ source }) => source === 'src/pipeline/carry.ts');
    const open = result.modules.find(({ source }) => source === 'src/store/open.ts');
    expect(carry?.dependencies.map(({ resolved }) => resolved)).toContain('src/lib/log.ts');
    expect(open?.dependencies.map(({ resolved }) => resolved).join()).toContain('node_modules/kysely');
  });
});

async function cruiseSources(): Promise<ICruiseResult> {
  const settings = {
    baseDir: ROOT,
    validate: true,
    ruleSet: { forbidden },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  };
  const { output } = await cruise(['src'], settings, undefined, { tsConfig: extractTSConfig(`${ROOT}tsconfig.json`) });
  if (typeof output === 'string') throw new Error(output);
  return output;
}
