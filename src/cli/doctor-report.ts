import { styleText } from 'node:util';
import type { Finding } from '../domain/finding.js';

/** Where the report goes: columns and colours belong to a terminal. */
export interface Paper {
  isTTY?: boolean;
  columns?: number;
}

const WIDEST = 80;

const ON_TERMINAL = { ok: '✓', warn: '!', fail: '✗' };
const ELSEWHERE = { ok: 'ok  ', warn: 'warn', fail: 'fail' };
const COLOURS = { ok: 'green', warn: 'yellow', fail: 'red' } as const;

/** A line a finding, its cure below it; wrapped on a terminal, whole lines elsewhere. */
export function doctorReport(findings: Finding[], paper: Paper): string {
  const isTerminal = paper.isTTY === true;
  const width = isTerminal ? Math.min(WIDEST, paper.columns || WIDEST) : Number.POSITIVE_INFINITY;
  const longest = Math.max(...findings.map(({ part }) => part.length));
  const marks = isTerminal ? ON_TERMINAL : ELSEWHERE;
  const indent = marks.ok.length + longest + 3;
  const lines = findings.flatMap(({ part, state, text, cure }) => {
    const said = text.split('\n').flatMap((line) => wrapped(line, width - indent));
    const advised = cure === null ? [] : wrapped(`→ ${cure}`, width - indent);
    const head = `${painted(marks[state], state, isTerminal)} ${part.padEnd(longest)}  `;
    return [...said, ...advised].map((line, index) => `${index === 0 ? head : ' '.repeat(indent)}${line}`);
  });
  return `${[...lines, '', summary(findings)].join('\n')}\n`;
}

function summary(findings: Finding[]): string {
  const count = (state: Finding['state']) => findings.filter((each) => each.state === state).length;
  const [failed, warned] = [count('fail'), count('warn')];
  if (failed > 0) return `Не в порядке: ${failed}${warned > 0 ? `, стоит взглянуть: ${warned}` : ''}.`;
  return warned > 0 ? `Работать можно. Стоит взглянуть: ${warned}.` : 'Всё в порядке.';
}

function painted(mark: string, state: Finding['state'], isTerminal: boolean): string {
  const isPlain = !isTerminal || process.env.NO_COLOR !== undefined;
  return isPlain ? mark : styleText(COLOURS[state], mark, { validateStream: false });
}

/** By words; a word that is longer than the line stays whole. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
