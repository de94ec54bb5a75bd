import { HoldDetector } from './hold.js';
import { meanProduct, powerRatio } from './signal.js';
import { ToneDetector } from './tone.js';

const FIRST_FRAMES = 4_096;
/** What is fainter than this, beside the loudest so far, is not looked into for its pitch. */
const FAINT = powerRatio(-30);

/** By frame: its power, and whether (1 or 0) it is a mere tone, and whether it holds its pitch. */
export interface ChannelProfile {
  powers: Float32Array;
  tones: Uint8Array;
  held: Uint8Array;
}

/** Measures a channel frame by frame, in memory that is used again: a call of hours has half a million frames. */
export class ChannelMeter {
  private powers = new Float32Array(FIRST_FRAMES);
  private tones = new Uint8Array(FIRST_FRAMES);
  private held = new Uint8Array(FIRST_FRAMES);
  private frames = 0;
  private loudest = 0;
  private centred = new Float32Array();
  private readonly toneDetector = new ToneDetector();
  private readonly holdDetector = new HoldDetector();

  /** Frames below `audible` are not looked into. */
  constructor(private readonly audible: number) {}

  /** Adds a frame; returns its samples around zero (some line cards add a constant), valid until the next frame. */
  measure(samples: Float32Array, sampleRate: number): Float32Array {
    const signal = this.centre(samples);
    const power = meanProduct(signal, signal);
    if (this.frames === this.powers.length) this.grow();
    this.powers[this.frames] = power;
    this.loudest = Math.max(this.loudest, power);
    const isAudible = power > this.audible;
    const isLoud = isAudible && power > FAINT * this.loudest;
    this.tones[this.frames] = isAudible && this.toneDetector.isTone(signal, sampleRate) ? 1 : 0;
    this.held[this.frames] = this.holdDetector.isHeld(signal, sampleRate, isLoud) ? 1 : 0;
    this.frames += 1;
    return signal;
  }

  get profile(): ChannelProfile {
    const { powers, tones, held, frames } = this;
    return { powers: powers.subarray(0, frames), tones: tones.subarray(0, frames), held: held.subarray(0, frames) };
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
    const powers = new Float32Array(this.frames * 2);
    powers.set(this.powers);
    this.powers = powers;
    this.tones = doubled(this.tones);
    this.held = doubled(this.held);
  }
}

function doubled(bits: Uint8Array): Uint8Array<ArrayBuffer> {
  const longer = new Uint8Array(bits.length * 2);
  longer.set(bits);
  return longer;
}
