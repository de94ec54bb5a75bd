import { Worker } from 'node:worker_threads';
import type { AudioTools, SavedAudio } from '../domain/ports.js';
import { UpstreamError } from '../domain/trouble.js';
import type { Answer } from './audio-thread.js';
import type { Span } from './louder-channel.js';
import type { Question, Survey } from './survey.js';
import { threadScript } from './thread-script.js';

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

  async probe(audio: SavedAudio, signal: AbortSignal): Promise<Pick<Survey, 'seconds' | 'channels' | 'speech'>> {
    const { seconds, channels, speech } = await this.#survey(audio, [], signal);
    return { seconds, channels, speech };
  }

  async louderChannel(audio: SavedAudio, spans: Span[], signal: AbortSignal): Promise<Survey['louder']> {
    return (await this.#survey(audio, spans, signal)).louder;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#thread?.terminate();
  }

  async #survey({ file, format }: SavedAudio, spans: Span[], signal: AbortSignal): Promise<Survey> {
    const turn = this.#lastTurn.then(() => this.#ask({ file, format, spans }, signal));
    this.#lastTurn = turn.catch(() => undefined);
    const answer = await unlessAborted(turn, signal);
    if ('survey' in answer) return answer.survey;
    throw new UpstreamError('disk', answer.trouble, answer.message);
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
      return await new Promise<Answer>((resolve, reject) => {
        this.#asked = { resolve, reject };
        thread.postMessage(question);
      });
    } finally {
      this.#asked = null;
      thread.unref();
      signal.removeEventListener('abort', stop);
    }
  }

  #start(): Worker {
    const thread = new Worker(this.script);
    thread.on('message', (answer: Answer) => {
      if (this.#thread === thread) this.#asked?.resolve(answer);
    });
    thread.on('error', (cause) => this.#forget(thread, brokenDown(cause)));
    thread.on('exit', () => this.#forget(thread, brokenDown()));
    this.#thread = thread;
    return thread;
  }

  #forget(thread: Worker, reason: unknown): void {
    if (this.#thread !== thread) return;
    this.#thread = null;
    this.#asked?.reject(reason);
  }
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
