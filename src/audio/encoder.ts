import { createHash } from 'node:crypto';
import { createMp3Encoder } from 'wasm-media-encoders';

/** Enough for speech: models hear no difference (apis/audio.md); at 8 kHz LAME's own choice would be far too little. */
const KBITS = 32;
/** LAME and the decoder behind it put so many samples of silence before the sound (measured with ffmpeg). */
const LEAD_SAMPLES = 1105;
/** The rates that speech goes up at; a phone line needs no more than the first. */
const RATES = [8000, 11_025, 12_000, 16_000] as const;

const CHUNK_BYTES = 64 * 1024;

type Lame = Awaited<ReturnType<typeof createMp3Encoder>>;

/** Encoders to be used again: each has a memory of its own, which is slow to be given back. */
export class Encoders {
  private readonly idle: Lame[] = [];

  async start(sampleRate: number): Promise<Mp3Encoder> {
    const lame = this.idle.pop() ?? (await createMp3Encoder());
    lame.configure({ sampleRate, channels: 1, bitrate: KBITS, outputSampleRate: rateFor(sampleRate) });
    return new Mp3Encoder(lame, () => this.idle.push(lame));
  }
}

/** A finished mp3. A Blob goes from thread to thread without being copied. */
export interface Mp3 {
  body: Blob;
  sha256: string;
}

export function emptyMp3(): Mp3 {
  return { body: new Blob([]), sha256: createHash('sha256').digest('hex') };
}

/** Sound of one channel as an mp3, of which no more lies in JavaScript's own memory than a chunk. */
export class Mp3Encoder {
  private readonly chunk = new Uint8Array(CHUNK_BYTES);
  private filled = 0;
  private readonly parts: Blob[] = [];
  private readonly hash = createHash('sha256');

  constructor(
    private readonly lame: Lame,
    private readonly release: () => void,
  ) {}

  write(samples: Float32Array): void {
    if (samples.length > 0) this.keep(this.lame.encode([samples]));
  }

  end(): Mp3 {
    this.keep(this.lame.finalize());
    this.release();
    this.empty();
    return { body: new Blob(this.parts, { type: 'audio/mpeg' }), sha256: this.hash.digest('hex') };
  }

  /** What the encoder gives is memory of its own, overwritten the next time. */
  private keep(bytes: Uint8Array): void {
    this.hash.update(bytes);
    for (let from = 0; from < bytes.length; ) {
      const taken = bytes.subarray(from, from + CHUNK_BYTES - this.filled);
      this.chunk.set(taken, this.filled);
      this.filled += taken.length;
      from += taken.length;
      if (this.filled === CHUNK_BYTES) this.empty();
    }
  }

  private empty(): void {
    this.parts.push(new Blob([this.chunk.subarray(0, this.filled)]));
    this.filled = 0;
  }
}

/** Seconds of silence before the sound of such an mp3. */
export function leadOf(sampleRate: number): number {
  return LEAD_SAMPLES / rateFor(sampleRate);
}

function rateFor(sampleRate: number): (typeof RATES)[number] {
  return RATES.find((rate) => rate >= sampleRate) ?? 16_000;
}
