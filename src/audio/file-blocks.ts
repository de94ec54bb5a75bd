import type { FileHandle } from 'node:fs/promises';

/** The bytes of a stretch of a file, block by block; each block has its own memory. */
export async function* fileBlocks(
  file: FileHandle,
  start: number,
  end: number,
  blockBytes: number,
): AsyncGenerator<Buffer> {
  let position = start;
  while (position < end) {
    const block = await readAt(file, position, Math.min(blockBytes, end - position));
    if (block.length === 0) return;
    yield block;
    position += block.length;
  }
}

/** Up to `length` bytes from `position`, fewer only at the end of the file. */
export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
