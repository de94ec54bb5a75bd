import { describe, expect, it } from 'vitest';
import { body, rewritten, status } from '../../src/simulators/script.js';
import { startWorld } from '../../src/simulators/world.js';
import { mp3 } from './audio-samples.js';
import { ask, CALLS, DAY, NOW, post } from './novofon-v2-client.js';

describe('Novofon 2.0: scripts', () => {
  it('go by the method in the body', async () => {
    await using world = await startWorld();
    world.novofonV2.answer(CALLS, [status(500), rewritten(() => ({ odd: true }))]);
    const asked = (method: string) => JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: {} });
    expect((await post(world, asked('get.account'))).status).toBe(200);
    const failed = await post(world, asked(CALLS));
    expect(failed.status).toBe(500);
    expect(await failed.json()).toMatchObject({ id: null, error: { code: -32603 } });
    expect(await ask(world, CALLS, DAY)).toEqual({ odd: true });
    expect((await ask(world, CALLS, DAY)).result.data).toEqual([]);
    expect(world.novofonV2.requestsTo(CALLS).map((seen) => seen.status)).toEqual([500, 200, 200]);
    expect(world.novofonV2.requestsTo('get.account')).toHaveLength(1);
  });

  it('go by the path of files, and of what cannot be read', async () => {
    await using world = await startWorld({ clock: () => NOW });
    const call = world.novofonV2.addIncoming({}, { audio: mp3(1) });
    world.novofonV2.answer('/system/media/*', [status(403), body('tiny', { 'content-type': 'audio/mpeg' })]);
    const path = `${world.novofonV2.url}/system/media/talk/${call.id}/${call.hashes('talk')[0]}/`;
    expect((await fetch(path)).status).toBe(403);
    expect(await (await fetch(path)).text()).toBe('tiny');
    await post(world, '{');
    expect(world.novofonV2.requestsTo('/v2.0')).toHaveLength(1);
  });
});
