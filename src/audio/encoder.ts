import { createMp3Encoder } from 'wasm-media-encoders';

/** Enough for speech: models hear no difference (apis/audio.md); at 8 kHz LAME's own choice would be far too little. */
const KBITS = 32;
/** LAME and the decoder behind it put so many samples of silence before the sound (measured with ffmpeg). */
const LEAD_SAMPLES = 1105;
/** The rates that speech goes up at; a phone line needs no more than the first. */
const RATES = [8000, 11_025, 12_000, 16_000] as const;

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

/** Sound of one channel as an mp3. */
export class Mp3Encoder {
  private readonly parts: Uint8Array[] = [];

  constructor(
    private readonly lame: Lame,
    private readonly release: () => void,
  ) {}

  write(samples: Float32Array): void {
    if (samples.length > 0) this.keep(this.lame.encode([samples]));
  }

  end(): Uint8Array<ArrayBuffer> {
    this.keep(this.lame.finalize());
    this.release();
    return new Uint8Array(Buffer.concat(this.parts));
  }

  /** What the encoder gives is memory of its own, overwritten the next time. */
  private keep(bytes: Uint8Array): void {
    if (bytes.length > 0) this.parts.push(bytes.slice());
  }
}

/** Seconds of silence before the sound of such an mp3. */
export function leadOf(sampleRate: number): number {
  return LEAD_SAMPLES / rateFor(sampleRate);
}

function rateFor(sampleRate: number): (typeof RATES)[number] {
  return RATES.find((rate) => rate >= sampleRate) ?? 16_000;
}
