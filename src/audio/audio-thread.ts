import { parentPort } from 'node:worker_threads';
import { type Trouble, UpstreamError } from '../domain/trouble.js';
import { type Question, rememberingSurvey, type Survey } from './survey.js';

/** What the thread answers to a Question. An unforeseen error is no answer: it ends the thread. */
export type Answer = { survey: Survey } | { trouble: Trouble; message: string };

const survey = rememberingSurvey();

// What the decoder prints about broken frames does not belong in our log.
console.error = () => undefined;

parentPort?.on('message', async (question: Question) => parentPort?.postMessage(await answer(question)));

async function answer(question: Question): Promise<Answer> {
  try {
    return { survey: await survey(question) };
  } catch (error) {
    if (error instanceof UpstreamError) return { trouble: error.trouble, message: error.message };
    throw error;
  }
}
