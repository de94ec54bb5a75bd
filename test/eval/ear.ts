import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AudioWorker } from '../../src/audio/audio-worker.js';
import type { Recorded } from '../../src/domain/call.js';
import type { Answers, AudioTools, SavedAudio, Upload } from '../../src/domain/ports.js';
import { recordingOf } from '../../src/domain/recording.js';
import type { ChannelRoles } from '../../src/domain/transcript/speakers.js';
import type { Transcript } from '../../src/domain/transcript/transcript.js';
import { dispatcherFor } from '../../src/lib/proxy.js';
import { transcribe } from '../../src/pipeline/2-transcribe.js';
import { secondsOf } from '../../src/simulators/openai/audio-bytes.js';
import { openClient } from '../../src/upstreams/openai/client.js';
import { ModelChoice } from '../../src/upstreams/openai/model-choice.js';
import { OpenAiTranscriber } from '../../src/upstreams/openai/transcriber.js';
import { call } from '../store/samples.js';
import { saved } from './recording-file.js';
import type { TrueCall } from './true-call.js';

const TIMEOUT_MS = 20 * 60_000;

/** What came of a recording, and what it took: the length of all that was sent as its frames tell it. */
export interface Hearing {
  transcript: Transcript;
  sentSeconds: number;
  requests: number;
}

/** The stage that turns sound into words, with the real thread and the real client, and no base. */
export interface Ear extends AsyncDisposable {
  hear(call: TrueCall, model: string): Promise<Hearing>;
  /** The same of a file that lies there. */
  hearFile(audio: SavedAudio, model: string, roles?: ChannelRoles): Promise<Hearing>;
  folder: string;
}

export async function openEar(server: { baseUrl: string; apiKey: string }): Promise<Ear> {
  const folder = await mkdtemp(join(tmpdir(), 'audiobot-eval-'));
  const dispatcher = await dispatcherFor(null, TIMEOUT_MS);
  const audioTools = new AudioWorker();
  const client = openClient({ ...server, dispatcher, timeoutMs: TIMEOUT_MS });
  const hearFile = async (audio: SavedAudio, model: string, channels: ChannelRoles = 'auto'): Promise<Hearing> => {
    const signal = new AbortController().signal;
    const recording = recordingOf('eval', audio, await audioTools.listen(audio, signal));
    const recorded: Recorded = {
      ...{ ...call('eval'), live: true, notify: true, take: 0 },
      audio: { recordings: [recording], absence: null },
    };
    const answers = new Forgetful();
    const tools = new Counting(audioTools);
    const choice = new ModelChoice({ ...choiceOf(model), baseUrl: server.baseUrl });
    const transcriber = new OpenAiTranscriber({ client, choice, answers, prices: {}, language: 'ru', vocabulary: [] });
    const stage = transcribe({ transcriber, audioTools: tools, channels, vocabulary: [], replace: {} });
    const transcript = await stage(recorded, signal);
    return { transcript, sentSeconds: tools.seconds, requests: answers.asked };
  };
  return {
    folder,
    hearFile,
    async hear(call, model) {
      const audio = await saved(call, folder);
      const hearing = await hearFile(audio, model, call.roles);
      if (!('file' in call.source)) await rm(audio.file);
      return hearing;
    },
    async [Symbol.asyncDispose]() {
      await audioTools[Symbol.asyncDispose]();
      await dispatcher.destroy();
      await rm(folder, { recursive: true });
    },
  };
}

/** Buys every answer anew: equal pieces of a repeated call count as often as they are sent. */
class Forgetful implements Answers {
  asked = 0;

  async once(...[, , buy]: Parameters<Answers['once']>): Promise<string> {
    this.asked += 1;
    return (await buy()).body;
  }
}

/** Counts what is cut to be sent. */
class Counting implements AudioTools {
  seconds = 0;

  constructor(private readonly tools: AudioTools) {}

  listen(...asked: Parameters<AudioTools['listen']>) {
    return this.tools.listen(...asked);
  }

  async uploads(...asked: Parameters<AudioTools['uploads']>): Promise<Upload[]> {
    const uploads = await this.tools.uploads(...asked);
    for (const { body } of uploads) this.seconds += secondsOf(Buffer.from(await body.arrayBuffer()));
    return uploads;
  }
}

function choiceOf(model: string) {
  return {
    ...{ key: 'transcription.model', model, successor: null },
    memory: { get: async () => null, set: async () => undefined },
    alerts: { raise: async () => undefined, clear: async () => undefined, forget: async () => false },
    clock: () => new Date(),
  };
}
