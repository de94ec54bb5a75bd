import type { Config } from '../config/derive.js';
import type { Preset } from '../domain/analysis/preset.js';
import type { Alerts, Analyst, Answers, Clock, Memory, Transcriber } from '../domain/ports.js';
import { dispatcherFor } from '../lib/proxy.js';
import { OpenAiAnalyst } from '../upstreams/openai/analyst.js';
import { openClient } from '../upstreams/openai/client.js';
import { ModelChoice } from '../upstreams/openai/model-choice.js';
import { OpenAiTranscriber } from '../upstreams/openai/transcriber.js';

/** An hour of speech on a server of one's own without a graphics card. */
const TRANSCRIBE_MS = 15 * 60_000;
const ANALYZE_MS = 3 * 60_000;

interface Needs {
  answers: Answers;
  memory: Memory;
  alerts: Alerts;
  clock: Clock;
  zone: () => Promise<string>;
  nameOf: (employee: string) => string;
  /** Of a wished preset, or else of the configured one. */
  presetFor: (wished: string | undefined) => Preset;
  /** Instructions to use instead of ours, when they are compared. */
  rules?: string;
}

/** The two models, each on its own server, with its own proxy and successor. */
export async function openIntelligence(
  config: Config,
  needs: Needs,
): Promise<{ transcriber: Transcriber; analyst: Analyst } & AsyncDisposable> {
  const { transcription, analysis, prices } = config;
  const speechLine = await dispatcherFor(transcription.proxy, TRANSCRIBE_MS);
  const textLine = await dispatcherFor(analysis.proxy, ANALYZE_MS);
  const choice = (section: 'transcription' | 'analysis') =>
    new ModelChoice({ ...config[section], key: `${section}.model`, ...needs });
  const client = (server: typeof transcription | typeof analysis, dispatcher: typeof speechLine, timeoutMs: number) =>
    openClient({ apiKey: server.apiKey ?? '', baseUrl: server.baseUrl, dispatcher, timeoutMs });
  return {
    transcriber: new OpenAiTranscriber({
      client: client(transcription, speechLine, TRANSCRIBE_MS),
      choice: choice('transcription'),
      language: transcription.language,
      vocabulary: transcription.vocabulary,
      answers: needs.answers,
      prices,
    }),
    analyst: new OpenAiAnalyst({
      client: client(analysis, textLine, ANALYZE_MS),
      choice: choice('analysis'),
      answers: needs.answers,
      prices,
      zone: needs.zone,
      nameOf: needs.nameOf,
      presetFor: needs.presetFor,
      rules: needs.rules,
    }),
    async [Symbol.asyncDispose]() {
      await Promise.all([speechLine.destroy(), textLine.destroy()]);
    },
  };
}
