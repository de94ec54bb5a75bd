import { JOINT_SECONDS, type Piece } from '../domain/sound/pieces.js';
import type { Source } from '../domain/sound/sound.js';
import { uploadSeconds } from '../domain/sound/timeline.js';
import { UpstreamError } from '../domain/trouble.js';
import { Encoders, emptyMp3, leadOf, type Mp3, type Mp3Encoder } from './encoder.js';
import type { AudioFile } from './listen.js';
import { openSound } from './open-sound.js';
import type { Pcm } from './pcm.js';

/** A piece as an mp3. */
export interface CutPiece extends Mp3 {
  seconds: number;
  leadSeconds: number;
}

/** The pieces of a recording as files, in one pass over it. Throws UpstreamError('disk', …). */
export async function cut(audio: AudioFile, pieces: Piece[]): Promise<CutPiece[]> {
  await using sound = await openSound(audio);
  if (!sound) throw new UpstreamError('disk', 'rejected', `a ${audio.format} recording is not cut`);
  const encoders = new Encoders();
  const writers = pieces.map((piece) => new PieceWriter(piece, encoders));
  let from = 0;
  for await (const block of sound.blocks) {
    const taken = new Map<Source, Float32Array>();
    const samplesOf = (source: Source) => {
      const samples = taken.get(source) ?? samplesFrom(block, source);
      taken.set(source, samples);
      return samples;
    };
    for (const writer of writers) await writer.take(block, from, samplesOf);
    from += block.channels[0]?.length ?? 0;
  }
  return writers.map((writer) => writer.end());
}

/** Writes the stretches of one piece as the recording goes by. */
class PieceWriter {
  private encoder: Mp3Encoder | null = null;
  private done: Mp3 | null = null;
  private place = 0;
  private sampleRate = 0;

  constructor(
    private readonly piece: Piece,
    private readonly encoders: Encoders,
  ) {}

  /** `from`: the number of the block's first sample. */
  async take(block: Pcm, from: number, samplesOf: (source: Source) => Float32Array): Promise<void> {
    const to = from + (block.channels[0]?.length ?? 0);
    const at = (second: number) => Math.round(second * block.sampleRate);
    for (let span = this.piece.spans[this.place]; span && at(span.start) < to; span = this.piece.spans[this.place]) {
      this.sampleRate = block.sampleRate;
      this.encoder ??= await this.encoders.start(block.sampleRate);
      const samples = samplesOf(this.piece.from);
      this.encoder.write(samples.subarray(Math.max(0, at(span.start) - from), at(span.end) - from));
      if (at(span.end) > to) return;
      this.next();
    }
  }

  end(): CutPiece {
    const mp3 = this.done ?? this.finish();
    const leadSeconds = this.sampleRate > 0 ? leadOf(this.sampleRate) : 0;
    return { ...mp3, seconds: uploadSeconds(this.piece) + leadSeconds, leadSeconds };
  }

  private next(): void {
    this.place += 1;
    if (this.place < this.piece.spans.length) {
      this.encoder?.write(new Float32Array(Math.round(JOINT_SECONDS * this.sampleRate)));
    } else this.done = this.finish();
  }

  /** A piece that lies beyond the end of the file is empty. */
  private finish(): Mp3 {
    const mp3 = this.encoder?.end() ?? emptyMp3();
    this.encoder = null;
    return mp3;
  }
}

function samplesFrom({ channels }: Pcm, source: Source): Float32Array {
  const [first = new Float32Array(), ...others] = channels;
  if (source !== 'mix') return channels[source] ?? first;
  return first.map((sample, at) => others.reduce((sum, other) => sum + (other[at] ?? 0), sample) / channels.length);
}
