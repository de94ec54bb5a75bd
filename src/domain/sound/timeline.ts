import { JOINT_SECONDS, type Piece } from './pieces.js';

/** The moment of the recording that is heard at this second of a piece; within a joint, the nearer edge. */
export function momentAt(piece: Pick<Piece, 'spans'>, second: number): number {
  let rest = Math.max(0, second);
  let last = 0;
  for (const { start, end } of piece.spans) {
    const length = end - start;
    if (rest < -JOINT_SECONDS / 2) break;
    if (rest <= length) return start + Math.max(0, rest);
    last = end;
    rest -= length + JOINT_SECONDS;
    if (rest < -JOINT_SECONDS / 2) return last;
  }
  return last;
}

/** How long a piece is as a file, seconds. */
export function uploadSeconds({ spans }: Pick<Piece, 'spans'>): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, (spans.length - 1) * JOINT_SECONDS);
}
