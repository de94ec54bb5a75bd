import type { Progress } from '../app/backfill/progress.js';
import { isInteractive } from './interactive.js';
import { startSpinner } from './spinner.js';
import { dollars } from './sums.js';

/** How a long work is seen: a bar on an interactive terminal, a line now and then elsewhere; both on stderr. */
export interface ProgressView extends Disposable {
  note(text: string): void;
  show(progress: Progress): void;
  /** Takes the bar away, or writes the last line. */
  end(): void;
}

const LINE_EVERY_MS = 10_000;
const BAR_CELLS = 24;

export async function openProgressView(): Promise<ProgressView> {
  return isInteractive() ? barView() : lineView();
}

async function barView(): Promise<ProgressView> {
  const spinner = await startSpinner('');
  const end = () => void spinner.stop();
  return {
    note: (text) => {
      spinner.stop();
      process.stderr.write(`${text}\n`);
    },
    show: (progress) => {
      spinner.text = `${bar(progress)} ${progressText(progress)}`;
      if (!spinner.isSpinning) spinner.start();
    },
    end,
    [Symbol.dispose]: end,
  };
}

function lineView(): ProgressView {
  let last: Progress | null = null;
  let wroteMs = Number.NEGATIVE_INFINITY;
  let written: Progress | null = null;
  const write = (progress: Progress) => {
    written = progress;
    process.stderr.write(`${progressText(progress)}\n`);
  };
  return {
    note: (text) => process.stderr.write(`${text}\n`),
    show: (progress) => {
      last = progress;
      const isNewTrouble = progress.trouble !== null && progress.trouble !== written?.trouble;
      if (!isNewTrouble && performance.now() - wroteMs < LINE_EVERY_MS) return;
      wroteMs = performance.now();
      write(progress);
    },
    end: () => {
      if (last !== null && last !== written) write(last);
    },
    [Symbol.dispose]: () => undefined,
  };
}

function bar({ done, total }: Progress): string {
  const full = total === 0 ? BAR_CELLS : Math.floor((done / total) * BAR_CELLS);
  return '█'.repeat(full) + '░'.repeat(BAR_CELLS - full);
}

/** `120/772, 45 a minute, $2.31, 14 min left`. */
function progressText({ done, total, callsPerMinute, usd, secondsLeft, trouble }: Progress): string {
  const left = secondsLeft === null || done === total ? [] : [`${timeText(secondsLeft)} left`];
  const stuck = trouble === null ? [] : [`in the way: ${trouble}`];
  return [`${done}/${total}`, `${Math.round(callsPerMinute)} a minute`, dollars(usd), ...left, ...stuck].join(', ');
}

function timeText(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 6) / 10} h`;
}
