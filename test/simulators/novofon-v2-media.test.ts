import { describe, expect, it } from 'vitest';
import { startWorld } from '../../src/simulators/world.js';
import { mp3, wav } from './audio-samples.js';
import { NOW } from './novofon-v2-client.js';

describe('Novofon 2.0: files of recordings', () => {
  it('each kind has its place; no token is asked', async () => {
    await using world = await startWorld({ clock: () => NOW });
    const [talk, voice, lossless, whole] = [mp3(1), mp3(2), wav(1), mp3(5)];
    const recording = { audio: talk, wav: lossless, voiceMail: voice, fullAudio: whole };
    const call = world.novofonV2.addIncoming({}, recording);
    const { url } = world.novofonV2;
    for (const [path, bytes, type] of [
      [`/system/media/talk/${call.id}/${call.hashes('talk')[0]}/`, talk, 'audio/mpeg'],
      [`/system/media/wav/${call.id}/${call.hashes('wav')[0]}/`, lossless, 'audio/wav'],
      [`/system/media/voice_mail/${call.id}/${call.hashes('voice_mail')[0]}/`, voice, 'audio/mpeg'],
      [`/${call.id}/${call.fullHash}`, whole, 'audio/mpeg'],
    ] as const) {
      const response = await fetch(`${url}${path}`);
      expect(response.headers.get('content-type'), path).toBe(type);
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes), path).toBe(true);
    }
  });

  it('several have addresses of their own, and the whole is all of them', async () => {
    await using world = await startWorld({ clock: () => NOW });
    const [one, other] = [mp3(1), mp3(2)];
    const call = world.novofonV2.addIncoming({}, { audio: [one, other] });
    const load = async (path: string) =>
      Buffer.from(await (await fetch(`${world.novofonV2.url}${path}`)).arrayBuffer());
    const [first, second] = call.hashes('talk');
    expect(await load(`/system/media/talk/${call.id}/${first}/`)).toEqual(one);
    expect(await load(`/system/media/talk/${call.id}/${second}/`)).toEqual(other);
    expect(await load(`/${call.id}/${call.fullHash}`)).toEqual(Buffer.concat([one, other]));
  });

  it('308 without the slash', async () => {
    await using world = await startWorld({ clock: () => NOW });
    const call = world.novofonV2.addIncoming({}, { audio: mp3(1) });
    const path = `/system/media/talk/${call.id}/${call.hashes('talk')[0]}`;
    const response = await fetch(`${world.novofonV2.url}${path}`, { redirect: 'manual' });
    expect(response.status).toBe(308);
    expect(response.headers.get('location')).toBe(`${path}/`);
    expect((await fetch(`${world.novofonV2.url}${path}`)).headers.get('content-type')).toBe('audio/mpeg');
  });

  it('404 for a wrong hash, the wrong kind or call, and before its time', async () => {
    await using world = await startWorld({ clock: () => NOW });
    const call = world.novofonV2.addIncoming({}, { audio: mp3(1), fullLink: 'absent' });
    const late = world.novofonV2.addIncoming({}, { audio: mp3(1), recordingAfterMs: 1 });
    const [hash] = call.hashes('talk');
    const soon = world.novofonV2.addIncoming({}, { audio: mp3(1) });
    const paths = [
      `talk/${call.id}/${'0'.repeat(32)}/`,
      `wav/${call.id}/${hash}/`,
      `talk/${late.id}/${hash}/`,
      `talk/${soon.id}/${hash}/`,
      `fax/${call.id}/${hash}/`,
    ];
    for (const path of paths) {
      const response = await fetch(`${world.novofonV2.url}/system/media/${path}`);
      expect(response.status, path).toBe(404);
      expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    }
    expect((await fetch(`${world.novofonV2.url}/${call.id}/${hash}`)).status).toBe(404);
    expect(late.hashes('talk')).toEqual([]);
  });

  it.each([
    ['html', 200, /^text\/html/, 100],
    ['json', 200, /^application\/json/, 100],
    ['nearly-empty', 200, /^audio\/mpeg/, 120],
    ['forbidden', 403, /^text\/html/, 100],
  ] as const)('a right link with a wrong answer: %s', async (trouble, status, type, bytes) => {
    await using world = await startWorld({ clock: () => NOW });
    const call = world.novofonV2.addIncoming({}, { audio: mp3(1) });
    const path = `${world.novofonV2.url}/system/media/talk/${call.id}/${call.hashes('talk')[0]}/`;
    world.novofonV2.spoilMedia(trouble);
    const response = await fetch(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(type);
    expect((await response.arrayBuffer()).byteLength).toBeLessThanOrEqual(bytes);
    world.novofonV2.spoilMedia(null);
    expect((await (await fetch(path)).arrayBuffer()).byteLength).toBe(mp3(1).length);
  });
});
