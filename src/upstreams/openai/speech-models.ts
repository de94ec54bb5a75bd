/** What every request for speech says besides the file and the model. */
interface Speech {
  language: string;
  vocabulary: string[];
}

/** The form fields a model understands, by its name (apis/openai.md 2.1); a name we do not know is a Whisper of one's own. */
export function speechParameters(model: string, { language, vocabulary }: Speech): Record<string, unknown> {
  const name = model.slice(model.lastIndexOf('/') + 1);
  const words = vocabulary.length > 0 ? { prompt: vocabulary.join(', ') } : {};
  if (name.startsWith('gpt-transcribe')) {
    const keywords = vocabulary.filter((word) => !/[<>\r\n]/.test(word));
    return { response_format: 'json', languages: [language], ...(keywords.length > 0 ? { keywords } : {}) };
  }
  if (name.includes('diarize')) return { response_format: 'diarized_json', chunking_strategy: 'auto', language };
  if (name.startsWith('gpt-')) return { response_format: 'json', language, ...words };
  return { response_format: 'verbose_json', timestamp_granularities: ['segment'], temperature: 0, language, ...words };
}
