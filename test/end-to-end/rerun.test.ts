import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { status } from '../../src/simulators/script.js';
import { addSale, cardsAre, hardlyHear, openScenery, SALE, SALE_SIDES, type Scenery, SPEECH } from './scenery.js';

const CHAT = '/v1/chat/completions';

/** A call whose card stands in the group. */
async function withCard({ world, place }: Scenery): Promise<string> {
  const id = String(addSale(world).rows[0]?.pbx_call_id);
  expect((await place.run('process', id)).code).toBe(0);
  await cardsAre(world, [SALE]);
  return id;
}

async function shown({ place }: Scenery, id: string) {
  return JSON.parse((await place.run('show', id, '--json')).stdout);
}

describe('a forced re-run that fails for good', () => {
  it.each<[string, string[], string]>([
    ['in its words', ['--from', 'transcribe'], SPEECH],
    ['in its judgement', ['--from', 'analyze'], CHAT],
  ])('%s leaves the call and its card as they were, and says so', async (_, from, path) => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    const id = await withCard(scenery);
    const before = await shown(scenery, id);
    world.openai.answerAlways(
      path,
      status(400, {}, { error: { message: 'no', code: 'invalid_request', param: null } }),
    );
    const { code, stderr } = await place.run('process', id, '--force', ...from);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`${id} is what it was before: OpenAI refuses`)]);
    const after = await shown(scenery, id);
    expect(after).toMatchObject({ status: 'done', transcript: before.transcript, analysis: before.analysis });
    expect(after.error.stage).toBe(from[1]);
    await cardsAre(world, [SALE]);
    expect(world.telegram.messages()[0]?.text).not.toContain('не удалось');
    expect((await place.run('show', id, '--versions')).stdout).toMatch(/^take 1, now\n/);
  });

  it('by a model that the server does not have stops nothing, switches nothing and alarms nobody', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    const id = await withCard(scenery);
    for (const [from, model] of [
      ['analyze', 'gpt4o'],
      ['transcribe', 'gpt-4o'],
    ] as const) {
      const { code, stderr } = await place.run('process', id, '--force', '--from', from, '--model', model);
      expect([code, stderr]).toEqual([
        1,
        expect.stringContaining(`the server does not take ${model}: write another --model`),
      ]);
    }
    expect((await place.run('eval', id, '--model', 'nosuch')).stderr).toContain('does not take nosuch');
    expect((await place.run('process', id, '--force', '--from', 'transcribe', '--json')).code).toBe(0);
    expect(await shown(scenery, id)).toMatchObject({
      error: null,
      transcript: { model: 'whisper-1' },
      analysis: { model: 'gpt-4o' },
    });
    await cardsAre(world, [SALE]);
  });
});

describe('what a forced re-run is made with', () => {
  it('is kept to by whoever takes the call up', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    const id = await withCard(scenery);
    world.openai.answer(CHAT, [status(503)]);
    const wish = ['--model', 'gpt-6-luna', '--preset', 'service'];
    const first = await place.run('process', id, '--force', '--from', 'analyze', ...wish, '--wait', '1s');
    expect(first.code).toBe(1);
    const polled = async () => {
      expect((await place.run('poll')).code).toBe(0);
      return (await shown(scenery, id)).status;
    };
    await expect.poll(polled, { timeout: 30_000 }).toBe('done');
    expect(await shown(scenery, id)).toMatchObject({
      analysis: { model: 'gpt-6-luna', versions: { preset: 'service' } },
    });
  });

  it('lays out the card wherever it is shown', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    const id = await withCard(scenery);
    await writeFile(join(place.folder, 'short.yaml'), 'title: Коротко\nroles: {client: покупатель}\ncard: [gist]\n');
    await place.run('process', id, '--force', '--from', 'analyze', '--preset', './short.yaml');
    const lines = world.telegram.messages()[0]?.text.split('\n') ?? [];
    expect(lines.filter((line) => /^(🤝|💰|📝)/u.test(line))).toEqual([expect.stringMatching(/^📝/u)]);
    for (const view of [[], ['--evidence']]) {
      const page = (await place.run('show', id, ...view)).stdout;
      expect(page).toContain('📝');
      expect(page).not.toMatch(/🤝|💰/u);
    }
  });

  it('is heard from a recording that is fetched again where it is no longer kept', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    const id = await withCard(scenery);
    for (const { file } of (await shown(scenery, id)).recordings) await rm(resolve(place.folder, file));
    expect((await place.run('process', id, '--force', '--from', 'transcribe')).code).toBe(0);
    expect(world.openai.transcriptions).toHaveLength(2 * SALE_SIDES);
  });
});

it('what cannot be relied on is not judged by eval either', async () => {
  await using scenery = await openScenery();
  const { world, place } = scenery;
  hardlyHear(world);
  addSale(world);
  await place.run('poll');
  const { code, stdout } = await place.run('eval', '--preset', 'service');
  expect([code, world.openai.chats.length]).toEqual([0, 0]);
  expect(stdout).toContain('cost         $0.0000');
});
