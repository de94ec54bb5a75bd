import { createHash } from 'node:crypto';
import { loadPreset } from '../../../src/config/preset/load.js';
import { partsOf } from '../../../src/domain/analysis/parts.js';
import type { Preset } from '../../../src/domain/analysis/preset.js';
import type { AudioFormat, Transcribed } from '../../../src/domain/call.js';
import type { CutFor, Heard } from '../../../src/domain/ports.js';
import type { Turn } from '../../../src/domain/transcript/transcript.js';
import { UpstreamError } from '../../../src/domain/trouble.js';
import { dispatcherFor } from '../../../src/lib/proxy.js';
import { startWorld, type World } from '../../../src/simulators/world.js';
import { SqlAnswers } from '../../../src/store/answers.js';
import { SqlMemory } from '../../../src/store/memory.js';
import { OpenAiAnalyst } from '../../../src/upstreams/openai/analyst.js';
import { openClient } from '../../../src/upstreams/openai/client.js';
import { ModelChoice } from '../../../src/upstreams/openai/model-choice.js';
import { type ChatMessage, linesOf, promptFor } from '../../../src/upstreams/openai/prompt.js';
import { OpenAiTranscriber } from '../../../src/upstreams/openai/transcriber.js';
import { type Bench, openBench } from '../../store/bench.js';
import { call } from '../../store/samples.js';

/** A signal of its own for each request: the SDK leaves a listener on it. */
export const never = () => new AbortController().signal;
export const PAYER = { callId: 'in_a', take: 0 };
export const ZONE = 'Europe/Moscow';
export const GENERAL = loadPreset('general');

const PRICES = {
  'whisper-1': { minute: 0.006 },
  'gpt-transcribe': { minute: 0.0045 },
  'gpt-4o-transcribe': { minute: 0.006 },
  'gpt-4o': { input: 2.5, output: 10 },
  'gpt-6-luna': { input: 0.1, output: 0.5 },
};

export interface Options {
  model?: string;
  successor?: string | null;
  vocabulary?: string[];
  apiKey?: string;
  baseUrl?: string;
  timeoutMs?: number;
  preset?: Preset;
  rules?: string;
}

/** The adapters over real HTTP, with a real base and a server that imitates OpenAI. */
export interface Room extends AsyncDisposable {
  world: World;
  bench: Bench;
  /** What the operator was told. */
  alerts: string[];
  transcriber(options?: Options): OpenAiTranscriber;
  analyst(options?: Options): OpenAiAnalyst;
  /** A recording that goes up as it is; `format` is what it is. */
  record(bytes: Buffer, format: AudioFormat, seconds?: number | null): { sha256: string; cut: CutFor };
  /** Paid answers in the base. */
  stored(): Promise<{ model: string; body: string; usage: string; costUsd: number | null }[]>;
}

export async function openRoom(proxyUrl: string | null = null): Promise<Room> {
  const world = await startWorld();
  const bench = await openBench();
  const dispatcher = await dispatcherFor(proxyUrl, 10_000);
  const raised: string[] = [];
  const alerts = {
    raise: async (key: string, text: string) => void raised.push(`${key}: ${text}`),
    clear: async () => undefined,
    forget: async () => false,
  };
  const common = ({ model, successor, ...options }: Options, key: string, usual: string) => {
    const server = { baseUrl: `${world.openai.url}/v1`, apiKey: world.env().OPENAI_API_KEY ?? '', timeoutMs: 10_000 };
    const { baseUrl } = { ...server, ...options };
    const memory = new SqlMemory(bench.base, bench.clock);
    return {
      client: openClient({ ...server, ...options, dispatcher }),
      choice: new ModelChoice({
        ...{ key, model: model ?? usual, successor: successor ?? null },
        ...{ baseUrl, memory, alerts, clock: bench.clock },
      }),
      answers: new SqlAnswers(bench.base, bench.clock),
      prices: PRICES,
    };
  };
  return {
    world,
    bench,
    alerts: raised,
    transcriber: (options = {}) =>
      new OpenAiTranscriber({
        ...common(options, 'transcription.model', 'whisper-1'),
        language: 'ru',
        vocabulary: options.vocabulary ?? [],
      }),
    analyst: (options = {}) =>
      new OpenAiAnalyst({
        ...common(options, 'analysis.model', 'gpt-4o'),
        zone: async () => ZONE,
        presetFor: (wished) => (wished === undefined ? (options.preset ?? GENERAL) : loadPreset(wished)),
        rules: options.rules,
        nameOf: (employee) => (employee === '100' ? 'Алексей' : employee),
      }),
    record(bytes, format, seconds = null) {
      const upload = {
        body: new Blob([new Uint8Array(bytes)]),
        format,
        sha256: sha256(bytes),
        seconds,
        leadSeconds: 0,
      };
      return { sha256: upload.sha256, cut: async () => [{ piece: null, upload }] };
    },
    stored: () =>
      bench.base.selectFrom('answers').select(['model', 'body', 'usage', 'costUsd']).orderBy('createdAt').execute(),
    async [Symbol.asyncDispose]() {
      await dispatcher.destroy();
      await bench[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
}

/** What was heard in the only piece of a recording. */
export function heardIn({ model, pieces: [only, ...others] }: Heard) {
  if (!only || others.length > 0) throw new Error('not one piece');
  return { model, text: only.text, segments: only.segments };
}

/** What the model reads of a call that is read in one go. */
export function promptOf(call: Transcribed, employees = ['Алексей'], preset = GENERAL): ChatMessage[] {
  const [part = { from: 0, lines: [] }] = partsOf(linesOf(call.transcript), Number.POSITIVE_INFINITY);
  return promptFor(call, part, true, { zone: ZONE, employees, preset });
}

/** A call with these words, one turn each; without turns the words are one text. */
export function spoken(words: string[], given: { turns?: Partial<Turn>[] | null; take?: number } = {}): Transcribed {
  const turns = words.map((text, number): Turn => {
    const usual = { speaker: 'unknown', channel: null, start: number * 5, end: number * 5 + 4, text } as const;
    return { ...usual, ...given.turns?.[number] };
  });
  return {
    ...call('in_a'),
    ...{ live: true, notify: true, take: given.take ?? 0, audio: { recordings: [], absence: null } },
    transcript: {
      text: words.join(' '),
      model: 'whisper-1',
      turns: given.turns === null ? [] : turns,
      wordless: null,
      cut: [],
      trust: null,
    },
  };
}

/** What a promise fails with, which must be an error of our own. */
export async function troubleOf(failing: Promise<unknown>): Promise<UpstreamError> {
  const error: unknown = await failing.catch((thrown) => thrown);
  if (error instanceof UpstreamError) return error;
  throw new Error('not an UpstreamError', { cause: error });
}

/** An error with all its causes, as the log would show it. */
export function allWordsOf(error: unknown): string {
  return error instanceof Error ? `${error.message}\n${error.stack}\n${allWordsOf(error.cause)}` : String(error);
}

export function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
