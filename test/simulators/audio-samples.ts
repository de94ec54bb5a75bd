/** A mono WAV of a tone that nobody knows, 8 kHz, 16 bit. */
export function wav(seconds: number): Buffer {
  const data = Buffer.alloc(Math.round(seconds * 8000) * 2);
  for (let at = 0; at < data.length; at += 2) data.writeInt16LE(Math.round(3000 * Math.sin(at / 4)), at);
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

/** The same frame of a buzz again and again: MPEG 2 layer III, 24 kHz, 32 kbit/s, 24 ms and 96 bytes each. */
export function mp3(seconds: number): Buffer {
  return Buffer.concat(Array.from({ length: Math.round(seconds / 0.024) }, () => BUZZ));
}

const BUZZ = Buffer.from(
  '//NExAASSGKoX0wYAAGn+2/AEsG4NxHLbRIBoBwCYNyefr152SxLA4DQSDBZQEDInB8H+c4f5QMSnKB/WDnn+U8/0e/o1AgD4ficCAg6GAfP4EDHD/QqBocY6EQ0KCb0',
  'base64',
);
