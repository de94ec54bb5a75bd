/** Runs work under a spinner on an interactive terminal, and quietly elsewhere. */
export async function withSpinner<Result>(text: string, work: () => Promise<Result>): Promise<Result> {
  // A terminal without a width (a bare pty) would have ora clear lines for ever.
  if (!process.stderr.isTTY || !process.stderr.columns) return work();
  const { default: ora } = await import('ora');
  // The signal handlers are ours, and the terminal stays as it is: nothing here reads the keyboard.
  const spinner = ora({ text, stream: process.stderr, discardStdin: false }).start();
  try {
    return await work();
  } finally {
    spinner.stop();
  }
}
