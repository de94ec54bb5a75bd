/** A WAV as a recorder would write it. `channels` hold samples −1 … 1; `dataBytes` overrides the declared length. */
export function wavBytes(
  channels: readonly ArrayLike<number>[],
  { coding = 'int16', sampleRate = 8000, dataBytes, before = [], extensible = false }: WavOptions = {},
): Buffer {
  const { tag, bytes, write } = CODINGS[coding];
  const frames = channels[0]?.length ?? 0;
  const data = Buffer.alloc(frames * channels.length * bytes);
  channels.forEach((samples, channel) => {
    for (let frame = 0; frame < frames; frame++) {
      write(data, samples[frame] ?? 0, (frame * channels.length + channel) * bytes);
    }
  });
  const format = formatChunk({ tag, bytes, sampleRate, channels: channels.length, extensible });
  const body = [chunk('fmt ', format), ...before, chunk('data', data, dataBytes)];
  return Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), ...body]);
}

/** One chunk, with the padding byte that odd lengths need. */
export function chunk(id: string, content: Buffer, declaredBytes = content.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 0, 'latin1');
  head.writeUInt32LE(declaredBytes, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

export type WavCoding = keyof typeof CODINGS;

interface WavOptions {
  coding?: WavCoding;
  sampleRate?: number;
  dataBytes?: number;
  before?: Buffer[];
  extensible?: boolean;
}

const CODINGS = {
  int8: {
    tag: 1,
    bytes: 1,
    write: (to: Buffer, x: number, at: number) => to.writeUInt8(Math.round(x * 127) + 128, at),
  },
  int16: {
    tag: 1,
    bytes: 2,
    write: (to: Buffer, x: number, at: number) => to.writeInt16LE(Math.round(x * 32_767), at),
  },
  int24: {
    tag: 1,
    bytes: 3,
    write: (to: Buffer, x: number, at: number) => to.writeIntLE(Math.round(x * 8_388_607), at, 3),
  },
  int32: {
    tag: 1,
    bytes: 4,
    write: (to: Buffer, x: number, at: number) => to.writeInt32LE(Math.round(x * 2_147_483_647), at),
  },
  float32: { tag: 3, bytes: 4, write: (to: Buffer, x: number, at: number) => to.writeFloatLE(x, at) },
  float64: { tag: 3, bytes: 8, write: (to: Buffer, x: number, at: number) => to.writeDoubleLE(x, at) },
  aLaw: { tag: 6, bytes: 1, write: (to: Buffer, x: number, at: number) => to.writeUInt8(toALaw(x), at) },
  muLaw: { tag: 7, bytes: 1, write: (to: Buffer, x: number, at: number) => to.writeUInt8(toMuLaw(x), at) },
  gsm: { tag: 49, bytes: 1, write: (to: Buffer, x: number, at: number) => to.writeInt8(Math.round(x * 127), at) },
};

function formatChunk(format: {
  tag: number;
  bytes: number;
  sampleRate: number;
  channels: number;
  extensible: boolean;
}) {
  const { tag, bytes, sampleRate, channels, extensible } = format;
  const content = Buffer.alloc(extensible ? 40 : 16);
  content.writeUInt16LE(extensible ? 0xfffe : tag, 0);
  content.writeUInt16LE(channels, 2);
  content.writeUInt32LE(sampleRate, 4);
  content.writeUInt32LE(sampleRate * channels * bytes, 8);
  content.writeUInt16LE(channels * bytes, 12);
  content.writeUInt16LE(bytes * 8, 14);
  if (extensible) content.writeUInt16LE(tag, 24);
  return content;
}

function toMuLaw(x: number): number {
  const size = Math.min(Math.round(Math.abs(x) * 32_767), 32_635) + 132;
  const exponent = Math.floor(Math.log2(size)) - 7;
  return ~((x < 0 ? 0x80 : 0) | (exponent << 4) | ((size >> (exponent + 3)) & 0x0f)) & 0xff;
}

function toALaw(x: number): number {
  const size = Math.min(Math.round(Math.abs(x) * 32_767), 32_767);
  const exponent = Math.max(0, Math.floor(Math.log2(Math.max(size, 1))) - 7);
  const mantissa = (size >> (exponent === 0 ? 4 : exponent + 3)) & 0x0f;
  return ((x < 0 ? 0 : 0x80) | (exponent << 4) | mantissa) ^ 0x55;
}
