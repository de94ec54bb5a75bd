import { openAsBlob } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { AudioTools, SavedAudio, Upload } from '../domain/ports.js';
import type { Piece } from '../domain/sound/pieces.js';
import type { Sound } from '../domain/sound/sound.js';
import { UpstreamError } from '../domain/trouble.js';
import type { Answer, Question } from './audio-thread.js';
import { threadScript } from './thread-script.js';

/** After cutting more sound than this the thread is let go; the next file gets a new one. */
const LONG_SECONDS = 30 * 60;

/**
 * AudioTools in one worker thread, started when first needed; files are heard one after another. The thread keeps no
 * process alive while it is idle. Throws UpstreamError('disk', …): `rejected` for an mp3 or WAV without sound,
 * `transient` when the file cannot be read or the thread breaks down; the next file gets a new thread.
 */
export class AudioWorker implements AudioTools, AsyncDisposable {
  #thread: Worker | null = null;
  #asked: { resolve(answer: Answer): void; reject(reason: unknown): void } | null = null;
  #lastTurn: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(private readonly script: URL = threadScript()) {}

  async listen({ file, format }: SavedAudio, signal: AbortSignal): Promise<Sound | null> {
    const answer = await this.#answerTo({ file, format, pieces: null }, signal);
    if ('sound' in answer) return answer.sound;
    throw troubleOf(answer);
  }

  async uploads(audio: SavedAudio, pieces: Piece[] | null, signal: AbortSignal): Promise<Upload[]> {
    if (!pieces) return [await wholeFile(audio)];
    const { file, format } = audio;
    const answer = await this.#answerTo({ file, format, pieces }, signal);
    if (!('cut' in answer)) throw troubleOf(answer);
    return answer.cut.map((piece) => ({ ...piece, format: 'mp3' as const }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#thread?.terminate();
  }

  #answerTo(question: Question, signal: AbortSignal): Promise<Answer> {
    const turn = this.#lastTurn.then(() => this.#ask(question, signal));
    this.#lastTurn = turn.catch(() => undefined);
    return unlessAborted(turn, signal);
  }

  async #ask(question: Question, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted();
    if (this.#isClosed) throw new UpstreamError('disk', 'transient', 'the audio worker is closed');
    const thread = this.#thread ?? this.#start();
    // Decoding cannot be interrupted from without: what is aborted ends with its thread.
    const stop = () => {
      this.#forget(thread, signal.reason);
      void thread.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    thread.ref();
    try {
      const answer = await new Promise<Answer>((resolve, reject) => {
        this.#asked = { resolve, reject };
        thread.postMessage(question);
      });
      if (isLong(answer)) this.#release(thread);
      return answer;
    } finally {
      this.#asked = null;
      thread.unref();
      signal.removeEventListener('abort', stop);
    }
  }

  #start(): Worker {
    const thread = new Worker(this.script, { resourceLimits: { maxYoungGenerationSizeMb: 4 } });
    thread.on('message', (answer: Answer) => {
      if (this.#thread === thread) this.#asked?.resolve(answer);
    });
    thread.on('error', (cause) => this.#forget(thread, brokenDown(cause)));
    thread.on('exit', () => this.#forget(thread, brokenDown()));
    this.#thread = thread;
    return thread;
  }

  /** An idle thread collects no garbage, and that of hours is much. */
  #release(thread: Worker): void {
    if (this.#thread === thread) this.#thread = null;
    void thread.terminate();
  }

  #forget(thread: Worker, reason: unknown): void {
    if (this.#thread !== thread) return;
    this.#thread = null;
    this.#asked?.reject(reason);
  }
}

/** Formats that are not decoded here go up as they are. */
async function wholeFile({ file, format, sha256 }: SavedAudio): Promise<Upload> {
  try {
    return { body: await openAsBlob(file), format, sha256, seconds: null, leadSeconds: 0 };
  } catch (cause) {
    throw new UpstreamError('disk', 'transient', 'the recording cannot be opened', { cause });
  }
}

function isLong(answer: Answer): boolean {
  return 'cut' in answer && answer.cut.reduce((sum, { seconds }) => sum + seconds, 0) > LONG_SECONDS;
}

function troubleOf(answer: Answer): UpstreamError {
  if ('trouble' in answer) return new UpstreamError('disk', answer.trouble, answer.message);
  return brokenDown();
}

function brokenDown(cause?: unknown): UpstreamError {
  return new UpstreamError('disk', 'transient', 'the audio worker broke down', { cause });
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
