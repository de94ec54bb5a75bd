import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Config } from '../config/derive.js';
import type { Direction } from '../domain/call.js';
import type { Instant } from '../domain/instant.js';
import { isLate } from '../domain/lateness.js';
import { callOf } from '../domain/legs.js';
import type { StoredCall } from '../domain/stored.js';
import { UpstreamError } from '../domain/trouble.js';
import { fileHash } from '../lib/file-hash.js';
import type { Logger } from '../lib/log.js';
import { assemble, type Parts } from './assemble.js';
import { carryToEnd, type ProcessOptions } from './process-call.js';
import type { Stopping } from './stopping.js';

export interface FileCall {
  file: string;
  client: string | null;
  direction: Direction;
  /** Null: when the file was last written. */
  at: Instant | null;
}

/** The way of a call for a local recording: no call id, no Novofon. The same audio is the same call. Throws when it is no audio. */
export async function processFile(
  config: Config,
  log: Logger,
  stopping: Stopping,
  given: FileCall,
  options: Pick<ProcessOptions, 'waitMs' | 'from' | 'wish' | 'notify'>,
): Promise<StoredCall | null> {
  await using parts = await assemble(config, log, stopping.abort);
  const call = await importFile(parts, given, stopping.abort);
  await parts.store.enqueue(call, { live: !isLate(call, new Date()), notify: options.notify, skip: () => null });
  return await carryToEnd(parts, call.id, options, stopping);
}

async function importFile(parts: Parts, given: FileCall, signal: AbortSignal) {
  const { mtime } = await stat(given.file);
  const sha256 = await fileHash(given.file);
  const id = `file_${sha256.slice(0, 16)}`;
  const saved = (await parts.recordings.find(id, sha256)) ?? (await copyIn(parts, id, sha256, given.file, signal));
  const sound = await parts.audioTools.listen(saved, signal);
  const [from, to] = given.direction === 'in' ? [given.client, null] : [null, given.client];
  return callOf({ id, provider: 'file', direction: given.direction, client: given.client, number: null }, [
    {
      id: sha256,
      from,
      to,
      employee: null,
      startedAt: given.at ?? mtime.toISOString(),
      seconds: Math.max(1, Math.round(sound?.seconds ?? 1)),
      disposition: 'answered',
      recorded: true,
    },
  ]);
}

async function copyIn(parts: Parts, id: string, sha256: string, file: string, signal: AbortSignal) {
  const stream = createReadStream(file);
  try {
    return await parts.recordings.save(id, sha256, { stream, contentType: null, contentLength: null }, signal);
  } catch (cause) {
    if (!(cause instanceof UpstreamError) || cause.trouble !== 'not-ready') throw cause;
    throw new UpstreamError('disk', 'rejected', `${file} is no recording: mp3, wav, ogg, flac, m4a or webm is wanted`, {
      cause,
    });
  }
}
