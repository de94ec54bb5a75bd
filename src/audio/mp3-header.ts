const MPEG1_KBITS = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const MPEG2_KBITS = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const MPEG1_HZ = [44_100, 48_000, 32_000];

/** How many channels an mp3 has: by its first frame header that is followed by another one, null where there is none. */
export function mp3Channels(bytes: Uint8Array): 1 | 2 | null {
  for (let at = 0; at + 4 <= bytes.length; at++) {
    const frame = frameAt(bytes, at);
    if (frame !== null && frameAt(bytes, at + frame.bytes) !== null) return frame.channels;
  }
  return null;
}

/** The length of the ID3v2 tag a file starts with; 0 where there is none. */
export function id3Bytes(head: Buffer): number {
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  return head.subarray(6, 10).reduce((size, byte) => size * 128 + (byte & 0x7f), 0) + 10;
}

function frameAt(bytes: Uint8Array, at: number): { channels: 1 | 2; bytes: number } | null {
  const [sync, kind, rate, mode] = bytes.subarray(at, at + 4);
  if (sync !== 0xff || kind === undefined || rate === undefined || mode === undefined) return null;
  const version = (kind >> 3) & 3;
  const isLayer3 = (kind & 0xe6) === 0xe2;
  const kbits = (version === 3 ? MPEG1_KBITS : MPEG2_KBITS)[rate >> 4];
  const mpeg1Hz = MPEG1_HZ[(rate >> 2) & 3];
  if (!isLayer3 || version === 1 || !kbits || mpeg1Hz === undefined) return null;

  const hz = version === 3 ? mpeg1Hz : version === 2 ? mpeg1Hz / 2 : mpeg1Hz / 4;
  const padding = (rate >> 1) & 1;
  const frameBytes = Math.floor(((version === 3 ? 144 : 72) * kbits * 1000) / hz) + padding;
  return { channels: mode >> 6 === 3 ? 1 : 2, bytes: frameBytes };
}
