import { describe, expect, it } from 'vitest';
import { startWorld } from '../../src/simulators/world.js';
import { mp3 } from './audio-samples.js';
import { answerTo, ask, RECORD, ROW } from './novofon-client.js';

describe('Novofon: recordings', () => {
  it('a link by call_id, all links by pbx_call_id, and the file without a key', async () => {
    await using world = await startWorld({ clock: () => new Date('2026-01-15T10:00:00Z') });
    const audio = mp3(1);
    world.novofon.addCall({
      rows: [ROW, { ...ROW, call_id: '2.2' }, { ...ROW, call_id: '3.3', is_recorded: 'false' }],
      audio,
    });
    const one = await answerTo(world, RECORD, { call_id: '1768471201.4815162', lifetime: '3600' });
    const all = await answerTo(world, RECORD, { pbx_call_id: ROW.pbx_call_id });
    expect(one).toMatchObject({ status: 'success', lifetime_till: '2026-01-15 14:00:00' });
    expect(one.link).toMatch(/\/v1\/pbx\/record\/download\/\w+\/1768471201\.4815162\.mp3$/);
    expect(all.links).toHaveLength(2);
    const file = await fetch(one.link);
    expect(file.headers.get('content-type')).toBe('audio/mpeg');
    expect(Buffer.from(await file.arrayBuffer()).equals(audio)).toBe(true);
  });

  it('an error with status 200 until the file is there, and for ids that never had one', async () => {
    let now = Date.parse('2026-01-15T10:00:00Z');
    await using world = await startWorld({ clock: () => new Date(now) });
    world.novofon.addCall({ rows: [ROW], audio: mp3(1), recordingAfterMs: 40_000 });
    const early = await ask(world, RECORD, { call_id: ROW.call_id });
    expect(early.status).toBe(200);
    expect(await early.json()).toMatchObject({ status: 'error' });
    expect(await answerTo(world, RECORD, { call_id: '9.9' })).toMatchObject({ status: 'error' });
    now += 40_000;
    expect(await answerTo(world, RECORD, { call_id: ROW.call_id })).toMatchObject({ status: 'success' });
  });

  it('links die', async () => {
    let now = Date.parse('2026-01-15T10:00:00Z');
    await using world = await startWorld({ clock: () => new Date(now) });
    world.novofon.addCall({ rows: [ROW], audio: mp3(1) });
    const { link } = await answerTo(world, RECORD, { call_id: ROW.call_id, lifetime: '180' });
    now += 179_000;
    expect((await fetch(link)).status).toBe(200);
    now += 1000;
    expect((await fetch(link)).status).toBe(404);
    expect((await fetch(`${link.slice(0, -4)}.wav`)).status).toBe(404);
  });

  it.each([
    {},
    { call_id: '1.1', lifetime: '179' },
    { call_id: '1.1', lifetime: '5184001' },
    { call_id: '1.1', lifetime: 'x' },
  ])('400 for %j', async (parameters) => {
    await using world = await startWorld();
    expect((await ask(world, RECORD, { ...parameters })).status).toBe(400);
  });
});
