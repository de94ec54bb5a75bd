import { toFile } from 'openai';
import { describe, expect, it } from 'vitest';
import { lost, reset, status } from '../../src/simulators/script.js';
import { startWorld, type World } from '../../src/simulators/world.js';
import { wav } from './audio-samples.js';
import { clientOf, refused } from './openai-client.js';

describe('OpenAI: money and models', () => {
  it('knows what was bought twice, and what was bought though the answer was lost', async () => {
    await using world = await startWorld();
    world.openai.answer('/v1/audio/transcriptions', [lost(reset()), status(500)]);
    await expect(transcribe(world, wav(6), 'whisper-1')).rejects.toThrow();
    await expect(transcribe(world, wav(6), 'whisper-1')).rejects.toThrow();
    expect([world.openai.bought.length, world.openai.boughtTwice.length]).toEqual([1, 0]);
    await transcribe(world, wav(6), 'whisper-1');
    await transcribe(world, wav(6), 'gpt-transcribe');
    expect([world.openai.bought.length, world.openai.boughtTwice.length]).toEqual([3, 1]);
    expect(world.openai.usd).toBeCloseTo(0.1 * (0.006 + 0.006 + 0.0045), 6);
  });

  it('a retired model is gone from the list too', async () => {
    await using world = await startWorld();
    const client = clientOf(world);
    const before = await client.models.list();
    world.openai.retire('whisper-1');
    const after = await client.models.list();
    expect(before.data).toContainEqual(expect.objectContaining({ id: 'whisper-1', shutdown_date: '2027-02-26' }));
    expect(after.data.map((model) => model.id)).not.toContain('whisper-1');
    expect(await refused(client.models.retrieve('whisper-1'))).toMatchObject({ status: 404, code: 'model_not_found' });
    expect(await client.models.retrieve('gpt-transcribe')).toMatchObject({ shutdown_date: null });
    const refusal = await refused(transcribe(world, wav(1), 'whisper-1'));
    expect(refusal).toMatchObject({ status: 404, code: 'model_not_found' });
  });

  it('the end of a model may be announced later', async () => {
    await using world = await startWorld();
    const client = clientOf(world);
    world.openai.announceShutdown('gpt-6-luna', '2027-04-01');
    const announced = { id: 'gpt-6-luna', shutdown_date: '2027-04-01' };
    expect(await client.models.retrieve('gpt-6-luna')).toMatchObject(announced);
    expect((await client.models.list()).data).toContainEqual(expect.objectContaining(announced));
  });

  it('a wrong key: JSON by the name of plain text, the key masked', async () => {
    await using world = await startWorld();
    const client = clientOf(world, 'sk-wrong-key-123456');
    const refusal = await refused(client.models.list());
    expect(refusal).toMatchObject({
      status: 401,
      code: 'invalid_api_key',
      message: expect.not.stringContaining('wrong-key'),
    });
    const bare = await fetch(`${world.openai.url}/v1/models`);
    expect([bare.status, bare.headers.get('content-type')]).toEqual([401, 'text/plain; charset=utf-8']);
  });

  it('an address that is not there', async () => {
    await using world = await startWorld();
    const client = clientOf(world);
    expect(await refused(client.get('/embeddings'))).toMatchObject({
      status: 404,
      message: expect.stringMatching(/Invalid URL/),
    });
  });
});

async function transcribe(world: World, bytes: Buffer, model: string): Promise<unknown> {
  return clientOf(world).audio.transcriptions.create({ file: await toFile(bytes, 'a.wav'), model });
}
