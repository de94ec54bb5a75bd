import type { Analysis, Promised, Remark } from '../domain/analysis/analysis.js';
import { cutAtWord } from '../domain/analysis/read.js';
import type { Turn } from '../domain/transcript/transcript.js';
import type { Block } from './fit.js';
import { MOODS } from './labels.js';
import type { Line } from './rich.js';
import { capitalised, clockTime, dueText, roubles } from './words.js';

/** The longest list line, in UTF-16 units; and how many agreements or steps get a line of their own. */
const LINE = 220;
const MOST = 4;

const NEUTRAL = new Set(['calm', 'warm']);

/** The lines of an analysis, each with its emoji and its worth; nothing empty. */
export function factBlocks(analysis: Analysis, turns: Turn[], zone: string): Block[] {
  const moment = (item: { turns: number[] }) => momentOf(item.turns, turns);
  return [
    ...analysis.agreements
      .slice(0, MOST)
      .map((item, place) =>
        block(90 - place, ['🤝 ', { bold: dated(item.what, dueText(item, zone)) }, tail([item.where], moment(item))]),
      ),
    ...analysis.nextSteps.slice(0, MOST).map((item, place) => block(80 - place, stepLine(item, zone, moment(item)))),
    listed(70, '💰', analysis.sums.flatMap(sumText).join(', '), moment(analysis.sums[0] ?? { turns: [] })),
    listed(50, '📝', analysis.gist, ''),
    listed(40, '💬', analysis.objections.map(objectionText).join('; '), ''),
    listed(45, '❓', remarksOf(analysis.openQuestions), ''),
    listed(60, '⚠️', remarksOf(analysis.risks), moment(analysis.risks[0] ?? { turns: [] })),
    listed(10, '🙂', moodOf(analysis), ''),
    listed(20, '💡', analysis.tip ?? '', ''),
    listed(30, '🔎', analysis.doubts.join('; '), ''),
  ].filter((each) => each !== null);
}

function stepLine(step: Promised & { who: string | null; what: string }, zone: string, moment: string): Line {
  const head = [step.who, dueText(step, zone)].filter(Boolean).join(' · ');
  const what = cutAtWord(head ? step.what : capitalised(step.what), LINE);
  return head ? ['📌 ', { bold: `${head}:` }, ` ${what}${moment}`] : [`📌 ${what}${moment}`];
}

/** «Замер: чт 26 ноября, 15:30». */
export function dated(what: string, due: string | null): string {
  return due ? `${what}: ${due}` : what;
}

export function objectionText({ what, answered }: Analysis['objections'][number]): string {
  return answered ? what : `${what} (без ответа)`;
}

/** «Кухня ≈ 120 000 ₽»; nothing where no number was said. */
export function sumText({ what, amount, approximate }: Analysis['sums'][number]): string[] {
  return amount === null ? [] : [`${what} ${approximate && amount > 0 ? '≈ ' : ''}${roubles(amount)}`];
}

function tail(parts: (string | null)[], moment: string): string {
  return `${parts.map((part) => (part ? `, ${part}` : '')).join('')}${moment}`;
}

function listed(worth: number, emoji: string, text: string, moment: string): Block | null {
  return text === '' ? null : block(worth, [`${emoji} ${cutAtWord(capitalised(text), LINE)}${moment}`]);
}

function block(worth: number, line: Line): Block {
  return { worth, line };
}

function remarksOf(remarks: Remark[]): string {
  return remarks.map((remark) => remark.what).join('; ');
}

/** Only a mood that asks for attention is news. */
function moodOf({ mood }: Analysis): string {
  if (NEUTRAL.has(mood.start) && NEUTRAL.has(mood.end)) return '';
  const [start, end] = [MOODS[mood.start] ?? mood.start, MOODS[mood.end] ?? mood.end];
  return start === end ? `Клиент говорил ${start}` : `Клиент: вначале ${start}, в конце ${end}`;
}

function momentOf(numbers: number[], turns: Turn[]): string {
  const first = turns[Math.min(...numbers)];
  return first ? ` · ▸${clockTime(first.start)}` : '';
}
