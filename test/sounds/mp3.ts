import { createMp3Encoder } from 'wasm-media-encoders';

/** One channel of sound as an mp3, as a program would send it up. */
export async function mp3Of(samples: Float32Array, bitrate: 16 | 32 = 32, sampleRate = 8000): Promise<Buffer> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate, channels: 1, bitrate, outputSampleRate: sampleRate === 8000 ? 8000 : 16_000 });
  // What the encoder gives is memory of its own, overwritten the next time.
  const frames = Buffer.from(encoder.encode([samples]));
  return Buffer.concat([frames, Buffer.from(encoder.finalize())]);
}
