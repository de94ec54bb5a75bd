import { mp3Frame, mp3Frames } from './listening/mp3-frames.js';
import { wavChunks } from './listening/wav-sound.js';

/** What the bytes of an audio file are; null for junk. */
export function container(bytes: Buffer): string | null {
  const at = (from: number, text: string) => bytes.toString('latin1', from, from + text.length) === text;
  if (at(0, 'RIFF') && at(8, 'WAVE')) return 'wav';
  if (at(0, 'OggS')) return 'ogg';
  if (at(0, 'fLaC')) return 'flac';
  if (at(4, 'ftyp')) return 'mp4';
  if (at(0, '\x1a\x45\xdf\xa3')) return 'webm';
  return at(0, 'ID3') || mp3Frame(bytes, 0) !== null ? 'mp3' : null;
}

/** Length as the headers tell it; a guess where they do not. */
export function secondsOf(bytes: Buffer): number {
  const kind = container(bytes);
  if (kind === 'wav') return wavSeconds(bytes);
  if (kind === 'mp3') return mp3Seconds(bytes);
  return bytes.length / 4000;
}

function wavSeconds(bytes: Buffer): number {
  const { format, data } = wavChunks(bytes);
  const bytesPerSecond = format !== null && format.length >= 12 ? format.readUInt32LE(8) : 0;
  return data === null || bytesPerSecond === 0 ? 0 : data.length / bytesPerSecond;
}

function mp3Seconds(bytes: Buffer): number {
  let seconds = 0;
  for (const { samples, rate } of mp3Frames(bytes)) seconds += samples / rate;
  return Math.round(seconds * 1000) / 1000;
}
