/** A model for speech (apis/openai.md 2.1); price in USD a minute, `longest` in seconds. */
export interface SpeechModel {
  kind: 'speech';
  minute: number;
  formats: string[];
  longest: number;
  shutdown: string | null;
}

/** A model for text (apis/openai.md 3.1, 3.2); prices in USD for a million tokens. */
export interface ChatModel {
  kind: 'chat';
  input: number;
  output: number;
  /** Takes `reasoning_effort` and refuses `max_tokens`. */
  reasoning: boolean;
  /** Effort `none` is possible. */
  none: boolean;
  /** The name the answer carries. */
  snapshot: string;
  shutdown: string | null;
}

const WHISPER_FORMATS = ['json', 'text', 'srt', 'verbose_json', 'vtt'];

export const MODELS: Record<string, SpeechModel | ChatModel> = {
  'whisper-1': speech(0.006, WHISPER_FORMATS, Infinity, '2027-02-26'),
  'gpt-transcribe': speech(0.0045, ['json', 'text'], Infinity, null),
  'gpt-4o-transcribe': speech(0.006, ['json', 'text'], 1400, '2027-02-26'),
  'gpt-4o-mini-transcribe': speech(0.003, ['json', 'text'], 1400, '2027-02-26'),
  'gpt-4o-transcribe-diarize': speech(0.006, ['json', 'text', 'diarized_json'], 1400, '2027-02-26'),
  'gpt-4o': plain(2.5, 10, 'gpt-4o-2024-08-06'),
  'gpt-4o-mini': plain(0.15, 0.6, 'gpt-4o-mini-2024-07-18'),
  'gpt-4.1': plain(2, 8, 'gpt-4.1-2025-04-14'),
  'gpt-4.1-mini': plain(0.4, 1.6, 'gpt-4.1-mini-2025-04-14'),
  'gpt-6-luna': reasoning(0.1, 0.5, true, 'gpt-6-luna'),
  'gpt-6.1-terra': reasoning(1, 5, true, 'gpt-6.1-terra'),
  'gpt-6.1-sol': reasoning(2, 10, false, 'gpt-6.1-sol'),
  'gpt-6-astra': reasoning(10, 50, false, 'gpt-6-astra'),
};

/** One entry of `GET /v1/models`. `shutdown`: announced later than this list was written. */
export function modelObject(id: string, shutdown: string | null = MODELS[id]?.shutdown ?? null): object {
  return {
    id,
    object: 'model',
    created: 1_715_367_049,
    owned_by: 'system',
    shutdown_date: shutdown,
  };
}

function speech(minute: number, formats: string[], longest: number, shutdown: string | null): SpeechModel {
  return { kind: 'speech', minute, formats, longest, shutdown };
}
function plain(input: number, output: number, snapshot: string): ChatModel {
  return { kind: 'chat', input, output, reasoning: false, none: false, snapshot, shutdown: '2027-01-14' };
}
function reasoning(input: number, output: number, none: boolean, snapshot: string): ChatModel {
  return { kind: 'chat', input, output, reasoning: true, none, snapshot, shutdown: null };
}
