import type { Ora } from 'ora';
import { isInteractive } from './interactive.js';

/** Runs work under a spinner on an interactive terminal, and quietly elsewhere. */
export async function withSpinner<Result>(text: string, work: () => Promise<Result>): Promise<Result> {
  if (!isInteractive()) return work();
  const spinner = await startSpinner(text);
  try {
    return await work();
  } finally {
    spinner.stop();
  }
}

export async function startSpinner(text: string): Promise<Ora> {
  const { default: ora } = await import('ora');
  // The signal handlers are ours, and the terminal stays as it is: nothing here reads the keyboard.
  return ora({ text, stream: process.stderr, discardStdin: false }).start();
}
