import type { Standing } from '../domain/analysis/ground.js';
import type { Analyzed } from '../domain/call.js';
import type { Turn } from '../domain/transcript/transcript.js';
import { blocksOf } from './blocks.js';
import type { CardContext } from './call-lines.js';
import type { Proof } from './fit.js';
import { toPlain } from './rich.js';
import { speakersOf } from './transcript-text.js';
import { clockTime } from './words.js';

const STANDINGS: Record<Standing, string> = {
  confirmed: 'подтверждено',
  unconfirmed: 'не подтверждено',
  unchecked: 'не проверялось',
};
const SPEAKERS = { client: 'клиент', employee: 'сотрудник', unknown: 'не определён' };

/** Each line of a card, all of them, and under it the turns that its facts rest on: «[6] ▸0:31 сотрудник: …». */
export function evidenceLines(call: Analyzed, context: CardContext): string[] {
  const turns = speakersOf(call);
  return blocksOf(call, context).flatMap(({ line, proofs }) => [
    toPlain([line]),
    ...proofs.flatMap((proof) => proofLines(proof, proofs.length > 1, turns)),
  ]);
}

function proofLines(
  { what, quote, turns: numbers, standing }: Proof,
  isOneOfSeveral: boolean,
  turns: Turn[],
): string[] {
  const about = isOneOfSeveral ? `${what}: ` : '';
  const words = quote === null ? 'без цитаты' : `«${quote}»`;
  const named = numbers.flatMap((number) => turnLine(number, turns[number]));
  return [`    ${about}${words} — ${STANDINGS[standing]}`, ...named];
}

function turnLine(number: number, turn: Turn | undefined): string[] {
  if (!turn) return [];
  const who = `${SPEAKERS[turn.speaker]}${turn.inferred ? ' (по смыслу)' : ''}`;
  return [`      [${number}] ▸${clockTime(turn.start)} ${who}: ${turn.text}`];
}
