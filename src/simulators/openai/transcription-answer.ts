import type { Reply } from '../simulator.js';
import type { Segment } from './known-calls.js';
import { wordsOf } from './spoken-words.js';
import type { TranscriptionForm } from './transcription-form.js';

const PLAIN = { 'content-type': 'text/plain; charset=utf-8' };

/** What was heard in the wanted format (apis/openai.md 2.3). `seconds`: length of the audio. */
export function transcriptionAnswer(form: TranscriptionForm, heard: Segment[], seconds: number): Reply {
  const segments = [...heard].sort((one, other) => one.start - other.start);
  const text = segments.map((segment) => segment.text).join(' ');
  switch (form.format) {
    case 'text':
      return { status: 200, headers: PLAIN, body: `${text}\n` };
    case 'srt':
      return { status: 200, headers: PLAIN, body: cues(segments, ',') };
    case 'vtt':
      return { status: 200, headers: PLAIN, body: `WEBVTT\n\n${cues(segments, '.')}` };
    case 'verbose_json':
      return { status: 200, body: verbose(form, segments, text, seconds) };
    case 'diarized_json':
      return { status: 200, body: diarized(form, segments, text, seconds) };
    default:
      return { status: 200, body: { text, ...languagesOf(form), usage: usage(form, text, seconds) } };
  }
}

/** gpt-transcribe repeats the hint; without one it detects. */
function languagesOf(form: TranscriptionForm): object {
  if (form.model !== 'gpt-transcribe') return {};
  const codes = form.languages.length > 0 ? form.languages : ['ru'];
  return { languages: codes.map((code) => ({ code })) };
}

function usage(form: TranscriptionForm, text: string, seconds: number): object {
  if (!form.model.startsWith('gpt-4o')) return { type: 'duration', seconds: Math.ceil(seconds) };
  const input = Math.ceil(seconds * 10);
  const output = Math.ceil(text.length / 3);
  return {
    type: 'tokens',
    input_tokens: input,
    input_token_details: { text_tokens: 0, audio_tokens: input },
    output_tokens: output,
    total_tokens: input + output,
  };
}

function verbose(form: TranscriptionForm, segments: Segment[], text: string, seconds: number): object {
  const wanted = form.granularities;
  return {
    task: 'transcribe',
    language: 'russian',
    duration: seconds,
    text,
    ...(wanted.includes('segment') ? { segments: segments.map(whisperSegment) } : {}),
    ...(wanted.includes('word') ? { words: segments.flatMap(whisperWords) } : {}),
    usage: usage(form, text, seconds),
  };
}

/** Whisper puts a space before the words of a segment. */
function whisperSegment(segment: Segment, id: number): object {
  return {
    id,
    seek: Math.floor(segment.start / 30) * 3000,
    start: segment.start,
    end: segment.end,
    text: ` ${segment.text}`,
    tokens: [50364, 50414],
    temperature: 0,
    avg_logprob: segment.avgLogprob ?? -0.3,
    compression_ratio: segment.compressionRatio ?? 1.2,
    no_speech_prob: segment.noSpeechProb ?? 0.05,
  };
}

/** Whisper's words come without the marks behind them. */
function whisperWords(segment: Segment): object[] {
  return wordsOf(segment).map(({ text, start, end }) => ({ word: text.replace(/[.,!?]$/, ''), start, end }));
}

function diarized(form: TranscriptionForm, segments: Segment[], text: string, seconds: number): object {
  const parts = segments.map((segment, at) => ({
    type: 'transcript.text.segment',
    id: `seg_${at}`,
    start: segment.start,
    end: segment.end,
    text: segment.text,
    speaker: segment.channel === 1 ? 'B' : 'A',
  }));
  return { task: 'transcribe', duration: seconds, text, segments: parts, usage: usage(form, text, seconds) };
}

function cues(segments: Segment[], point: ',' | '.'): string {
  const numbered = point === ',';
  return segments
    .map((segment, at) => `${numbered ? `${at + 1}\n` : ''}${cue(segment, point)}\n${segment.text}\n\n`)
    .join('');
}

function cue(segment: Segment, point: string): string {
  return [segment.start, segment.end].map((seconds) => cueTime(seconds, point)).join(' --> ');
}

function cueTime(seconds: number, point: string): string {
  return new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23).replace('.', point);
}
