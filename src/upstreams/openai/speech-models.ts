import type { SpeechLimits } from '../../domain/sound/pieces.js';

/** What every request for speech says besides the file and the model. */
interface Speech {
  language: string;
  vocabulary: string[];
}

/** 1400 s is the limit of gpt-4o-*; an encoder may add a little (apis/openai.md 2.4). */
const GPT_4O_SECONDS = 1_390;

/** The form fields a model understands, by its name (apis/openai.md 2.1); a name we do not know is a Whisper of one's own. */
export function speechParameters(model: string, { language, vocabulary }: Speech): Record<string, unknown> {
  const name = bareName(model);
  const words = vocabulary.length > 0 ? { prompt: vocabulary.join(', ') } : {};
  if (name.startsWith('gpt-transcribe')) {
    const keywords = vocabulary.filter((word) => !/[<>\r\n]/.test(word));
    return { response_format: 'json', languages: [language], ...(keywords.length > 0 ? { keywords } : {}) };
  }
  if (name.includes('diarize')) return { response_format: 'diarized_json', chunking_strategy: 'auto', language };
  if (name.startsWith('gpt-')) return { response_format: 'json', language, ...words };
  // A turn ends within a segment at times; servers of one's own may refuse to tell the times of words.
  const granularities = name === 'whisper-1' ? ['segment', 'word'] : ['segment'];
  return {
    response_format: 'verbose_json',
    timestamp_granularities: granularities,
    temperature: 0,
    language,
    ...words,
  };
}

/** How audio must be cut for a model, by its name. */
export function speechLimits(model: string): SpeechLimits {
  const name = bareName(model);
  return {
    longestSeconds: name.startsWith('gpt-4o') ? GPT_4O_SECONDS : Number.POSITIVE_INFINITY,
    hasTimes: !name.startsWith('gpt-') || name.includes('diarize'),
  };
}

/** Resellers put a name before it: `openai/whisper-1`. */
function bareName(model: string): string {
  return model.slice(model.lastIndexOf('/') + 1);
}
