import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UpstreamError } from '../../src/domain/trouble.js';
import { FileRecordings } from '../../src/store/recordings.js';

const MP3 = Buffer.concat([Buffer.from([0xff, 0xf3, 0x18, 0xc4]), Buffer.alloc(500, 1)]);
const WAV = Buffer.concat([Buffer.from('RIFF....WAVEfmt '), Buffer.alloc(500)]);
const NEVER = new AbortController().signal;

let dir: string;
let recordings: FileRecordings;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'audiobot-recordings-'));
  recordings = new FileRecordings(dir);
});
afterEach(() => rm(dir, { recursive: true }));

const incoming = (bytes: Buffer, contentLength: number | null = bytes.length) => ({
  stream: Readable.from([bytes.subarray(0, 100), bytes.subarray(100)]),
  contentType: 'audio/mpeg',
  contentLength,
});

describe('a recording on disk', () => {
  it.each([
    ['mp3', MP3],
    ['mp3', Buffer.concat([Buffer.from('ID3'), Buffer.alloc(500)])],
    ['wav', WAV],
    ['ogg', Buffer.concat([Buffer.from('OggS'), Buffer.alloc(500)])],
    ['flac', Buffer.concat([Buffer.from('fLaC'), Buffer.alloc(500)])],
    ['m4a', Buffer.concat([Buffer.from('....ftypM4A '), Buffer.alloc(500)])],
    ['webm', Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.alloc(500)])],
  ])('is named %s by what it is', async (format, bytes) => {
    const saved = await recordings.save('in_a', '1768471201.4815170', incoming(bytes), NEVER);
    expect(saved).toMatchObject({ format, bytes: bytes.length });
    expect(saved.file.endsWith(`1768471201.4815170.${format}`)).toBe(true);
    expect(await readFile(saved.file)).toEqual(bytes);
    expect(await recordings.find('in_a', '1768471201.4815170')).toEqual(saved);
  });

  it.each<[string, Buffer, number | null, string]>([
    ['a page with status 200', Buffer.from(`<html>${' '.repeat(500)}`), null, 'instead of a recording came audio/mpeg'],
    ['nothing', Buffer.alloc(0), 0, 'empty'],
    ['a bare header', WAV.subarray(0, 44), 44, 'empty: 44 bytes'],
    ['less than was promised', MP3, 9_999, 'cut short: 504 of 9999 bytes'],
  ])('is refused and leaves nothing behind: %s', async (_, bytes, length, words) => {
    const saving = recordings.save('in_a', 'leg', incoming(bytes, length), NEVER);
    await expect(saving).rejects.toMatchObject({ trouble: 'not-ready', message: expect.stringContaining(words) });
    expect(await readdir(dir)).toEqual([]);
  });

  it.each([
    ['as promised', MP3.length],
    ['as it comes', null],
  ])('is refused when it is larger than any call, and leaves nothing behind: %s', async (_, length) => {
    const saving = new FileRecordings(dir, 400).save('in_a', 'leg', incoming(MP3, length), NEVER);
    await expect(saving).rejects.toMatchObject({
      trouble: 'rejected',
      message: expect.stringContaining('no phone call'),
    });
    expect(await readdir(dir)).toEqual([]);
  });

  it('breaks off with its download, and is not there', async () => {
    const broken = Readable.from(
      (async function* () {
        yield MP3;
        throw new Error('socket hang up');
      })(),
    );
    const saving = recordings.save('in_a', 'leg', { ...incoming(MP3), stream: broken }, NEVER);
    await expect(saving).rejects.toBeInstanceOf(UpstreamError);
    expect(await recordings.find('in_a', 'leg')).toBeNull();
  });

  it('says so when the folder cannot be written, and lets the download go', async () => {
    await writeFile(join(dir, 'in_a'), 'a file in the way');
    const audio = incoming(MP3);
    await expect(recordings.save('in_a', 'leg', audio, NEVER)).rejects.toMatchObject({
      upstream: 'disk',
      trouble: 'unauthorized',
    });
    expect(audio.stream.destroyed).toBe(true);
  });

  it('that cannot be read is trouble of the disk, not a fault of ours', async () => {
    await mkdir(join(dir, 'in_a', 'leg.mp3'), { recursive: true });
    await expect(recordings.find('in_a', 'leg')).rejects.toMatchObject({
      upstream: 'disk',
      message: 'cannot read the recording (recordings.dir): EISDIR',
    });
  });

  it('that cannot be given its name is trouble of the disk too, and leaves no half behind', async () => {
    await mkdir(join(dir, 'in_a', 'leg.mp3'), { recursive: true });
    await expect(recordings.save('in_a', 'leg', incoming(MP3), NEVER)).rejects.toMatchObject({ upstream: 'disk' });
    expect(await readdir(join(dir, 'in_a'))).toEqual(['leg.mp3']);
  });

  it('sweeps away what a killed process left of it', async () => {
    await recordings.save('in_a', 'other', incoming(MP3), NEVER);
    await writeFile(join(dir, 'in_a', 'leg.part-1'), MP3);
    expect(await recordings.find('in_a', 'leg')).toBeNull();
    await recordings.save('in_a', 'leg', incoming(MP3), NEVER);
    expect((await readdir(join(dir, 'in_a'))).sort()).toEqual(['leg.mp3', 'other.mp3']);
  });

  it('tells long ids apart', async () => {
    const [one, other] = [`${'я'.repeat(120)}1`, `${'я'.repeat(120)}2`];
    const saved = await recordings.save(one, one, incoming(MP3), NEVER);
    expect(await recordings.find(other, other)).toBeNull();
    expect(await recordings.find(one, one)).toMatchObject({ file: saved.file });
  });

  it.each([
    '../../etc/passwd',
    '..',
    'a/b',
    'in_a\\b',
    'номер',
    'a\0b',
    'a\nb',
    '\ud83d',
    '/',
    'C:\\x',
    'x'.repeat(5_000),
  ])('stays in its folder whatever the id: %s', async (id) => {
    const { file } = await recordings.save(id, id, incoming(MP3), NEVER);
    expect(file.startsWith(`${dir}/`)).toBe(true);
    expect(file).not.toMatch(/\/\.\.?\//);
    expect(await recordings.find(id, id)).toMatchObject({ file });
  });
});
