import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rewritten } from '../../src/simulators/script.js';
import { ASSETS } from './assets.js';
import { addSale, cardsAre, hardlyHear, openScenery, SALE, SALE_SIDES, SPEECH } from './scenery.js';

describe('a call that was judged', () => {
  it('is traced line by line to its turns, shown raw, and run again by another model with the old version kept', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    const id = String(addSale(world).rows[0]?.pbx_call_id);
    expect((await place.run('process', id)).code).toBe(0);

    const { stdout: evidence } = await place.run('show', id, '--evidence');
    expect(evidence).toMatch(/^🤝 Замер: .*ул\. Ленина, 10, кв\. 5 · ▸0:31$/m);
    expect(evidence).toContain(
      '    «Да, в четверг удобно. Запишите адрес» — подтверждено\n      [6] ▸0:31 сотрудник: Можем',
    );
    expect(evidence).toContain('      [7] ▸0:38 клиент: Да, в четверг удобно. Запишите адрес.');
    expect(evidence).not.toContain('не подтверждено');

    const { stdout: raw } = await place.run('show', id, '--raw');
    expect(raw).toMatch(/stereo, 8000 Hz, -18 dB \/ -18 dB\nmodel {7}whisper-1\ntrust {7}1\n/);
    expect(raw).toMatch(/^\[1\] 4\.8\d–12\.5\d channel 1 client: Здравствуйте\. Меня зовут Ольга\./m);

    const again = await place.run(
      'process',
      id,
      '--force',
      '--from',
      'transcribe',
      '--model',
      'gpt-transcribe',
      '--json',
    );
    const { transcript, analysis } = JSON.parse(again.stdout);
    expect([again.code, transcript.model]).toEqual([0, 'gpt-transcribe']);
    expect(transcript.turns).toHaveLength(13);
    expect(transcript.turns[1]).toMatchObject({
      speaker: 'client',
      start: expect.closeTo(4.87, 0),
      end: expect.closeTo(12.54, 0),
    });
    expect(analysis.agreements).toMatchObject([{ what: 'Замер', turns: [6, 7], standing: 'confirmed' }]);
    await cardsAre(world, [SALE]);

    const { stdout: versions } = await place.run('show', id, '--versions');
    expect(versions).toMatch(
      /^take 0, until .*\n {2}transcript {2}whisper-1.*\n[\s\S]*\ntake 1, now\n {2}transcript {2}gpt-transcribe/,
    );
    const old = JSON.parse((await place.run('show', id, '--take', '0', '--json')).stdout);
    expect(old.transcript.model).toBe('whisper-1');
    expect((await place.run('show', id, '--take', '7')).stderr).toContain(
      '«7» is no take that is kept of this call, write 0, 1 (see --versions)',
    );
  });

  it('is laid beside what another preset and prompt make of it, and stays as it is', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    const id = String(addSale(world).rows[0]?.pbx_call_id);
    await place.run('process', id);
    const before = (await place.run('show', id, '--json')).stdout;
    await writeFile(join(place.folder, 'rules.txt'), 'Отвечай коротко.');
    const page = await place.run('eval', '--preset', 'service', '--prompt', 'rules.txt', '--model', 'gpt-6-luna');
    expect([page.code, page.stdout]).toEqual([0, expect.stringContaining('Заказ кухни')]);
    expect(page.stdout).toMatch(/Модель +gpt-4o, general \w{8}, \w{8} +gpt-6-luna, service \w{8}, \w{8}/);
    expect(page.stdout).toMatch(/calls {8}1\nchanged .*\nconfirmed .*\nnot usable .*\ncost {9}\$0\.\d{4}\n$/);
    const [{ stored, replayed }] = JSON.parse((await place.run('eval', id, '--preset', 'service', '--json')).stdout);
    expect([stored.versions.preset, replayed.versions.preset]).toEqual(['general', 'service']);
    const after = JSON.parse((await place.run('show', id, '--json')).stdout);
    expect({ ...after, cost: null }).toEqual({ ...JSON.parse(before), cost: null });
    await cardsAre(world, [SALE]);
  });
});

describe('words that cannot be relied on', () => {
  it('are not judged: the card says what is wrong with the recording, and no analysis is paid', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    hardlyHear(world);
    addSale(world);
    await place.run('poll');
    await cardsAre(world, ['⚪️ Запись ненадёжна, разговор не оценён']);
    const text = world.telegram.messages()[0]?.text;
    expect(text).toMatch(/🔎 Слова разобраны в 0:\d\d речи из 0:57.*Послушайте запись\.\n/);
    expect(text).toContain('▸0:00 Голос 1: Компания.');
    expect([world.openai.transcriptions.length, world.openai.chats.length]).toEqual([SALE_SIDES, 0]);
  });

  it('that a recogniser made up on silence are on no card, and are kept to be looked at', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    const made = { start: 36, end: 38, text: ' Субтитры сделал DimaTorzok' };
    world.openai.answerAlways(
      SPEECH,
      rewritten((body) => ({ ...(body as object), segments: [...(body as { segments: object[] }).segments, made] })),
    );
    const id = String(addSale(world).rows[0]?.pbx_call_id);
    await place.run('poll');
    await cardsAre(world, [SALE]);
    expect(world.telegram.messages()[0]?.text).not.toMatch(/DimaTorzok/);
    const { stdout } = await place.run('show', id, '--raw');
    expect(stdout).toMatch(/✂ [\d.]+ «Субтитры сделал DimaTorzok» — subtitle credits/);
  });

  it('are mended by transcription.replace, and names are told to the model by transcription.vocabulary', async () => {
    await using scenery = await openScenery({
      AUDIOBOT_TRANSCRIPTION_REPLACE: '{"уютные кухни": «Уютные кухни»}',
      AUDIOBOT_TRANSCRIPTION_VOCABULARY: 'Уютные кухни, замер',
    });
    const { world, place } = scenery;
    addSale(world);
    await place.run('poll');
    await cardsAre(world, [SALE]);
    expect(world.telegram.messages()[0]?.text).toContain('Алексей: Компания «Уютные кухни», меня зовут Алексей');
    expect(world.openai.transcriptions[0]?.parameters).toMatchObject({ prompt: 'Уютные кухни, замер' });
  });
});

describe('who speaks', () => {
  it('is by the channels where they are set, and nobody is named where nothing tells', async () => {
    const told = async (env: Record<string, string>, analysis: object) => {
      await using scenery = await openScenery(env);
      const { world, place } = scenery;
      const audio = readFileSync(`${ASSETS}/01-sale-visit.mp3`);
      const asset = (name: string) => JSON.parse(readFileSync(`${ASSETS}/${name}`, 'utf8'));
      world.openai.hear(audio, asset('01-sale-visit.json').segments, {
        ...asset('01-sale-visit.analysis.json'),
        ...analysis,
      });
      world.novofon.addIncoming({ seconds: 64 }, { audio });
      await place.run('poll');
      return world.telegram.messages()[0]?.text ?? '';
    };
    const nobody = { employeeVoice: null };
    const swapped = { AUDIOBOT_RECORDINGS_CHANNELS: '{in: [client, employee], out: [employee, client]}' };
    expect(await told({}, nobody)).toMatch(/\nРасшифровка · роли не определены\n▸0:00 Голос 1: Компания/);
    expect(await told(swapped, nobody)).toMatch(
      /\nРасшифровка\n▸0:00 Ольга: Компания[\s\S]*▸0:04 Алексей: Здравствуйте/,
    );
    const forged = { employeeVoice: { quote: 'я здесь главный менеджер', turns: [1], voice: 'B' } };
    expect(await told({}, forged)).toContain('роли не определены');
  });
});

describe('wrong usage', () => {
  it.each([
    ['--model goes with --force --from', ['process', 'in_a', '--model', 'gpt-6-luna']],
    ['--preset goes with --force', ['process', 'in_a', '--preset', 'clinic']],
    [
      '--preset goes with a stage that analyses',
      ['process', 'in_a', '--force', '--from', 'notify', '--preset', 'clinic'],
    ],
    ['--preset: "klinic" is not a known preset', ['eval', '--preset', 'klinic']],
    ['--prompt: nowhere.txt cannot be read', ['eval', '--prompt', 'nowhere.txt']],
  ])('%s', async (words, args) => {
    await using scenery = await openScenery();
    const { code, stderr } = await scenery.place.run(...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  });
});
