import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FIRMS } from '../../src/cli/demo/trades.js';
import { bundledPresets } from '../../src/config/preset/load.js';
import { openPlace } from './program.js';

it('there is a demo of each trade', () => {
  expect(Object.keys(FIRMS).sort()).toEqual(bundledPresets());
});

it('the demo of a trade plays its call, and adds up', async () => {
  await using place = await openPlace({});
  const { code, stdout } = await place.run('demo', '--preset', 'service');
  expect([code, stdout]).toEqual([0, expect.stringContaining('Сошлось.')]);
  expect(stdout.replaceAll('\u00A0', ' ')).toContain('│ 🔩 Что чиним: Лада Веста 2017 года, пробег 120 000 км · ▸0:03');
  expect(await readFile(join(place.folder, 'demo', 'chat.html'), 'utf8')).toContain('Звонки · Третий бокс');
});

it('clears what an earlier demo left, and never what is somebody’s own', async () => {
  await using place = await openPlace({});
  await writeFile(join(place.folder, 'audiobot.db'), 'mine');
  const { code, stderr } = await place.run('demo', '--preset', 'clinic', '--dir', '.');
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining('--dir: . holds audiobot.db of yours, name another folder'),
  ]);
  expect(await readFile(join(place.folder, 'audiobot.db'), 'utf8')).toBe('mine');
  for (let time = 0; time < 2; time++) expect((await place.run('demo', '--preset', 'clinic')).code).toBe(0);
});

it('refuses a trade without calls', async () => {
  await using place = await openPlace({});
  const { code, stderr } = await place.run('demo', '--preset', './own.yaml');
  expect([code, stderr]).toEqual([2, expect.stringContaining('Allowed choices are general, real-estate')]);
});
