import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { AudioWorker } from '../../src/audio/audio-worker.js';
import type { SavedAudio } from '../../src/domain/ports.js';

const CALLS = fileURLToPath(new URL('../../assets/calls/', import.meta.url));
const never = new AbortController().signal;

describe('the audio worker', () => {
  it('hears files in its thread, several at a time', async () => {
    await using tools = new AudioWorker();
    const [sale, silence, louder] = await Promise.all([
      tools.probe(audio('01-sale-visit.mp3'), never),
      tools.probe(audio('03-silence.mp3'), never),
      tools.louderChannel(audio('06-two-speakers.wav', 'wav'), [{ start: 0.5, end: 4.16 }], never),
    ]);
    expect(sale).toEqual({ seconds: 63.659, channels: 2, speech: true });
    expect(silence).toEqual({ seconds: 21, channels: 1, speech: false });
    expect(louder).toEqual([1]);
  });

  it('says what is wrong with a file', async () => {
    await using tools = new AudioWorker();
    await expect(tools.probe(audio('README.md'), never)).rejects.toMatchObject({
      name: 'UpstreamError',
      upstream: 'disk',
      trouble: 'rejected',
      message: 'the mp3 recording holds no sound',
    });
  });

  it.each(['throw', 'exit', 'reject'])('survives a thread that ends by %s', async (way) => {
    await using tools = new AudioWorker(PRETENDER);
    const broken = tools.probe(audio(way), never);
    const next = tools.probe(audio('answer'), never);
    await expect(broken).rejects.toMatchObject({ upstream: 'disk', trouble: 'transient' });
    expect(await next).toMatchObject({ seconds: 1 });
    expect(await tools.probe(audio('answer'), never)).toMatchObject({ seconds: 1 });
  });

  it('stops what is aborted, and goes on with the next', async () => {
    await using tools = new AudioWorker(PRETENDER);
    const stop = new AbortController();
    const hanging = tools.probe(audio('hang'), stop.signal);
    const next = tools.probe(audio('answer'), never);
    stop.abort(new Error('lease lost'));
    await expect(hanging).rejects.toThrow('lease lost');
    expect(await next).toMatchObject({ seconds: 1 });
  });

  it('lets go at once of what is aborted while it waits for its turn', async () => {
    await using tools = new AudioWorker(PRETENDER);
    const hanging = tools.probe(audio('hang'), never).catch((error: unknown) => error);
    const stop = new AbortController();
    const waiting = tools.probe(audio('answer'), stop.signal);
    stop.abort(new Error('lease lost'));
    await expect(waiting).rejects.toThrow('lease lost');
    await tools[Symbol.asyncDispose]();
    expect(await hanging).toMatchObject({ trouble: 'transient' });
  });

  it('starts nothing for what is aborted already, nor after its end', async () => {
    const tools = new AudioWorker(PRETENDER);
    await expect(tools.probe(audio('answer'), AbortSignal.abort(new Error('stopping')))).rejects.toThrow('stopping');
    await tools[Symbol.asyncDispose]();
    await expect(tools.probe(audio('answer'), never)).rejects.toMatchObject({ trouble: 'transient' });
  });

  it('keeps no process alive when idle', async () => {
    const module = new URL('../../src/audio/audio-worker.ts', import.meta.url);
    const program = `
      import { AudioWorker } from '${module}';
      const tools = new AudioWorker();
      const found = await tools.probe({ file: '${CALLS}03-silence.mp3', format: 'mp3' }, new AbortController().signal);
      console.log(JSON.stringify(found));`;
    const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', program];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 15_000 });
    expect(JSON.parse(stdout)).toEqual({ seconds: 21, channels: 1, speech: false });
  });
});

/** A thread that does what the name of the file says. */
const PRETENDER = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ file, spans }) => {
    if (file.endsWith('throw')) throw new Error('out of order');
    if (file.endsWith('reject')) return void Promise.reject(new Error('out of order'));
    if (file.endsWith('exit')) process.exit(0);
    if (file.endsWith('hang')) for (;;);
    parentPort.postMessage({ survey: { seconds: 1, channels: 1, speech: true, louder: [] } });
  });`)}`,
);

function audio(name: string, format: SavedAudio['format'] = 'mp3'): SavedAudio {
  return { file: CALLS + name, format, bytes: 1, sha256: '0'.repeat(64) };
}
