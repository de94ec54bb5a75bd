/** Runs work under a spinner on an interactive terminal, and quietly elsewhere. */
export async function withSpinner<Result>(text: string, work: () => Promise<Result>): Promise<Result> {
  if (!process.stderr.isTTY) return work();
  const { default: ora } = await import('ora');
  // The signal handlers are ours, and the terminal stays as it is: nothing here reads the keyboard.
  const spinner = ora({ text, stream: process.stderr, discardStdin: false }).start();
  try {
    return await work();
  } finally {
    spinner.stop();
  }
}
