/** One layer III frame. `at` and `length` in bytes. */
export interface Mp3Frame {
  at: number;
  length: number;
  samples: number;
  rate: number;
  channels: 1 | 2;
}

/** The frames one after another, for the bit rate may change; tags and junk between them are passed over. */
export function* mp3Frames(bytes: Buffer): Generator<Mp3Frame> {
  let rate: number | null = null;
  for (let at = 0; at < bytes.length; ) {
    const frame = mp3Frame(bytes, at);
    if (frame === null || frame.rate !== (rate ?? frame.rate)) {
      at = afterJunk(bytes, at);
      continue;
    }
    rate = frame.rate;
    yield frame;
    at += frame.length;
  }
}

/** The layer III frame that begins here; null where none does. */
export function mp3Frame(bytes: Buffer, at: number): Mp3Frame | null {
  const [sync = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
  const version = (second >> 3) & 3;
  const kbits = (version === 3 ? KBITS_MPEG1 : KBITS_MPEG2)[third >> 4] ?? 0;
  const rate = RATES[version]?.[(third >> 2) & 3];
  if (sync !== 0xff || (second & 0xe6) !== 0xe2 || kbits === 0 || rate === undefined) return null;
  const samples = version === 3 ? 1152 : 576;
  const length = Math.floor((samples * kbits * 125) / rate) + ((third >> 1) & 1);
  return { at, length, samples, rate, channels: fourth >> 6 === 3 ? 1 : 2 };
}

const KBITS_MPEG1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const KBITS_MPEG2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const RATES: Record<number, number[]> = {
  0: [11_025, 12_000, 8000],
  2: [22_050, 24_000, 16_000],
  3: [44_100, 48_000, 32_000],
};

/** Where frames may go on. In junk a header counts only with another one behind it. */
function afterJunk(bytes: Buffer, at: number): number {
  if (bytes.toString('latin1', at, at + 3) === 'ID3') return at + 10 + tagLength(bytes.subarray(at + 6, at + 10));
  for (let next = bytes.indexOf(0xff, at + 1); next !== -1; next = bytes.indexOf(0xff, next + 1)) {
    const frame = mp3Frame(bytes, next);
    if (frame !== null && mp3Frame(bytes, next + frame.length) !== null) return next;
  }
  return bytes.length;
}

function tagLength(size: Buffer): number {
  return size.reduce((length, byte) => length * 128 + (byte & 0x7f), 0);
}
