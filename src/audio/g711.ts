/** µ-law byte (ITU-T G.711) → sample, −1 … 1. */
export const MU_LAW = Float32Array.from({ length: 256 }, (_, byte) => expandMuLaw(byte));

/** A-law byte (ITU-T G.711) → sample, −1 … 1. */
export const A_LAW = Float32Array.from({ length: 256 }, (_, byte) => expandALaw(byte));

function expandMuLaw(byte: number): number {
  const bits = ~byte & 0xff;
  const size = ((((bits & 0x0f) << 3) + 132) << ((bits >> 4) & 7)) - 132;
  return (bits & 0x80 ? -size : size) / 32_768;
}

function expandALaw(byte: number): number {
  const bits = byte ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = ((bits & 0x0f) << 4) + 8;
  const size = exponent === 0 ? mantissa : (mantissa + 256) << (exponent - 1);
  return (bits & 0x80 ? size : -size) / 32_768;
}
