import { meanProduct } from './signal.js';
import { ToneDetector } from './tone.js';

const FIRST_FRAMES = 4_096;

/** Measures a channel frame by frame, in memory that is used again: a call of hours has half a million frames. */
export class ChannelMeter {
  private powers = new Float32Array(FIRST_FRAMES);
  private tones = new Uint8Array(FIRST_FRAMES);
  private frames = 0;
  private centred = new Float32Array();
  private readonly detector = new ToneDetector();

  /** Frames below `audible` are not looked into. */
  constructor(private readonly audible: number) {}

  /** Adds a frame; returns its samples around zero (some line cards add a constant), valid until the next frame. */
  measure(samples: Float32Array, sampleRate: number): Float32Array {
    const signal = this.centre(samples);
    const power = meanProduct(signal, signal);
    if (this.frames === this.powers.length) this.grow();
    this.powers[this.frames] = power;
    this.tones[this.frames] = power > this.audible && this.detector.isTone(signal, sampleRate) ? 1 : 0;
    this.frames += 1;
    return signal;
  }

  get profile(): { powers: Float32Array; tones: Uint8Array } {
    return { powers: this.powers.subarray(0, this.frames), tones: this.tones.subarray(0, this.frames) };
  }

  private centre(samples: Float32Array): Float32Array {
    if (this.centred.length !== samples.length) this.centred = new Float32Array(samples.length);
    let sum = 0;
    for (let i = 0; i < samples.length; i++) sum += samples[i] ?? 0;
    const offset = sum / samples.length;
    for (let i = 0; i < samples.length; i++) this.centred[i] = (samples[i] ?? 0) - offset;
    return this.centred;
  }

  private grow(): void {
    const [powers, tones] = [new Float32Array(this.frames * 2), new Uint8Array(this.frames * 2)];
    powers.set(this.powers);
    tones.set(this.tones);
    this.powers = powers;
    this.tones = tones;
  }
}
