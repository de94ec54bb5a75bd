import type OpenAI from 'openai';
import pMap from 'p-map';
import type { AudioFormat } from '../../domain/call.js';
import type { Answers, CutFor, Heard, PaidAnswer, Payer, Transcriber, Upload } from '../../domain/ports.js';
import type { HeardPiece } from '../../domain/transcript/placed.js';
import { answered } from './answered.js';
import { chargedSeconds, heardFrom } from './heard.js';
import type { ModelChoice } from './model-choice.js';
import { type Prices, speechCost } from './prices.js';
import { speechLimits, speechParameters } from './speech-models.js';

const TYPES: Record<AudioFormat, string> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  webm: 'audio/webm',
};
/** Requests of one recording at a time; small accounts have low limits. */
const AT_ONCE = 3;

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

  transcribe(cut: CutFor, payer: Payer, signal: AbortSignal, wished?: string): Promise<Heard> {
    return this.needs.choice.ask(
      async (model) => {
        const pieces = await cut(speechLimits(model));
        const heard = await unlessOneFails(pieces, async ({ piece, upload }): Promise<HeardPiece> => {
          const body = await this.bodyFor(upload, model, payer, signal);
          return { piece, ...heardFrom(body, upload.leadSeconds) };
        });
        return { model, pieces: heard };
      },
      signal,
      wished,
    );
  }

  private bodyFor(upload: Upload, model: string, payer: Payer, signal: AbortSignal): Promise<string> {
    const parameters = speechParameters(model, this.needs);
    const question = { stage: 'transcribe', model, input: upload.sha256, parameters } as const;
    return this.needs.answers.once(question, payer, () => this.buy(upload, model, parameters, signal));
  }

  private async buy(
    { body, format, seconds }: Upload,
    model: string,
    parameters: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<PaidAnswer> {
    await this.needs.choice.demand(model);
    // The name's extension is trusted by the server: it follows what the file is, not what it was called.
    const file = new File([body], `call.${format}`, { type: TYPES[format] });
    const request = { file, model, ...parameters } as OpenAI.Audio.TranscriptionCreateParamsNonStreaming;
    const { client } = this.needs;
    const answer = await answered(client, (options) => client.audio.transcriptions.create(request, options), signal);
    // Stored as it came, readable or not: it is paid for.
    const charged = chargedSeconds(answer) ?? seconds;
    const usage = 'usage' in answer ? answer.usage : { seconds: charged };
    return { body: JSON.stringify(answer), usage, cost: speechCost(this.needs.prices, model, charged) };
  }
}

/** A few at a time; after one has failed no other is begun, but those under way are paid for and end. */
async function unlessOneFails<Item, Result>(items: Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  let failure: { error: unknown } | null = null;
  const results = await pMap(
    items,
    async (item): Promise<Result[]> => {
      if (failure) return [];
      try {
        return [await work(item)];
      } catch (error) {
        failure ??= { error };
        return [];
      }
    },
    { concurrency: AT_ONCE },
  );
  if (failure) throw (failure as { error: unknown }).error;
  return results.flat();
}
