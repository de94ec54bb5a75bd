/** A mono WAV of silence, 8 kHz, 16 bit. */
export function wav(seconds: number): Buffer {
  const data = Buffer.alloc(Math.round(seconds * 8000) * 2);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(16_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}

/** Bytes that pass for an mp3 at 32 kbit/s: one frame header of MPEG 1 layer III, then nothing. */
export function mp3(seconds: number): Buffer {
  const bytes = Buffer.alloc(seconds * 4000);
  bytes.set([0xff, 0xfb, 0x10, 0xc4]);
  return bytes;
}
