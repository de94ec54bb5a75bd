import { openAsBlob } from 'node:fs';
import type OpenAI from 'openai';
import { toFile } from 'openai';
import type { AudioFormat, Recording } from '../../domain/call.js';
import type { Answers, Heard, PaidAnswer, Payer, Transcriber } from '../../domain/ports.js';
import { UpstreamError } from '../../domain/trouble.js';
import { answered } from './answered.js';
import { chargedSeconds, heardFrom } from './heard.js';
import type { ModelChoice } from './model-choice.js';
import { type Prices, speechCost } from './prices.js';
import { speechParameters } from './speech-models.js';

const TYPES: Record<AudioFormat, string> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  webm: 'audio/webm',
};

interface Needs {
  client: OpenAI;
  choice: ModelChoice;
  answers: Answers;
  prices: Prices;
  language: string;
  vocabulary: string[];
}

/** `POST /v1/audio/transcriptions` (apis/openai.md 2) of OpenAI or any server that speaks it. */
export class OpenAiTranscriber implements Transcriber {
  constructor(private readonly needs: Needs) {}

  transcribe(recording: Recording, payer: Payer, signal: AbortSignal): Promise<Heard> {
    return this.needs.choice.ask(async (model) => {
      const parameters = speechParameters(model, this.needs);
      const question = { stage: 'transcribe', model, input: recording.sha256, parameters } as const;
      const body = await this.needs.answers.once(question, payer, () => this.buy(recording, model, parameters, signal));
      return heardFrom(body, model);
    }, signal);
  }

  private async buy(
    recording: Recording,
    model: string,
    parameters: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<PaidAnswer> {
    await this.needs.choice.demand(model);
    const file = await openRecording(recording);
    const request = { file, model, ...parameters } as OpenAI.Audio.TranscriptionCreateParamsNonStreaming;
    const { client } = this.needs;
    const answer = await answered(client, (options) => client.audio.transcriptions.create(request, options), signal);
    // Stored as it came, readable or not: it is paid for.
    const seconds = chargedSeconds(answer) ?? recording.seconds;
    const usage = 'usage' in answer ? answer.usage : { seconds };
    return { body: JSON.stringify(answer), usage, cost: speechCost(this.needs.prices, model, seconds) };
  }
}

/** The name's extension is trusted by the server: it follows what the file is, not what it was called. */
async function openRecording({ file, format }: Recording): Promise<File> {
  try {
    return await toFile(await openAsBlob(file), `call.${format}`, { type: TYPES[format] });
  } catch (cause) {
    throw new UpstreamError('disk', 'transient', 'the recording cannot be opened', { cause });
  }
}
