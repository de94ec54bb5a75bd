import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AudioFormat } from '../domain/call.js';
import type { IncomingAudio, Recordings, SavedAudio } from '../domain/ports.js';
import { UpstreamError } from '../domain/trouble.js';
import { fileHash } from '../lib/file-hash.js';
import { AUDIO_FORMATS, audioFormat } from './audio-format.js';

/** Shorter files hold no speech: a bare 44-byte WAV header, an empty mp3 frame. */
const SMALLEST_BYTES = 200;
/** Three hours of stereo WAV at 16 kHz are less; what is larger is no phone call, and might fill the disk. */
const LARGEST_BYTES = 1024 ** 3;

/** Recordings as files: `<dir>/<call id>/<leg id>.<format>`, written beside and renamed, so a file that is there is whole. */
export class FileRecordings implements Recordings {
  constructor(
    private readonly dir: string,
    private readonly largestBytes = LARGEST_BYTES,
  ) {}

  async find(callId: string, legId: string): Promise<SavedAudio | null> {
    const folder = this.folderOf(callId);
    const names = await readdir(folder).catch(() => []);
    const name = names.find(
      (each) => each.slice(0, -extname(each).length) === safe(legId) && isFormat(extname(each).slice(1)),
    );
    if (!name) return null;
    const file = join(folder, name);
    try {
      const { size } = await stat(file);
      return { file, format: extname(name).slice(1) as AudioFormat, bytes: size, sha256: await fileHash(file) };
    } catch (cause) {
      throw diskTrouble('read', cause);
    }
  }

  async save(callId: string, legId: string, audio: IncomingAudio, signal: AbortSignal): Promise<SavedAudio> {
    const folder = this.folderOf(callId);
    const part = join(folder, `${safe(legId)}.part-${process.pid}`);
    try {
      await prepare(folder, safe(legId));
      const { bytes, sha256 } = await writeWhole(part, audio, this.largestBytes, signal);
      const format = await checked(part, bytes, audio);
      const file = join(folder, `${safe(legId)}.${format}`);
      await rename(part, file);
      return { file, format, bytes, sha256 };
    } catch (error) {
      throw error instanceof UpstreamError || signal.aborted ? error : diskTrouble('write', error);
    } finally {
      audio.stream.destroy();
      // Tidying: what failed before is what counts.
      await rm(part, { force: true }).catch(() => undefined);
      await rmdir(folder).catch(() => undefined);
    }
  }

  private folderOf(callId: string): string {
    return join(this.dir, safe(callId));
  }
}

/** Makes the folder, and sweeps away what a killed process left of this recording. */
async function prepare(folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const left = (await readdir(folder)).filter((each) => each.startsWith(`${name}.part-`));
  for (const each of left) await rm(join(folder, each), { force: true });
}

async function writeWhole(part: string, audio: IncomingAudio, largestBytes: number, signal: AbortSignal) {
  if ((audio.contentLength ?? 0) > largestBytes) throw tooLarge(largestBytes);
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(bytes > largestBytes ? tooLarge(largestBytes) : null, chunk);
    },
  });
  await pipeline(audio.stream, measure, createWriteStream(part), { signal }).catch((cause) => {
    throw signal.aborted ? signal.reason : writeTrouble(cause);
  });
  return { bytes, sha256: hash.digest('hex') };
}

/** The format by what the file is; throws `not-ready` for what is no recording yet. */
async function checked(part: string, bytes: number, audio: IncomingAudio): Promise<AudioFormat> {
  if (audio.contentLength !== null && bytes < audio.contentLength) {
    throw notReady(`the recording was cut short: ${bytes} of ${audio.contentLength} bytes`);
  }
  if (bytes < SMALLEST_BYTES) throw notReady(`the recording is empty: ${bytes} bytes`);
  const format = audioFormat(await firstBytes(part));
  if (!format) throw notReady(`instead of a recording came ${audio.contentType ?? 'something else'}, ${bytes} bytes`);
  return format;
}

async function firstBytes(file: string): Promise<Buffer> {
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
  return buffer.subarray(0, bytesRead);
}

/** What the file system says; all else is of the network. */
const OURS = /^E(NOSPC|DQUOT|FBIG|ACCES|PERM|ROFS|NOTDIR|NOENT|ISDIR|IO|MFILE|NFILE)$/;

function writeTrouble(cause: NodeJS.ErrnoException): UpstreamError {
  if (cause instanceof UpstreamError) return cause;
  return OURS.test(cause.code ?? '')
    ? diskTrouble('write', cause)
    : new UpstreamError('novofon', 'transient', 'the download of the recording broke off', { cause });
}

function diskTrouble(what: 'read' | 'write', cause: unknown): UpstreamError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  return new UpstreamError('disk', 'unauthorized', `cannot ${what} the recording (recordings.dir): ${code}`, { cause });
}

function tooLarge(largestBytes: number): UpstreamError {
  const message = `the recording is larger than ${Math.floor(largestBytes / 1024 ** 2)} MiB: that is no phone call`;
  return new UpstreamError('novofon', 'rejected', message);
}

function notReady(message: string): UpstreamError {
  return new UpstreamError('novofon', 'not-ready', message);
}

function isFormat(extension: string): extension is AudioFormat {
  return (AUDIO_FORMATS as readonly string[]).includes(extension);
}

/** In characters; with what is put behind it, a file system takes it. */
const LONGEST_NAME = 150;

/** Ids come from outside: what is no plain file name is escaped, and what is too long for one told apart by its hash. */
function safe(id: string): string {
  const name = encodeURIComponent(id.replace(/\p{Cs}/gu, '_')).replace(/^\.+/, (dots) => '%2E'.repeat(dots.length));
  if (name.length <= LONGEST_NAME) return name;
  return `${name.slice(0, 80)}-${createHash('sha256').update(id).digest('hex')}`;
}
