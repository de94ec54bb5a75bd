import type { Standing } from '../domain/analysis/ground.js';
import type { Analyzed } from '../domain/call.js';
import type { Turn } from '../domain/transcript/transcript.js';
import { blocksOf } from './blocks.js';
import type { CardContext } from './call-lines.js';
import type { Proof } from './fit.js';
import { lookOf } from './look.js';
import { toPlain } from './rich.js';
import { speakersOf } from './transcript-text.js';
import { clockTime } from './words.js';

const STANDINGS: Record<Standing, string> = {
  confirmed: 'подтверждено',
  unconfirmed: 'не подтверждено',
  unchecked: 'не проверялось',
};

/** Each line of a card, all of them, and under it the turns that its facts rest on: «[6] ▸0:31 сотрудник: …». */
export function evidenceLines(call: Analyzed, context: CardContext): string[] {
  const turns = speakersOf(call);
  const names = { ...lookOf(call, context).roles, unknown: 'не определён' };
  return blocksOf(call, context).flatMap(({ line, proofs }) => [
    toPlain([line]),
    ...proofs.flatMap((proof) => [
      proofLine(proof, proofs.length > 1),
      ...proof.turns.flatMap((number) => turnLine(number, turns[number], names)),
    ]),
  ]);
}

function proofLine({ what, verdict, quote, standing }: Proof, isOneOfSeveral: boolean): string {
  const words = quote === null ? [] : [`«${quote}»`, STANDINGS[standing]];
  if (verdict) return `    ${what}: ${[verdict, ...words].join(' — ')}`;
  const about = isOneOfSeveral ? `${what}: ` : '';
  return `    ${about}${words.length > 0 ? words.join(' — ') : `без цитаты — ${STANDINGS[standing]}`}`;
}

function turnLine(number: number, turn: Turn | undefined, names: Record<Turn['speaker'], string>): string[] {
  if (!turn) return [];
  const who = `${names[turn.speaker]}${turn.inferred ? ' (по смыслу)' : ''}`;
  return [`      [${number}] ▸${clockTime(turn.start)} ${who}: ${turn.text}`];
}
