import { extname } from 'node:path';
import { type Asked, contentType, readForm } from '../asked.js';
import { ApiError, noSuchModel } from './api-error.js';
import { container, secondsOf } from './audio-bytes.js';
import { sha256 } from './known-calls.js';
import { MODELS, type SpeechModel } from './models.js';
import { checkFields, fieldText } from './transcription-fields.js';

const LARGEST_BODY = 26_214_400;

/** Extensions that are taken, and what the bytes must then be. */
const CONTAINERS: Record<string, string> = {
  flac: 'flac',
  m4a: 'mp4',
  mp3: 'mp3',
  mp4: 'mp4',
  mpeg: 'mp3',
  mpga: 'mp3',
  oga: 'ogg',
  ogg: 'ogg',
  wav: 'wav',
  webm: 'webm',
};

/** A transcription that may begin: all checks of the request are behind it. */
export interface TranscriptionForm {
  model: string;
  about: SpeechModel;
  format: string;
  granularities: string[];
  languages: string[];
  file: { name: string; bytes: Buffer; sha256: string; seconds: number };
  /** Every field but the file, by name as sent. */
  parameters: Record<string, string | string[]>;
}

/** Reads and refuses as `POST /v1/audio/transcriptions` does (apis/openai.md section 2); throws ApiError. */
export async function readTranscription(asked: Asked, isOn: (model: string) => boolean): Promise<TranscriptionForm> {
  const form = await openForm(asked);
  const file = form.get('file');
  if (file === null || typeof file === 'string') {
    throw new ApiError(400, "Missing required parameter: 'file'.", 'file', 'missing_required_parameter');
  }
  const model = fieldText(form, 'model');
  if (!model) throw new ApiError(400, 'you must provide a model parameter', 'model', 'missing_required_parameter');
  const about = MODELS[model];
  if (about?.kind !== 'speech' || !isOn(model)) throw noSuchModel(model);
  const fields = checkFields(form, model, about);
  const bytes = Buffer.from(await file.arrayBuffer());
  const seconds = checkAudio(file.name, bytes, about);
  if (model.endsWith('diarize') && seconds > 30 && !form.has('chunking_strategy')) {
    const message = 'chunking_strategy is required for diarization models';
    throw new ApiError(400, message, 'chunking_strategy', 'missing_required_parameter');
  }
  const heard = { name: file.name, bytes, sha256: sha256(bytes), seconds };
  return { model, about, ...fields, file: heard, parameters: parametersOf(form) };
}

async function openForm(asked: Asked): Promise<FormData> {
  const type = contentType(asked);
  if (!type.startsWith('multipart/form-data')) {
    const message = `Unsupported content type: '${type}'. This API method only accepts 'multipart/form-data' requests.`;
    throw new ApiError(415, message, null, 'unsupported_content_type');
  }
  const size = asked.body.length;
  if (size > LARGEST_BODY) {
    throw new ApiError(413, `413: Maximum content size limit (${LARGEST_BODY}) exceeded (${size} bytes read)`);
  }
  return readForm(asked).catch(() => {
    throw new ApiError(400, 'Could not parse multipart form');
  });
}

/** The extension is believed: it decides how the file is opened. Returns the length in seconds. */
function checkAudio(name: string, bytes: Buffer, about: SpeechModel): number {
  const expected = CONTAINERS[extname(name).slice(1).toLowerCase()];
  if (expected === undefined) {
    const message = `Unrecognized file format. Supported formats: ${JSON.stringify(Object.keys(CONTAINERS))}`;
    throw new ApiError(400, message, 'file', 'unsupported_value');
  }
  if (container(bytes) !== expected) {
    throw new ApiError(400, 'Audio file might be corrupted or unsupported', 'file', 'invalid_value');
  }
  const seconds = secondsOf(bytes);
  if (seconds < 0.1) {
    const message = 'Audio file is too short. Minimum audio length is 0.1 seconds.';
    throw new ApiError(400, message, 'file', 'audio_too_short');
  }
  if (seconds > about.longest) {
    const most = `${about.longest} seconds which is the maximum for this model`;
    throw new ApiError(400, `audio duration ${seconds} seconds is longer than ${most}`, null, 'invalid_value');
  }
  return seconds;
}

function parametersOf(form: FormData): Record<string, string | string[]> {
  const names = [...new Set(form.keys())].filter((name) => name !== 'file');
  return Object.fromEntries(names.map((name) => [name, valuesOf(form, name)]));
}

function valuesOf(form: FormData, name: string): string | string[] {
  return name.endsWith('[]') ? form.getAll(name).map(String) : (fieldText(form, name) ?? '');
}
