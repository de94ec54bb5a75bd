import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { AudioWorker } from '../../src/audio/audio-worker.js';
import type { SavedAudio } from '../../src/domain/ports.js';
import type { Piece } from '../../src/domain/sound/pieces.js';

const CALLS = fileURLToPath(new URL('../../assets/calls/', import.meta.url));
const never = new AbortController().signal;
const PIECE: Piece = { from: 1, side: 1, spans: [{ start: 0.5, end: 4.16 }], owns: { start: 0.5, end: 4.16 } };

describe('the audio worker', () => {
  it('hears and cuts files in its thread, several at a time', async () => {
    await using tools = new AudioWorker();
    const [sale, silence, cut] = await Promise.all([
      tools.listen(audio('01-sale-visit.mp3'), never),
      tools.listen(audio('03-silence.mp3'), never),
      tools.uploads(audio('06-two-speakers.wav', 'wav'), [PIECE], never),
    ]);
    expect(sale).toMatchObject({ seconds: 63.659, channels: 2, layout: 'stereo', loudness: [-18, -18] });
    expect(silence).toMatchObject({ seconds: 21, channels: 1, tracks: [{ speech: [] }] });
    expect(cut).toMatchObject([{ format: 'mp3', body: expect.any(Blob), sha256: expect.stringMatching(/^\w{64}$/) }]);
  });

  it('gives a file as it is where it is not cut', async () => {
    await using tools = new AudioWorker();
    const [upload] = await tools.uploads(audio('README.md', 'ogg'), null, never);
    expect(upload).toMatchObject({ format: 'ogg', seconds: null, leadSeconds: 0, sha256: '0'.repeat(64) });
    expect(await upload?.body.text()).toMatch(/^# Bundled calls/);
    await expect(tools.uploads(audio('gone.ogg', 'ogg'), null, never)).rejects.toMatchObject({ trouble: 'transient' });
  });

  it('says what is wrong with a file', async () => {
    await using tools = new AudioWorker();
    await expect(tools.listen(audio('README.md'), never)).rejects.toMatchObject({
      name: 'UpstreamError',
      upstream: 'disk',
      trouble: 'rejected',
      message: 'the mp3 recording holds no sound',
    });
  });

  it.each(['throw', 'exit', 'reject'])('survives a thread that ends by %s', async (way) => {
    await using tools = new AudioWorker(PRETENDER);
    const broken = tools.listen(audio(way), never);
    const next = tools.listen(audio('answer'), never);
    await expect(broken).rejects.toMatchObject({ upstream: 'disk', trouble: 'transient' });
    expect(await next).toMatchObject({ seconds: 1 });
    expect(await tools.listen(audio('answer'), never)).toMatchObject({ seconds: 1 });
  });

  it('stops what is aborted, and goes on with the next', async () => {
    await using tools = new AudioWorker(PRETENDER);
    const stop = new AbortController();
    const hanging = tools.listen(audio('hang'), stop.signal);
    const next = tools.listen(audio('answer'), never);
    stop.abort(new Error('lease lost'));
    await expect(hanging).rejects.toThrow('lease lost');
    expect(await next).toMatchObject({ seconds: 1 });
  });

  it('lets go at once of what is aborted while it waits for its turn', async () => {
    await using tools = new AudioWorker(PRETENDER);
    const hanging = tools.listen(audio('hang'), never).catch((error: unknown) => error);
    const stop = new AbortController();
    const waiting = tools.listen(audio('answer'), stop.signal);
    stop.abort(new Error('lease lost'));
    await expect(waiting).rejects.toThrow('lease lost');
    await tools[Symbol.asyncDispose]();
    expect(await hanging).toMatchObject({ trouble: 'transient' });
  });

  it('starts nothing for what is aborted already, nor after its end', async () => {
    const tools = new AudioWorker(PRETENDER);
    await expect(tools.listen(audio('answer'), AbortSignal.abort(new Error('stopping')))).rejects.toThrow('stopping');
    await tools[Symbol.asyncDispose]();
    await expect(tools.listen(audio('answer'), never)).rejects.toMatchObject({ trouble: 'transient' });
  });

  it('lets go of the thread that has cut hours of sound, and keeps what it cut', async () => {
    await using tools = new AudioWorker(COUNTER);
    const seconds = async () => (await tools.listen(audio('any'), never))?.seconds;
    expect([await seconds(), await seconds()]).toEqual([1, 2]);
    const [short] = await tools.uploads(audio('60'), [PIECE], never);
    expect([await short?.body.text(), await seconds()]).toEqual(['60', 4]);
    const [long] = await tools.uploads(audio('7200'), [PIECE], never);
    expect([await long?.body.text(), await seconds()]).toEqual(['7200', 1]);
  });

  it('keeps no process alive when idle', async () => {
    const module = new URL('../../src/audio/audio-worker.ts', import.meta.url);
    const program = `
      import { AudioWorker } from '${module}';
      const tools = new AudioWorker();
      const found = await tools.listen({ file: '${CALLS}03-silence.mp3', format: 'mp3' }, new AbortController().signal);
      console.log(JSON.stringify({ seconds: found.seconds, tracks: found.tracks }));`;
    const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', program];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 15_000 });
    expect(JSON.parse(stdout)).toEqual({ seconds: 21, tracks: [{ from: 0, side: null, speech: [] }] });
  });
});

/** A thread that does what the name of the file says. */
const PRETENDER = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ file }) => {
    if (file.endsWith('throw')) throw new Error('out of order');
    if (file.endsWith('reject')) return void Promise.reject(new Error('out of order'));
    if (file.endsWith('exit')) process.exit(0);
    if (file.endsWith('hang')) for (;;);
    parentPort.postMessage({ sound: { seconds: 1 } });
  });`)}`,
);

/** A thread that counts its questions, and cuts as many seconds as the file is called. */
const COUNTER = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { parentPort } from 'node:worker_threads';
  let asked = 0;
  parentPort.on('message', ({ file, pieces }) => {
    asked += 1;
    const name = file.slice(file.lastIndexOf('/') + 1);
    parentPort.postMessage(
      pieces ? { cut: [{ body: new Blob([name]), sha256: '', seconds: Number(name), leadSeconds: 0 }] } : { sound: { seconds: asked } },
    );
  });`)}`,
);

function audio(name: string, format: SavedAudio['format'] = 'mp3'): SavedAudio {
  return { file: CALLS + name, format, bytes: 1, sha256: '0'.repeat(64) };
}
