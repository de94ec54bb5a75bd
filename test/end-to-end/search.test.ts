import { expect, it } from 'vitest';
import { ASSETS } from './assets.js';
import { openPlace } from './program.js';
import { addSale, openScenery } from './scenery.js';

it('search finds what was said and what was understood, by any form of a word; ids may be shortened', async () => {
  await using scenery = await openScenery();
  const { world, place } = scenery;
  const id = String(addSale(world).rows[0]?.pbx_call_id);
  world.novofon.addIncoming({ seconds: 6, client: '74955556677' }, { audio: `${ASSETS}/04-wrong-number.wav` });
  expect((await place.run('poll')).code).toBe(0);

  const json = await place.run('search', 'рассрочку', 'КУХНЯ', '--json');
  expect([json.code, json.stderr]).toEqual([0, '']);
  const [found, ...others] = JSON.parse(json.stdout);
  expect([found, others]).toMatchObject([{ id, status: 'done', transcript: { model: 'whisper-1' } }, []]);
  expect(found.snippets).toEqual([
    { part: 'transcript', text: 'Компания Уютные кухни, меня зовут Алексей, здравствуйте.', marks: [[16, 21]] },
    { part: 'transcript', text: 'А рассрочка у вас есть.', marks: [[2, 11]] },
  ]);

  const phrase = await place.run('search', '"заказать кухни"', '--number', '8 (916) 123-45-67', '--since', '1h');
  expect([phrase.code, phrase.stdout.split('\n').slice(0, 3)]).toEqual([
    0,
    [
      expect.stringMatching(new RegExp(`^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  → \\+7 916 123-45-67  1:04  ${id}$`)),
      '  Заказ кухни · замер назначен на чт 26 ноября',
      '  ▸0:04 Здравствуйте. Меня зовут Ольга. Я хочу *заказать кухню*, подскажите, пожалуйста, сколько это стоит.',
    ],
  ]);
  expect(await place.run('search', 'кухня', '--until', '1h')).toMatchObject({ code: 0, stdout: 'nothing found\n' });
  expect(JSON.parse((await place.run('search', 'а', '--limit', '1', '--json')).stdout)).toHaveLength(1);

  const listed = await place.run('calls', '--number', '+7 (495) 555-66-77');
  expect(listed.stdout).toMatch(/^\S+ \S+ {2}→ \+7 495 555-66-77 {2}0:06 {2}done {2}\S{35,} {2}Ошиблись номером/);
  const shown = await place.run('show', id.slice(0, 10), '--json');
  expect([shown.code, JSON.parse(shown.stdout).id]).toEqual([0, id]);
});

it.each([
  ['no word at all', ['search', '«*» - ()'], 2, 'there is no word in ««*» - ()»'],
  ['nothing', ['search'], 2, "missing required argument 'words'"],
  ['a number that is none', ['search', 'договор', '--number', 'Ольга'], 2, '«Ольга» is no number'],
  ['a number that is none, of calls', ['calls', '--number', ''], 2, '«» is no number'],
  ['an id too short for a beginning', ['show', 'in_'], 1, 'no call in_ in'],
  ['operators', ['search', 'AND "OR NOT (договор* NEAR'], 0, ''],
])('asked for %s', async (_, args, code, words) => {
  await using place = await openPlace({});
  const ended = await place.run(...args);
  expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(words)]);
});
