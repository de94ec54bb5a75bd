import type { Analysis } from '../domain/analysis/analysis.js';
import { cutAtWord } from '../domain/analysis/cut-text.js';
import type { Promised, Remark } from '../domain/analysis/facts.js';
import type { Ground } from '../domain/analysis/ground.js';
import { CHECK_WORDS, type OwnAnswer } from '../domain/analysis/own.js';
import type { CardLine } from '../domain/analysis/preset.js';
import type { Turn } from '../domain/transcript/transcript.js';
import { isAgreed } from './agreed.js';
import type { Block, Proof } from './fit.js';
import { labelled, MOODS, RESULTS } from './labels.js';
import { ownText } from './own-text.js';
import type { Line } from './rich.js';
import { cutDoubted, doubtOn, doubtWithin } from './standing.js';
import { capitalised, clockTime, dueText, roubles } from './words.js';

/** The longest list line, in UTF-16 units; and how many agreements or steps get a line of their own. */
const LINE = 220;
const MOST = 4;
/** What the first field of a preset is worth when room runs out; each further one a little less. */
const OWN_WORTH = 68;

const NEUTRAL = new Set(['calm', 'warm']);

/** What lines are made of besides the analysis. */
interface Makings {
  turns: Turn[];
  zone: string;
  /** What the other side is called: «Клиент». */
  client: string;
  /** What is wrong with the recording, in words. */
  caution: string;
}

/** The lines of an analysis in the order of a preset, each with its emoji, its worth and its proofs; nothing empty. */
export function factBlocks(analysis: Analysis, order: string[], makings: Makings): Block[] {
  const agreed = order.includes('agreements') ? analysis.agreements.slice(0, MOST) : [];
  return order.flatMap((name) => {
    if (Object.hasOwn(LINES, name)) return LINES[name as CardLine](analysis, makings);
    const place = analysis.own.findIndex((answer) => answer.name === name);
    const answer = analysis.own[place];
    return answer && !isAgreed(answer, agreed, makings.zone) ? ownBlock(answer, OWN_WORTH - place / 10, makings) : [];
  });
}

const LINES: Record<CardLine, (analysis: Analysis, makings: Makings) => Block[]> = {
  agreements: ({ agreements }, { zone, turns }) =>
    agreements.slice(0, MOST).map((item, place) => {
      const rest = `${tail([item.where])}${momentOf(item.turns, turns)}${doubtOn(item)}`;
      return block(90 - place, ['🤝 ', { bold: dated(item.what, dueText(item, zone)) }, rest], [item]);
    }),
  nextSteps: ({ nextSteps }, { zone, turns }) =>
    nextSteps
      .slice(0, MOST)
      .map((item, place) =>
        block(80 - place, stepLine(item, zone, `${momentOf(item.turns, turns)}${doubtOn(item)}`), [item]),
      ),
  sums: ({ sums }, { turns }) =>
    listed(70, '💰', sums.flatMap(sumText).join(', '), momentOf(sums[0]?.turns ?? [], turns), sums),
  gist: ({ gist, grounds }) => listed(50, '📝', sentences(grounds.gist, gist), '', grounds.gist ?? []),
  wants: ({ wants, grounds }) => listed(48, '🎯', wants ?? '', doubtOn(grounds.wants), proofOf(grounds.wants, wants)),
  outcome: ({ outcome, grounds }) => {
    const text = [labelled(RESULTS, outcome.result), outcome.reason].filter(Boolean).join(': ');
    return listed(46, '🏁', text, doubtOn(grounds.outcome), proofOf(grounds.outcome, text));
  },
  objections: ({ objections }) => listed(40, '💬', objections.map(objectionText).join('; '), '', objections),
  openQuestions: ({ openQuestions }) => listed(45, '❓', remarksOf(openQuestions), '', openQuestions),
  risks: ({ risks }, { turns }) => listed(60, '⚠️', remarksOf(risks), momentOf(risks[0]?.turns ?? [], turns), risks),
  mood: (analysis, { client }) => {
    const text = moodOf(analysis, client);
    return listed(10, '🙂', text, doubtOn(analysis.grounds.mood), proofOf(analysis.grounds.mood, text));
  },
  score: (analysis) =>
    listed(
      35,
      '📊',
      scoreText(analysis),
      '',
      analysis.checks.map((check) => ({ ...check, what: check.label, verdict: CHECK_WORDS[check.result] })),
    ),
  tip: ({ tip }) => listed(20, '💡', tip ?? '', ''),
  doubts: ({ doubts }, { caution }) => listed(30, '🔎', [caution, ...doubts].filter(Boolean).join('; '), ''),
};

function ownBlock(answer: OwnAnswer, worth: number, { turns, zone }: Makings): Block[] {
  const { emoji, label } = answer;
  const isList = answer.type === 'list';
  const rest = `${momentOf(answer.turns, turns)}${isList ? '' : doubtOn(answer)}`;
  const text = ownText(answer, zone);
  const proofs = isList ? answer.value : [{ ...answer, what: `${label}: ${text}` }];
  return text === '' ? [] : [block(worth, [`${emoji} ${label}: ${cutDoubted(text, LINE)}${rest}`], proofs)];
}

function stepLine(step: Promised & { who: string | null; what: string }, zone: string, rest: string): Line {
  const head = [step.who, dueText(step, zone)].filter(Boolean).join(' · ');
  const what = cutAtWord(head ? step.what : capitalised(step.what), LINE);
  return head ? ['📌 ', { bold: `${head}:` }, ` ${what}${rest}`] : [`📌 ${what}${rest}`];
}

/** «Замер: чт 26 ноября, 15:30». */
export function dated(what: string, due: string | null): string {
  return due ? `${what}: ${due}` : what;
}

export function objectionText(objection: Analysis['objections'][number]): string {
  const { what, answered } = objection;
  return `${answered ? what : `${what} (без ответа)`}${doubtWithin(objection)}`;
}

/** «Кухня ≈ 120 000 ₽»; nothing where no number was said. */
export function sumText(sum: Analysis['sums'][number]): string[] {
  const { what, amount, approximate } = sum;
  if (amount === null) return [];
  return [`${what} ${approximate && amount > 0 ? '≈ ' : ''}${roubles(amount)}${doubtWithin(sum)}`];
}

/** «78 из 100 · не сделано: назвать цену»; what is not done, heaviest first. */
function scoreText({ score, checks }: Pick<Analysis, 'score' | 'checks'>): string {
  if (score === null) return '';
  const missed = checks.filter(({ result }) => result === 'fail').sort((one, other) => other.weight - one.weight);
  const list = missed.map(({ label }) => label).join(', ');
  return `Чек-лист: ${score} из 100${list ? ` · не сделано: ${list}` : ''}`;
}

function tail(parts: (string | null)[]): string {
  return parts.map((part) => (part ? `, ${part}` : '')).join('');
}

/** Each sentence by itself; of earlier versions the whole as it is. */
export function sentences(remarks: Remark[] | undefined, whole: string): string {
  return remarks ? remarks.map(remarkText).join(' ') : whole;
}

function listed(worth: number, emoji: string, text: string, rest: string, proofs: Proof[] = []): Block[] {
  return text === '' ? [] : [block(worth, [`${emoji} ${cutDoubted(capitalised(text), LINE)}${rest}`], proofs)];
}

function block(worth: number, line: Line, proofs: Proof[]): Block {
  return { worth, line, proofs };
}

function proofOf(ground: Ground | undefined, what: string | null): Proof[] {
  return ground && what ? [{ ...ground, what }] : [];
}

function remarksOf(remarks: Remark[]): string {
  return remarks.map(remarkText).join('; ');
}

/** A fact with its mark. */
export function remarkText(remark: Remark): string {
  return `${remark.what}${doubtWithin(remark)}`;
}

/** Only a mood that asks for attention is news. */
function moodOf({ mood }: Analysis, client: string): string {
  if (NEUTRAL.has(mood.start) && NEUTRAL.has(mood.end)) return '';
  const [start, end] = [MOODS[mood.start] ?? mood.start, MOODS[mood.end] ?? mood.end];
  return start === end ? `${client}: всё время ${start}` : `${client}: вначале ${start}, в конце ${end}`;
}

function momentOf(numbers: number[], turns: Turn[]): string {
  const first = turns[Math.min(...numbers)];
  return first ? ` · ▸${clockTime(first.start)}` : '';
}
