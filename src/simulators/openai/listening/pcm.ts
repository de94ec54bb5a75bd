/** A stretch of decoded sound: one array of samples (−1 … 1) per channel, all of one length. */
export interface Pcm {
  rate: number;
  channels: Float32Array[];
}
