import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Leg } from '../../src/domain/call.js';
import type { AudioTools, Telephony } from '../../src/domain/ports.js';
import { type Trouble, UpstreamError } from '../../src/domain/trouble.js';
import { download } from '../../src/pipeline/1-download.js';
import { FileRecordings } from '../../src/store/recordings.js';
import { mono, spans } from '../domain/sound/sounds.js';
import { mp3, wav } from '../simulators/audio-samples.js';
import { type Bench, openBench } from '../store/bench.js';
import { call, leg } from '../store/samples.js';

const signal = new AbortController().signal;
const DAY_MS = 24 * 60 * 60_000;

/** Ended at 09:05:04; the clock of the bench stands at 10:00. */
const fresh = (...legs: Leg[]) => ({ ...call('in_a', legs), live: true, notify: true, take: 0 });
const first = leg({ id: 'a.1' });
const second = leg({ id: 'a.2', startedAt: '2026-11-20T09:06:00.000Z', employee: '101' });

describe('a call without a recording', () => {
  it.each([
    ['missed', leg({ disposition: 'noanswer', seconds: 0 })],
    ['missed', leg({ disposition: 'busy', seconds: 0, recorded: true })],
    ['unrecorded', leg({ recorded: false })],
  ])('%s: nothing is asked', async (absence, only) => {
    await using room = await openRoom();
    expect(await room.download(fresh(only))).toEqual({ recordings: [], absence });
    expect(room.opened).toEqual([]);
  });
});

describe('the recordings of a call', () => {
  it('are brought to disk leg by leg, and looked into', async () => {
    await using room = await openRoom();
    room.audio.set('a.2', wav(3));
    const silent = leg({ id: 'a.3', startedAt: '2026-11-20T09:07:00.000Z', recorded: false });
    const { recordings, absence } = await room.download(fresh(second, first, silent));
    expect(absence).toBeNull();
    expect(recordings).toMatchObject([
      {
        id: 'a.1',
        format: 'mp3',
        bytes: mp3(5).length,
        seconds: 5,
        channels: 1,
        speech: true,
        sound: { layout: 'mono' },
      },
      { id: 'a.2', format: 'wav', bytes: wav(3).length },
    ]);
    expect(recordings[1]?.file).toBe(join(room.bench.folder, 'recordings', 'in_a', 'a.2.wav'));
  });

  it('that are on disk already are not fetched again', async () => {
    await using room = await openRoom();
    room.troubles.set('a.2', 'not-ready');
    await expect(room.download(fresh(first, second))).rejects.toMatchObject({ trouble: 'not-ready' });
    room.troubles.clear();
    const once = await room.download(fresh(first, second));
    expect(room.opened).toEqual(['a.1', 'a.2', 'a.2']);
    expect(await room.download(fresh(first, second))).toEqual(once);
    expect(room.opened).toHaveLength(3);
  });

  it.each<Trouble>(['not-ready', 'transient', 'unauthorized'])('are waited for: %s', async (trouble) => {
    await using room = await openRoom();
    room.troubles.set('a.1', trouble);
    await expect(room.download(fresh(first))).rejects.toMatchObject({ trouble });
  });
});

describe('after the deadline', () => {
  it.each([
    ['not a moment before', -56_000, 'not-ready'],
    ['when it is over', 4_001 - 60_000, null],
  ])('a recording that never came is done without: %s', async (_, lessMs, trouble) => {
    await using room = await openRoom();
    room.troubles.set('a.1', 'not-ready');
    room.bench.pass(DAY_MS - 55 * 60_000 + 60_000 + lessMs);
    const asking = room.download(fresh(first)).catch((error: UpstreamError) => error.trouble);
    expect(await asking).toEqual(trouble ?? { recordings: [], absence: 'overdue' });
  });

  it('the other leg is enough', async () => {
    await using room = await openRoom();
    room.troubles.set('a.1', 'not-ready');
    room.bench.pass(DAY_MS);
    expect((await room.download(fresh(first, second))).recordings).toMatchObject([{ id: 'a.2' }]);
  });

  it('an upstream that is down is still waited for', async () => {
    await using room = await openRoom();
    room.troubles.set('a.1', 'transient');
    room.bench.pass(DAY_MS);
    await expect(room.download(fresh(first))).rejects.toMatchObject({ trouble: 'transient' });
  });
});

describe('a recording of no use', () => {
  it('does not cost the call the other one', async () => {
    await using room = await openRoom();
    room.useless.add('a.1');
    expect((await room.download(fresh(first, second))).recordings).toMatchObject([{ id: 'a.2' }]);
  });

  it('does when there is no other', async () => {
    await using room = await openRoom();
    room.useless.add('a.1');
    await expect(room.download(fresh(first))).rejects.toMatchObject({ trouble: 'rejected' });
  });

  it('does not end the wait for another', async () => {
    await using room = await openRoom();
    room.useless.add('a.1');
    room.troubles.set('a.2', 'not-ready');
    await expect(room.download(fresh(first, second))).rejects.toMatchObject({ trouble: 'not-ready' });
  });
});

interface Room extends AsyncDisposable {
  bench: Bench;
  audio: Map<string, Buffer>;
  troubles: Map<string, Trouble>;
  useless: Set<string>;
  opened: string[];
  download(call: ReturnType<typeof fresh>): ReturnType<ReturnType<typeof download>>;
}

/** Real files; a provider and a decoder of the test. */
async function openRoom(): Promise<Room> {
  const bench = await openBench();
  const [audio, troubles] = [new Map<string, Buffer>(), new Map<string, Trouble>()];
  const [useless, opened] = [new Set<string>(), [] as string[]];
  const telephony: Pick<Telephony, 'openRecording'> = {
    async openRecording(_, { id }) {
      opened.push(id);
      const trouble = troubles.get(id);
      if (trouble) throw new UpstreamError('novofon', trouble, `no recording of ${id}`);
      const bytes = audio.get(id) ?? mp3(5);
      return { stream: Readable.from([bytes]), contentType: null, contentLength: bytes.length };
    },
  };
  const audioTools: Pick<AudioTools, 'listen'> = {
    async listen({ file }) {
      const isUseless = [...useless].some((id) => file.includes(id));
      if (isUseless) throw new UpstreamError('disk', 'rejected', 'the mp3 recording holds no sound');
      return mono(spans([1, 4]), 5);
    },
  };
  const stage = download({
    ...{ telephony: telephony as Telephony, audioTools: audioTools as AudioTools },
    recordings: new FileRecordings(join(bench.folder, 'recordings')),
    ...{ clock: bench.clock, deadlineMs: DAY_MS },
  });
  return {
    ...{ bench, audio, troubles, useless, opened },
    download: (given) => stage(given, signal),
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}
