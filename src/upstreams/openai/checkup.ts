import { APIConnectionError, APIError, type OpenAI } from 'openai';
import { z } from 'zod';
import { UpstreamError } from '../../domain/trouble.js';
import { answered } from './answered.js';
import { textParameters } from './text-models.js';
import { isModelGone, translate } from './trouble.js';

/** What is wrong with a server of models, as far as a person can mend it. */
export type ModelAilment =
  | 'bad-key'
  | 'no-money'
  | 'region'
  | 'forbidden'
  | 'model-gone'
  | 'proxy-login'
  | 'unreachable'
  | 'slow-down'
  | 'failed'
  | 'wrong-address'
  | 'foreign-answer'
  | 'refused';

/** `isKnown` false: the server answers, but cannot be asked about models. */
export type ModelFound =
  | { ailment: null; isKnown: boolean; shutdownDate: string | null }
  | { ailment: ModelAilment; isKnown?: never };

/** Some models refuse a smaller limit. */
const FEWEST_TOKENS = 16;

const modelShape = z.object({ id: z.string(), shutdown_date: z.iso.date().nullish().catch(null) });

/** `GET /v1/models/{model}` (apis/openai.md 0): proves key, region and model, and costs nothing. */
export async function lookUpModel(client: OpenAI, model: string, signal: AbortSignal): Promise<ModelFound> {
  try {
    const answer = await answered(client, (options) => client.models.retrieve(model, options), signal);
    const found = modelShape.safeParse(answer).data;
    return { ailment: null, isKnown: found !== undefined, shutdownDate: found?.shutdown_date ?? null };
  } catch (error) {
    const ailment = ailmentOf(error, signal);
    const isUnasked = ailment === 'wrong-address' && !isOfOpenAi(client);
    return isUnasked ? { ailment: null, isKnown: false, shutdownDate: null } : { ailment };
  }
}

/** The smallest paid request, a fraction of a cent; null when it was answered. */
export async function spendLittle(client: OpenAI, model: string, signal: AbortSignal): Promise<ModelAilment | null> {
  const { max_completion_tokens: limit, ...parameters } = textParameters(model);
  const least = limit === undefined ? { max_tokens: FEWEST_TOKENS } : { max_completion_tokens: FEWEST_TOKENS };
  const messages = [{ role: 'user', content: 'Ответь одним словом: да' } as const];
  try {
    const request = { model, messages, ...parameters, ...least };
    await answered(client, (options) => client.chat.completions.create(request, options), signal);
    return null;
  } catch (error) {
    // It thought longer than it may speak: it was paid for all the same.
    if (error instanceof APIError && /output limit was reached/i.test(error.message)) return null;
    return ailmentOf(error, signal);
  }
}

/** Throws the reason of an abort of our own, and what is no trouble of the server's. */
function ailmentOf(error: unknown, signal: AbortSignal): ModelAilment {
  const translated = translate(error, signal);
  if (!(translated instanceof UpstreamError)) throw translated;
  const isOurs = translated.trouble === 'unauthorized';
  if (error instanceof APIConnectionError) return isOurs ? 'proxy-login' : 'unreachable';
  if (!(error instanceof APIError)) return isOurs ? 'bad-key' : 'foreign-answer';
  if (isModelGone(error)) return 'model-gone';
  const { status } = error;
  if (translated.fault === 'money') return 'no-money';
  if (translated.fault === 'region') return 'region';
  if (status === 429) return 'slow-down';
  if (status === 403) return 'forbidden';
  return BY_STATUS[status ?? 0] ?? (translated.trouble === 'transient' ? 'failed' : 'refused');
}

const BY_STATUS: Record<number, ModelAilment> = {
  401: 'bad-key',
  404: 'wrong-address',
  405: 'wrong-address',
  407: 'proxy-login',
  501: 'wrong-address',
};

function isOfOpenAi({ baseURL }: OpenAI): boolean {
  return new URL(baseURL).hostname === 'api.openai.com';
}
