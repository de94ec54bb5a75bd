import { ApiError } from './api-error.js';
import type { SpeechModel } from './models.js';

/** As far as the list is known: gpt-transcribe refuses any other code, Uzbek and Tatar for instance. */
const LANGUAGES = ['ru', 'uk', 'be', 'kk', 'hy', 'az', 'ka', 'et', 'lv', 'lt', 'bg', 'en'];

export interface TranscriptionFields {
  format: string;
  granularities: string[];
  languages: string[];
}

/** The rules of apis/openai.md 2.1 and 2.2; fields nobody knows are ignored, as they are there. */
export function checkFields(form: FormData, model: string, about: SpeechModel): TranscriptionFields {
  const format = checkFormat(form, model, about);
  const granularities = checkGranularities(form, format);
  const temperature = Number(fieldText(form, 'temperature') ?? 0);
  if (!(temperature >= 0 && temperature <= 1)) {
    throw new ApiError(400, 'temperature must be between 0 and 1', 'temperature', 'invalid_value');
  }
  if (model.endsWith('diarize') && form.has('prompt')) {
    throw new ApiError(400, 'prompt is not supported by diarization models', 'prompt', 'unsupported_value');
  }
  if (model === 'gpt-transcribe') checkKeywords(form);
  const languages = model === 'gpt-transcribe' ? hintedLanguages(form) : oneLanguage(form);
  return { format, granularities, languages };
}

export function fieldText(form: FormData, name: string): string | null {
  const value = form.get(name);
  return typeof value === 'string' ? value : null;
}

function checkFormat(form: FormData, model: string, about: SpeechModel): string {
  const format = fieldText(form, 'response_format') ?? 'json';
  if (about.formats.includes(format)) return format;
  const choice = about.formats.map((name) => `'${name}'`).join(' or ');
  const message = `response_format '${format}' is not compatible with model '${model}'. Use ${choice} instead.`;
  throw new ApiError(400, message, 'response_format', 'unsupported_value');
}

function checkGranularities(form: FormData, format: string): string[] {
  const wanted = form.getAll('timestamp_granularities[]').map(String);
  if (wanted.some((one) => one !== 'word' && one !== 'segment')) {
    throw new ApiError(400, 'Invalid timestamp_granularities', 'timestamp_granularities', 'invalid_value');
  }
  if (wanted.length > 0 && format !== 'verbose_json') {
    const message = 'timestamp_granularities is only supported with response_format verbose_json';
    throw new ApiError(400, message, 'timestamp_granularities', 'unsupported_value');
  }
  return wanted.length > 0 ? wanted : ['segment'];
}

function oneLanguage(form: FormData): string[] {
  const language = fieldText(form, 'language');
  if (language === null) return [];
  if (/^[a-z]{2}$/.test(language)) return [language];
  const message = `Invalid language '${language}'. Language parameter must be specified in ISO-639-1 format.`;
  throw new ApiError(400, message, 'language', 'invalid_language_format');
}

/** The singular `language` is ignored here; a list must come as a repeated field, not as JSON or with commas. */
function hintedLanguages(form: FormData): string[] {
  const languages = repeated(form, 'languages');
  const strange = languages.find((code) => !LANGUAGES.includes(code));
  if (strange === undefined) return languages;
  throw new ApiError(400, `Invalid value: '${strange}'. Unsupported language.`, 'languages', 'invalid_value');
}

function checkKeywords(form: FormData): void {
  if (!repeated(form, 'keywords').some((word) => /[<>\r\n]/.test(word))) return;
  throw new ApiError(400, 'Keywords must be single lines without < or >.', 'keywords', 'invalid_value');
}

function repeated(form: FormData, name: string): string[] {
  return [...form.getAll(`${name}[]`), ...form.getAll(name)].map(String);
}
