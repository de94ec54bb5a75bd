import { parentPort } from 'node:worker_threads';
import type { Piece } from '../domain/sound/pieces.js';
import type { Sound } from '../domain/sound/sound.js';
import { type Trouble, UpstreamError } from '../domain/trouble.js';
import { type CutPiece, cut } from './cut.js';
import { type AudioFile, rememberingListen } from './listen.js';

/** What the thread is asked: what is in a file, or, with `pieces`, to cut them out of it. */
export interface Question extends AudioFile {
  pieces: Piece[] | null;
}

/** What it answers. An unforeseen error is no answer: it ends the thread. */
export type Answer = { sound: Sound | null } | { cut: CutPiece[] } | { trouble: Trouble; message: string };

const listen = rememberingListen();

// What the decoder prints about broken frames does not belong in our log.
console.error = () => undefined;

parentPort?.on('message', async (question: Question) => {
  parentPort?.postMessage(await answerTo(question));
});

async function answerTo({ pieces, ...audio }: Question): Promise<Answer> {
  try {
    return pieces ? { cut: await cut(audio, pieces) } : { sound: await listen(audio) };
  } catch (error) {
    if (error instanceof UpstreamError) return { trouble: error.trouble, message: error.message };
    throw error;
  }
}
