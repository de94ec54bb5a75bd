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
  if (kind === 'wav') return wavSeconds(bytes) ?? 0;
  if (kind === 'mp3') return mp3Seconds(bytes);
  return bytes.length / 4000;
}

function wavSeconds(bytes: Buffer): number | null {
  let bytesPerSecond = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (name === 'fmt ' && at + 20 <= bytes.length) bytesPerSecond = bytes.readUInt32LE(at + 16);
    if (name === 'data' && bytesPerSecond > 0) return Math.min(size, bytes.length - at - 8) / bytesPerSecond;
    at += 8 + size + (size % 2);
  }
  return null;
}

/** Frame by frame, for the bit rate may change; what is no frame ends the count. */
function mp3Seconds(bytes: Buffer): number {
  let at = bytes.toString('latin1', 0, 3) === 'ID3' ? 10 + tagLength(bytes) : 0;
  let seconds = 0;
  for (let frame = mp3Frame(bytes, at); frame !== null; frame = mp3Frame(bytes, at)) {
    seconds += frame.samples / frame.rate;
    at += frame.length;
  }
  return Math.round(seconds * 1000) / 1000;
}

/** The size of an ID3 tag is written seven bits a byte. */
function tagLength(bytes: Buffer): number {
  return [...bytes.subarray(6, 10)].reduce((length, byte) => length * 128 + (byte & 0x7f), 0);
}

const KBITS_MPEG1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const KBITS_MPEG2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const RATES: Record<number, number[]> = {
  0: [11_025, 12_000, 8000],
  2: [22_050, 24_000, 16_000],
  3: [44_100, 48_000, 32_000],
};

/** The layer III frame that begins here; null where none does. */
function mp3Frame(bytes: Buffer, at: number): { samples: number; rate: number; length: number } | null {
  const [sync = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
  const version = (second >> 3) & 3;
  const kbits = (version === 3 ? KBITS_MPEG1 : KBITS_MPEG2)[third >> 4] ?? 0;
  const rate = RATES[version]?.[(third >> 2) & 3];
  if (sync !== 0xff || (second & 0xe6) !== 0xe2 || kbits === 0 || rate === undefined) return null;
  const samples = version === 3 ? 1152 : 576;
  return { samples, rate, length: Math.floor((samples * kbits * 125) / rate) + ((third >> 1) & 1) };
}
