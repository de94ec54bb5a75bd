import { readFileSync } from 'node:fs';
import { toFile } from 'openai';
import { beforeAll, describe, expect, it } from 'vitest';
import { startWorld } from '../../src/simulators/world.js';
import { gain, join, noise, silence } from '../audio/sounds.js';
import { wavBytes } from '../audio/wav-bytes.js';
import { ASSETS } from '../end-to-end/assets.js';
import { mp3Of } from '../sounds/mp3.js';
import { between, bundled, hear, LEAD, SALE, saidOn, saleSounds, textsOf } from './hearing.js';
import { clientOf } from './openai-client.js';

let employee: Float32Array;
let client: Float32Array;
let both: Float32Array;
beforeAll(async () => {
  ({ employee, client, both } = await saleSounds());
});

describe('OpenAI hears in a part of a known recording', () => {
  it('the words of the channel that was sent, at their times', async () => {
    await using world = await bundled();
    for (const [channel, samples] of [employee, client].entries()) {
      const { segments } = await hear(world, await mp3Of(samples));
      expect(textsOf(segments)).toEqual(textsOf(saidOn(channel)));
      expect(segments.map(({ start }) => start)).toEqual(saidOn(channel).map(({ start }) => about(start + LEAD)));
      expect(segments.map(({ end }) => end)).toEqual(saidOn(channel).map(({ end }) => about(end + LEAD)));
    }
    const call = { callId: '01-sale-visit', seconds: about(63.9) };
    expect(world.openai.bought).toMatchObject([call, call]);
  });

  it('both speakers in turn where the channels are sent as one', async () => {
    await using world = await bundled();
    expect(textsOf((await hear(world, await mp3Of(both))).segments)).toEqual(textsOf(SALE));
  });

  it('half of the words in half of the call', async () => {
    await using world = await bundled();
    const { segments, duration } = await hear(world, await mp3Of(between(both, 0, 31.6)));
    expect(textsOf(segments)).toEqual(textsOf(SALE.filter(({ end }) => end < 32)));
    expect(Number(duration)).toBeCloseTo(31.8, 0);
  });

  it('the part of a sentence that was sent', async () => {
    await using world = await bundled();
    const { text } = await hear(world, await mp3Of(between(employee, 21, 25)));
    expect(text).toBe('Такая кухня стоит примерно сто двадцать тысяч рублей.');
  });

  it('pieces where they lie in the upload, in its order and as often as they are there', async () => {
    await using world = await bundled();
    const address = between(client, 38.8, 45.2);
    const greeting = between(employee, 0.3, 4.6);
    const gap = noise(0.3, -70);
    const { segments } = await hear(world, await mp3Of(join(address, gap, greeting, gap, greeting)));
    expect(textsOf(segments)).toEqual(textsOf([SALE[7], SALE[0], SALE[0]].flatMap((one) => one ?? [])));
    expect(segments.map(({ start }) => start)).toEqual([0.13, 6.9, 11.5].map((start) => about(start + LEAD)));
    expect(segments.map(({ end }) => end)).toEqual([6.26, 10.82, 15.42].map((end) => about(end + LEAD)));
  });

  it('words with their times, where they are asked for', async () => {
    await using world = await bundled();
    const { words } = await hear(world, await mp3Of(between(employee, 12.5, 16.5)));
    const texts = ['Ольга', 'какая', 'длина', 'кухни', 'и', 'какие', 'нужны', 'фасады'];
    expect(words.map(({ word }) => word)).toEqual(texts);
    expect(words[0]?.start).toEqual(about(0.49 + LEAD));
    expect(words.slice(1).map(({ start }) => start)).toEqual(words.slice(0, -1).map(({ end }) => end));
    expect(words.at(-1)?.end).toEqual(about(3.64 + LEAD));
  });

  it('the other speaker where the channels are swapped', async () => {
    await using world = await startWorld();
    const swapped = SALE.map((segment) => ({ ...segment, channel: 1 - (segment.channel ?? 0) }));
    world.openai.hear(wavBytes([client, employee]), swapped);
    expect(textsOf((await hear(world, await mp3Of(client))).segments)).toEqual(textsOf(saidOn(1)));
    const answer = await clientOf(world).audio.transcriptions.create({
      file: await toFile(await mp3Of(both), 'piece.mp3'),
      model: 'gpt-4o-transcribe-diarize',
      response_format: 'diarized_json',
      chunking_strategy: 'auto',
    });
    const speakers = SALE.map(({ channel }) => ({ speaker: channel === 0 ? 'B' : 'A' }));
    expect(answer).toMatchObject({ segments: speakers });
  });

  it('the other side through its echo, where nothing is louder', async () => {
    await using world = await startWorld();
    const line = gain(client, -25).map((sample, at) => sample + (employee[at] ?? 0));
    world.openai.hear(wavBytes([line, client]), SALE);
    expect(textsOf((await hear(world, await mp3Of(line))).segments)).toEqual(textsOf(SALE));
  });

  it('what was told last, where the same sound was told twice', async () => {
    await using world = await bundled();
    const sale = readFileSync(`${ASSETS}/01-sale-visit.mp3`);
    world.openai.hear(sale, [{ channel: 0, start: 0, end: 60, text: 'Иначе.' }]);
    expect((await hear(world, await mp3Of(employee))).text).toBe('Иначе.');
  });
});

describe('OpenAI hears where nothing is said', () => {
  it.each([
    ['silence', silence(5)],
    ['the noise of a line', noise(5, -55)],
    ['a pause of a known call', 'pause'],
  ] as const)('no words in %s, or what it makes up', async (_, given) => {
    await using world = await bundled();
    const sound = await mp3Of(typeof given === 'string' ? between(employee, 6, 11) : given);
    expect(await hear(world, sound)).toMatchObject({ text: '', segments: [], words: [] });
    world.openai.hallucinate = 'Продолжение следует...';
    const made = { start: 0, end: about(5.2), text: ' Продолжение следует...', no_speech_prob: 0.05 };
    expect(await hear(world, sound)).toMatchObject({ segments: [made] });
    world.openai.hallucinate = { text: 'Спасибо за просмотр!', noSpeechProb: 0.9, avgLogprob: -1.4 };
    expect(await hear(world, sound)).toMatchObject({ segments: [{ no_speech_prob: 0.9, avg_logprob: -1.4 }] });
  });

  it('makes nothing up where something is said', async () => {
    await using world = await bundled();
    world.openai.hallucinate = 'Продолжение следует...';
    expect((await hear(world, await mp3Of(between(employee, 0.3, 4.6)))).text).toBe(SALE[0]?.text);
  });
});

function about(seconds: number): unknown {
  return expect.closeTo(seconds, 1);
}
