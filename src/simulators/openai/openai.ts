import type { Asked } from '../asked.js';
import { type Clock, type Reply, Simulator } from '../simulator.js';
import { ApiError, keyRefusal, noSuchModel, scriptedError } from './api-error.js';
import { chatCompletion, chatContent, misfits } from './chat-answer.js';
import { readChat } from './chat-request.js';
import { type KnownCall, readKnownCalls, recognise, type Segment, sha256 } from './known-calls.js';
import { type Heard, Listener } from './listening/listener.js';
import { MODELS, modelObject } from './models.js';
import { withTurns } from './quoted-turns.js';
import { transcriptionAnswer } from './transcription-answer.js';
import { readTranscription, type TranscriptionForm } from './transcription-form.js';

export interface OpenAIOptions {
  key: string;
  /** Folder with bundled calls; null: no call is known. */
  assets: string | null;
  latency: { transcribeMs: number; analyzeMs: number };
}

/** One request that was billed, whether its answer arrived or not. `input`: sha256 of the file, or of the messages. */
export interface Bought {
  at: Date;
  kind: 'transcription' | 'chat';
  model: string;
  input: string;
  /** Form fields of a transcription, body of a chat request. */
  parameters: Record<string, unknown>;
  /** Known call that was recognised. */
  callId: string | null;
  /** Length of the audio; null of a chat. */
  seconds: number | null;
  usd: number;
}

const UNKNOWN_WORDS: Segment[] = [{ start: 0.4, end: 3.2, text: 'Здравствуйте, я перезвоню вам позже.' }];

/** OpenAI's models, transcriptions and chat completions (apis/openai.md). */
export class OpenAI extends Simulator {
  readonly bought: Bought[] = [];
  /** Where a scripted analysis did not fit the schema of the request and was bent to it. */
  readonly misfits: string[] = [];
  /** What a model makes of silence, over all of it; null: nothing. */
  hallucinate: string | (Pick<Segment, 'text'> & Partial<Segment>) | null = null;
  readonly #options: OpenAIOptions;
  readonly #calls: KnownCall[];
  readonly #listener = new Listener();
  readonly #retired = new Set<string>();
  readonly #announced = new Map<string, string>();

  constructor(options: OpenAIOptions, clock: Clock) {
    super(clock);
    this.#options = options;
    this.#calls = options.assets === null ? [] : readKnownCalls(options.assets);
    for (const call of this.#calls) this.#listener.know(call);
  }

  /** From now on this is heard in the file, and in any sound that is made of it; and its words are analysed so. */
  hear(audio: Buffer, segments: Segment[], analysis: unknown = null): void {
    const id = sha256(audio);
    const call = { id, sha256: id, audio: () => audio, segments, analysis };
    this.#calls.unshift(call);
    this.#listener.know(call);
  }

  /** From now on the model is not there (404 `model_not_found`). */
  retire(model: string): void {
    this.#retired.add(model);
  }

  /** From now on the model's entry names this day of its end, `2027-01-14` (apis/openai.md 0). */
  announceShutdown(model: string, day: string): void {
    this.#announced.set(model, day);
  }

  get transcriptions(): Bought[] {
    return this.bought.filter((one) => one.kind === 'transcription');
  }
  get chats(): Bought[] {
    return this.bought.filter((one) => one.kind === 'chat');
  }
  get usd(): number {
    return this.bought.reduce((sum, one) => sum + one.usd, 0);
  }

  /** What was paid for before with the very same input, model and parameters. */
  get boughtTwice(): Bought[] {
    const keys = this.bought.map((one) => JSON.stringify([one.kind, one.model, one.input, one.parameters]));
    return this.bought.filter((_, at) => keys.indexOf(keys[at] ?? '') < at);
  }

  protected async handle(asked: Asked): Promise<Reply> {
    try {
      this.#checkKey(asked);
      return withHeaders(await this.#route(asked), this.bought.length);
    } catch (error) {
      if (error instanceof ApiError) return withHeaders(error.reply, this.bought.length);
      throw error;
    }
  }

  protected words(status: number): unknown {
    return scriptedError(status);
  }

  #checkKey(asked: Asked): void {
    const given = /^Bearer (.+)$/.exec(asked.headers.authorization ?? '')?.[1] ?? '';
    if (given !== this.#options.key) throw keyRefusal(given);
  }

  async #route(asked: Asked): Promise<Reply> {
    const request = `${asked.method} ${asked.path}`;
    if (request === 'POST /v1/audio/transcriptions') return this.#transcribe(asked);
    if (request === 'POST /v1/chat/completions') return this.#chat(asked);
    if (request === 'GET /v1/models') return { status: 200, body: { object: 'list', data: this.#models() } };
    const id = /^GET \/v1\/models\/(.+)$/.exec(request)?.[1];
    if (id === undefined) throw new ApiError(404, `Invalid URL (${request})`);
    if (!this.#isOn(id)) throw noSuchModel(id);
    return { status: 200, body: this.#model(id) };
  }

  async #transcribe(asked: Asked): Promise<Reply> {
    const form = await readTranscription(asked, (model) => this.#isOn(model));
    const { model, parameters, about } = form;
    const { sha256: input, seconds } = form.file;
    const usd = (seconds / 60) * about.minute;
    const bought: Bought = {
      at: asked.at,
      kind: 'transcription',
      model,
      input,
      parameters,
      callId: null,
      seconds,
      usd,
    };
    this.bought.push(bought);
    const [heard] = await Promise.all([this.#hear(form), this.pause(this.#options.latency.transcribeMs)]);
    bought.callId = heard.callId;
    return transcriptionAnswer(form, this.#told(heard, seconds), seconds);
  }

  /** A file that was told as it is needs no listening. */
  async #hear({ file }: TranscriptionForm): Promise<Heard> {
    const known = this.#calls.find((call) => call.sha256 === file.sha256);
    return known === undefined
      ? this.#listener.listen(file.bytes, file.sha256)
      : { callId: known.id, segments: known.segments };
  }

  #told({ segments }: Heard, seconds: number): Segment[] {
    if (segments === null) return UNKNOWN_WORDS;
    if (segments.length > 0 || this.hallucinate === null) return segments;
    const invented = typeof this.hallucinate === 'string' ? { text: this.hallucinate } : this.hallucinate;
    return [{ start: 0, end: seconds, ...invented }];
  }

  async #chat(asked: Asked): Promise<Reply> {
    const request = readChat(asked, (model) => this.#isOn(model));
    const known = recognise(request.text, this.#calls);
    const scripted = withTurns(known?.analysis ?? null, request.text);
    if (scripted !== null) this.misfits.push(...misfits(request, scripted));
    const content = chatContent(request, scripted);
    const { body, usage } = chatCompletion(request, content, this.clock());
    const { messages, ...parameters } = request.body;
    const input = sha256(Buffer.from(JSON.stringify(messages)));
    const { input: priceIn, output: priceOut } = request.about;
    const usd = (usage.prompt_tokens * priceIn + usage.completion_tokens * priceOut) / 1e6;
    const callId = known?.id ?? null;
    const about = { at: asked.at, model: request.model, input, parameters, callId, usd };
    this.bought.push({ ...about, kind: 'chat', seconds: null });
    await this.pause(this.#options.latency.analyzeMs);
    return { status: 200, body };
  }

  #models(): object[] {
    return Object.keys(MODELS)
      .filter((id) => this.#isOn(id))
      .map((id) => this.#model(id));
  }

  #model(id: string): object {
    return modelObject(id, this.#announced.get(id));
  }

  #isOn(model: string): boolean {
    return Object.hasOwn(MODELS, model) && !this.#retired.has(model);
  }
}

function withHeaders(reply: Reply, count: number): Reply {
  return { ...reply, headers: { 'x-request-id': `req_${String(count).padStart(8, '0')}`, ...reply.headers } };
}
