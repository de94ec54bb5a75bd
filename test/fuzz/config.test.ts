import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/faults.js';
import { allKeys } from '../../src/config/keys.js';
import { loadConfig } from '../../src/config/load.js';
import { maskedYaml } from '../../src/config/secrets.js';
import { FEWER_RUNS } from './runs.js';

const folder = mkdtempSync(join(tmpdir(), 'audiobot-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SECRETS = {
  NOVOFON_API_KEY: 'zqx-novofon-0123',
  NOVOFON_API_SECRET: '0123-zqx/novofon',
  OPENAI_API_KEY: `openai-"zqx"#0123${'x'.repeat(90)}`,
  TELEGRAM_BOT_TOKEN: '7000000001:zqx-telegram',
  AUDIOBOT_SERVER_WEBHOOK_SECRET: 'hook-zqx-0123',
};
/** The longest that a file of a few lines may take. */
const PATIENCE_MS = 5_000;

const names = [...allKeys().keys()];
const parts = names.flatMap((name) => name.split('.'));
const reference = fc.constantFrom(...Object.keys(SECRETS), 'constructor', '__proto__', 'toString', 'PORT', 'NONE');
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  reference.map((name) => `\${${name}}`),
  fc.tuple(reference, fc.string({ maxLength: 5 })).map(([name, other]) => `\${${name}:-${other}}`),
  fc.constantFrom(
    '${',
    '*/30 * * * * *',
    '3s',
    '15m',
    '-5007549435',
    'auto',
    'v1',
    'http://u:p@h:1',
    'null',
    '~',
    '',
    '0',
  ),
  fc
    .tuple(fc.constantFrom('jan', '1', 'a', ' ', '9'), fc.integer({ min: 1, max: 400 }))
    .map(([unit, n]) => unit.repeat(n)),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.constantFrom(true, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...parts, '__proto__', 'constructor'), text), tie('value'), { maxKeys: 3 }),
  ),
}));
/** A file in which every key may have any value. */
const settings = fc
  .dictionary(fc.constantFrom(...names, 'unknown', '__proto__'), value, { maxKeys: 6 })
  .map((chosen) => JSON.stringify(nested(chosen)));
const scraps = fc.string({
  unit: fc.constantFrom(
    ...[
      'novofon:',
      'secret:',
      'telegram: {',
      'numbers: [',
      '- ',
      '\n',
      '\n  ',
      '\n    ',
      ': ',
      '&a ',
      '*a',
      '&b [*a, *a]',
      '*b',
    ],
    ...[
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '|',
      '>',
      '!!binary ',
      '---\n',
      '...\n',
      '%YAML 1.2\n',
      '? ',
      '<<: *a',
      '#',
      '\t',
      '\0',
      '\ufeff',
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what users write
    ...['${OPENAI_API_KEY}', '${', 'key', 'x', '\\q', '@', '`'],
  ),
  maxLength: 40,
});
const environment = fc.dictionary(
  fc.oneof(
    fc.constantFrom(...[...allKeys().values()].map(({ variable }) => variable)),
    fc.constantFrom('AUDIOBOT_X', 'AUDIOBOT_', 'OPENAI_API_KEY_FILE', 'AUDIOBOT_TELEGRAM_CHAT_ID_FILE', '__proto__'),
  ),
  fc.oneof(text, scraps, fc.constantFrom(...Object.values(SECRETS))),
  { maxKeys: 4 },
);

it.each<[string, fc.Arbitrary<string>]>([
  ['settings', settings],
  ['scraps of YAML', scraps],
  ['any text', fc.string({ unit: 'binary', maxLength: 200 })],
])('a file of %s is a configuration or its faults, soon, and no secret is in them', (_, files) => {
  fc.assert(
    fc.property(files, environment, (file, env) => {
      writeFileSync(join(folder, 'config.yaml'), file);
      const startedMs = performance.now();
      expect(spoken({ ...env, ...SECRETS })).not.toContain('zqx');
      expect(performance.now() - startedMs).toBeLessThan(PATIENCE_MS);
    }),
    FEWER_RUNS,
  );
});

/** What is said of the configuration: it as it is printed, or its faults. */
function spoken(env: Record<string, string>): string {
  try {
    return maskedYaml(loadConfig({ cwd: folder, env }).config);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

function nested(chosen: Record<string, unknown>): unknown {
  const root = new Map<string, unknown>();
  for (const [name, setting] of Object.entries(chosen)) {
    const [section = '', key] = name.split(/\.(.*)/);
    const inner = root.get(section);
    if (key === undefined) root.set(section, setting);
    else root.set(section, { ...(typeof inner === 'object' ? inner : {}), [key]: setting });
  }
  return Object.fromEntries(root);
}
