import type { Asked } from '../asked.js';
import { ApiError, noSuchModel } from './api-error.js';
import { type ChatModel, MODELS } from './models.js';
import { isNode, type SchemaNode } from './schema-node.js';
import { checkStrictSchema } from './strict-schema.js';

/** A chat completion that may begin: all checks of the request are behind it. */
export interface ChatRequest {
  model: string;
  about: ChatModel;
  /** All text of the messages. */
  text: string;
  /** The schema the answer must keep to, in strict mode. */
  schema: SchemaNode | null;
  json: boolean;
  /** How many tokens the answer may have; null: as many as it needs. */
  limit: number | null;
  body: SchemaNode;
}

/** Fields of the request; any other is refused. */
const KNOWN = `
  audio frequency_penalty function_call functions logit_bias logprobs max_completion_tokens max_tokens messages
  metadata modalities model moderation n parallel_tool_calls prediction presence_penalty prompt_cache_key
  prompt_cache_options prompt_cache_retention reasoning_effort response_format safety_identifier seed
  service_tier stop store stream stream_options temperature tool_choice tools top_logprobs top_p user verbosity
  web_search_options
`
  .trim()
  .split(/\s+/);

/** Reads and refuses as `POST /v1/chat/completions` does (apis/openai.md section 3); throws ApiError. */
export function readChat(asked: Asked, isOn: (model: string) => boolean): ChatRequest {
  const body = parsed(asked);
  const strange = Object.keys(body).find((name) => !KNOWN.includes(name));
  if (strange !== undefined) throw new ApiError(400, `Unknown parameter: '${strange}'.`, strange, 'unknown_parameter');
  const model = body.model;
  if (typeof model !== 'string') throw new ApiError(400, 'you must provide a model parameter');
  const about = MODELS[model];
  if (about?.kind !== 'chat' || !isOn(model)) throw noSuchModel(model);
  const text = textOf(body.messages);
  if (about.reasoning) checkReasoning(body, about);
  else if (body.reasoning_effort !== undefined) {
    throw new ApiError(400, 'Unrecognized request argument supplied: reasoning_effort');
  }
  const limit = body.max_completion_tokens ?? body.max_tokens ?? null;
  const format = checkFormat(body.response_format, text);
  return { model, about, text, ...format, limit: limit === null ? null : Number(limit), body };
}

function parsed(asked: Asked): SchemaNode {
  try {
    const body: unknown = JSON.parse(asked.body.toString());
    if (isNode(body)) return body;
  } catch {}
  throw new ApiError(400, 'We could not parse the JSON body of your request.');
}

function textOf(messages: unknown): string {
  if (!Array.isArray(messages) || messages.length === 0) {
    throw new ApiError(400, "Invalid 'messages': empty array.", 'messages', 'empty_array');
  }
  return messages.map(messageText).join('\n');
}

const ROLES = ['developer', 'system', 'user', 'assistant'];

function messageText(message: unknown, at: number): string {
  if (!isNode(message) || !ROLES.includes(String(message.role))) {
    throw new ApiError(400, `Invalid value for 'messages[${at}].role'.`, `messages[${at}].role`, 'invalid_value');
  }
  if (typeof message.content === 'string') return message.content;
  const parts = Array.isArray(message.content) ? message.content : [];
  const texts = parts.filter(isNode).map((part) => part.text);
  if (texts.length === 0 || texts.some((text) => typeof text !== 'string')) {
    throw new ApiError(400, `Invalid value for 'content'.`, `messages[${at}].content`, 'invalid_type');
  }
  return texts.join('\n');
}

/** The GPT-6 family: other name for the limit, temperature only without reasoning, and effort `none` not everywhere. */
function checkReasoning(body: SchemaNode, about: ChatModel): void {
  if (body.max_tokens !== undefined) {
    throw unsupported('max_tokens', " Use 'max_completion_tokens' instead.");
  }
  if (body.reasoning_effort === 'none' && !about.none) {
    const message = "Unsupported value: 'reasoning_effort' does not support 'none' with this model.";
    throw new ApiError(400, message, 'reasoning_effort', 'unsupported_value');
  }
  const sampling = ['temperature', 'top_p', 'logprobs', 'top_logprobs'].find((name) => body[name] !== undefined);
  if (sampling !== undefined && body.reasoning_effort !== 'none') throw unsupported(sampling, '');
}

function unsupported(name: string, advice: string): ApiError {
  const message = `Unsupported parameter: '${name}' is not supported with this model.${advice}`;
  return new ApiError(400, message, name, 'unsupported_parameter');
}

function checkFormat(format: unknown, text: string): { schema: SchemaNode | null; json: boolean } {
  const type = isNode(format) ? format.type : 'text';
  if (type === 'text') return { schema: null, json: false };
  if (type === 'json_object') {
    if (/json/i.test(text)) return { schema: null, json: true };
    const rule =
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.";
    throw new ApiError(400, rule, 'messages');
  }
  const named = isNode(format) && type === 'json_schema' ? format.json_schema : null;
  if (!isNode(named)) throw new ApiError(400, 'Invalid response_format.', 'response_format', 'invalid_value');
  const name = String(named.name ?? '');
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) {
    throw new ApiError(400, 'Invalid name of the schema.', 'response_format.json_schema.name', 'invalid_value');
  }
  if (named.strict === true) checkStrictSchema(name, named.schema);
  return { schema: isNode(named.schema) ? named.schema : null, json: true };
}
