/** A text that cannot be parsed; with the byte it goes wrong at, counted in UTF-8. */
export class MarkupFault extends Error {
  constructor(message: string, source?: string, at = 0, tail = '') {
    super(source === undefined ? message : `${message} at byte offset ${byteOffset(source, at)}${tail}`);
  }
}

function byteOffset(source: string, at: number): number {
  return Buffer.byteLength(source.slice(0, at));
}
