import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPreset } from '../../src/config/preset/load.js';
import { csvRows } from '../cli/csv-rows.js';
import { ASSETS } from './assets.js';
import { openScenery } from './scenery.js';

const CARD = [
  '🟢 Есть покупатель с ипотекой: показ в субботу в 12:00',
  '📥 Входящий · пт 20 ноября, 11:20 · разговор 0:54',
  '👤 Ирина, «Тихий двор», +7 916 555-01-47',
  '🎧 Павел',
  '🌡 Лид: горячий — есть покупатель, назначен показ · ▸0:41',
  '👥 Готовых покупателей: 1 — семья с ребёнком, ипотека одобрена · ▸0:12',
  '🤝 Показ: сб 21 ноября, 12:00 · ▸0:41',
  '📌 Ирина · накануне: позвонить и подтвердить показ · ▸0:48',
  '💵 Бюджет покупателя: 12 000 000 ₽ · ▸0:12',
  '💰 Наша цена 12 200 000 ₽ · ▸0:18',
  '🪙 Комиссия: 2 %, платит покупатель · ▸0:31',
  '📈 Интерес: 8 из 10 — очень понравилась по фотографиям · ▸0:41',
  '🙋 Спрашивали: торг; документы; один ли собственник · ▸0:20',
  '🏘 Конкуренты: двушка в этом же доме, на 400 000 ₽ дешевле, без ремонта · ▸0:31',
  '📝 Торг после просмотра. Собственник один, обременений нет.',
  '📊 Чек-лист: 89 из 100 · не сделано: узнать срок сделки',
  '💡 На показе спросить, когда семья готова выйти на сделку.',
];

it('a call of a trade has its card, its evidence, its columns, and is found by its answers', async () => {
  await using scenery = await openScenery({ AUDIOBOT_ANALYSIS_PRESET: 'real-estate' });
  const { place, world } = scenery;
  const file = ['--from-file', `${ASSETS}/07-flat-agency.mp3`, '--client', '+79165550147', '--at', '2026-11-20T11:20'];
  const processed = await place.run('process', ...file);
  expect(processed.code).toBe(0);
  expect(processed.stdout.split('\n\n')[0]?.split('\n')).toEqual(CARD);
  expect(world.openai.misfits).toEqual([]);

  const [{ id }] = JSON.parse((await place.run('calls', '--json')).stdout);
  const shown = (await place.run('show', id, '--evidence')).stdout.split('\n');
  expect(shown).toEqual(expect.arrayContaining(CARD));
  expect(shown).toContain(
    '      [8] ▸0:31 агентство: Два процента, платит покупатель. И скажу честно: в вашем доме есть ещё двушка, на четыреста тысяч дешевле, но без ремонта.',
  );
  expect(shown.join('\n')).not.toContain('не подтверждено');

  const [head = [], row = []] = csvRows((await place.run('export', '--format', 'csv')).stdout.slice(1));
  const cells = Object.fromEntries(head.map((title, place) => [title, row[place]]));
  expect(head).toEqual(expect.arrayContaining(loadPreset('real-estate').fields.map(({ label }) => label)));
  expect(cells).toMatchObject({
    ...{
      Компания: '«Тихий двор»',
      Лид: 'горячий',
      'Лид: почему': 'есть покупатель, назначен показ',
      'Готовых покупателей': '1',
    },
    ...{ 'Бюджет покупателя': '12000000', Комиссия: '2 %, платит покупатель', 'Предлагают за объект': '' },
    ...{ Интерес: '8', Оценка: '89', Дополнительно: '' },
  });

  const found = JSON.parse((await place.run('search', 'фотография', 'горячего', '--json')).stdout);
  expect(found).toMatchObject([
    { id, snippets: expect.arrayContaining([expect.objectContaining({ part: 'fields' })]) },
  ]);
});

describe('through the real building of turns', () => {
  it.each([
    ['07-flat-agency', 'real-estate'],
    ['08-car-service', 'service'],
    ['09-clinic-booking', 'clinic'],
  ])('%s is told as it was said, each by its side, and nothing of it is doubted', async (name, preset) => {
    await using scenery = await openScenery({ AUDIOBOT_ANALYSIS_PRESET: preset });
    const { place, world } = scenery;
    const { code, stdout } = await place.run('process', '--from-file', `${ASSETS}/${name}.mp3`, '--json');
    const { transcript, analysis } = JSON.parse(stdout);
    const { segments } = JSON.parse(readFileSync(join(ASSETS, `${name}.json`), 'utf8'));
    const said = ({ channel, start, text }: { channel: number; start: number; text: string }) => ({
      speaker: channel === 0 ? 'employee' : 'client',
      start: expect.closeTo(start, 1),
      text,
    });
    expect(code).toBe(0);
    expect(transcript.turns).toMatchObject(segments.map(said));
    expect(transcript.trust).toMatchObject({ score: 1, faults: [] });
    expect(world.openai.misfits).toEqual([]);
    expect(JSON.stringify(analysis)).not.toContain('"unconfirmed"');
  });
});
