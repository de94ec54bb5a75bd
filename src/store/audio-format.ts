import type { AudioFormat } from '../domain/call.js';

export const AUDIO_FORMATS: readonly AudioFormat[] = ['mp3', 'wav', 'ogg', 'flac', 'm4a', 'webm'];

/** The format by the first bytes of a file; null when it is none that a recogniser takes. */
export function audioFormat(head: Buffer): AudioFormat | null {
  const text = head.toString('latin1');
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE') return 'wav';
  if (text.startsWith('OggS')) return 'ogg';
  if (text.startsWith('fLaC')) return 'flac';
  if (text.slice(4, 8) === 'ftyp') return 'm4a';
  if (head.subarray(0, 4).equals(Buffer.from([0x1a, 0x45, 0xdf, 0xa3]))) return 'webm';
  return text.startsWith('ID3') || isMpegFrame(head) ? 'mp3' : null;
}

/** An MPEG audio frame header: eleven set bits, then no reserved version, layer, bit rate or sample rate. */
function isMpegFrame(head: Buffer): boolean {
  const [first = 0, second = 0, third = 0] = head;
  const synchronised = first === 0xff && (second & 0xe0) === 0xe0;
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  return synchronised && version !== 1 && layer !== 0 && third >> 4 !== 15 && ((third >> 2) & 3) !== 3;
}
