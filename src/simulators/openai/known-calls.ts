import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is said where; seconds from the start of the file. Marks of quality only where a test wants bad ones. */
export interface Segment {
  channel?: number;
  start: number;
  end: number;
  text: string;
  noSpeechProb?: number;
  avgLogprob?: number;
  compressionRatio?: number;
  /** Where their times are known; otherwise they are spread over the segment. */
  words?: SpokenWord[];
}

/** One word and its time in seconds. */
export interface SpokenWord {
  text: string;
  start: number;
  end: number;
}

/** A recording whose words are known, and what the model makes of them (null: nothing in particular). */
export interface KnownCall {
  id: string;
  sha256: string;
  audio: () => Buffer;
  segments: Segment[];
  analysis: unknown;
}

/** Reads `<id>.json`, `<id>.analysis.json` and the audio beside them. */
export function readKnownCalls(folder: string): KnownCall[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.analysis.json'));
  return files.sort().map((name) => readKnownCall(folder, name));
}

/** The call of which the text holds the largest part, at least 60 % of its segments word for word. */
export function recognise(text: string, calls: KnownCall[]): KnownCall | null {
  const flat = flattened(text);
  const shares = calls.map((call) => ({ call, share: sharedPart(flat, call) }));
  const [best] = shares.sort((one, other) => other.share - one.share);
  return best !== undefined && best.share >= 0.6 ? best.call : null;
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

interface CallFile {
  id: string;
  file: string;
  segments: Segment[];
}

function readKnownCall(folder: string, name: string): KnownCall {
  const call: CallFile = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const analysis = join(folder, `${call.id}.analysis.json`);
  const audio = () => readFileSync(join(folder, call.file));
  return {
    id: call.id,
    sha256: sha256(audio()),
    audio,
    segments: call.segments,
    analysis: existsSync(analysis) ? JSON.parse(readFileSync(analysis, 'utf8')) : null,
  };
}

function sharedPart(flat: string, call: KnownCall): number {
  const found = call.segments.filter((segment) => flat.includes(flattened(segment.text)));
  return call.segments.length === 0 ? 0 : found.length / call.segments.length;
}

function flattened(text: string): string {
  return withoutMarks(text).replace(/\s+/g, ' ').trim();
}

/** What a prompt puts before the lines of a transcript: their numbers and who speaks. */
function withoutMarks(text: string): string {
  return text.replace(/^\[\d+\] (?:\p{L}+: )?/gmu, '');
}
