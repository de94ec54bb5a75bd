import type { CallFacts, Direction, Leg } from '../../../domain/call.js';
import { callOf } from '../../../domain/legs.js';
import { isNumber, sameNumber } from '../../../domain/phone.js';
import { isNoTalk } from '../words.js';
import type { Told } from './believed.js';
import type { NoticeFacts } from './notice-facts.js';

/** An answered call whose length nobody told is worth listening to: it passes for one of a minute. */
const UNTOLD_SECONDS = 60;

/** The call that notices tell of, one leg; null while nothing but the id is known. `numbers`: of the firm, E.164. */
export function callFromTold(told: Told, facts: NoticeFacts, numbers: string[]): CallFacts | null {
  const disposition = dispositionOf(facts);
  if (disposition === null) return null;

  const answered = disposition === 'answered';
  const direction = directionOf(facts, numbers);
  const { client, own } = sidesOf(facts, direction, numbers);
  const ours = own ?? (isFlat(told) ? onlyOf(numbers) : null);
  const seconds = facts.seconds ?? (answered ? UNTOLD_SECONDS : 0);
  const leg: Leg = {
    id: told.callId,
    from: direction === 'in' ? client : ours,
    to: direction === 'in' ? ours : client,
    employee: facts.employee,
    startedAt: new Date(Date.parse(told.firstAt) - seconds * 1000).toISOString(),
    seconds,
    disposition,
    recorded: facts.link !== null || (answered && facts.recorded !== false),
  };
  const number = isNumber(ours) ? ours : null;
  return callOf({ id: told.callId, provider: 'novofon', direction, client, number }, [leg]);
}

/** A word that nobody documents says less than a talk that was told. */
function dispositionOf({ status, link, recorded, seconds }: NoticeFacts): string | null {
  const talked = link !== null || recorded === true || (seconds ?? 0) > 0;
  return talked && (status === null || !isNoTalk(status)) ? 'answered' : status;
}

function directionOf({ direction, caller, called }: NoticeFacts, numbers: string[]): Direction {
  return direction ?? (isAmong(numbers, caller) && !isAmong(numbers, called) ? 'out' : 'in');
}

/** The outside party and our side, whichever way they were told. A template cannot swap the two for outgoing calls. */
function sidesOf(facts: NoticeFacts, direction: Direction, numbers: string[]) {
  const isAsIncoming = isAmong(numbers, facts.called) && !isAmong(numbers, facts.caller);
  const [outer, inner] =
    direction === 'in' || isAsIncoming ? [facts.caller, facts.called] : [facts.called, facts.caller];
  const client = facts.contact ?? outer;
  return { client: isNumber(client) ? client : null, own: facts.own ?? inner ?? facts.employee };
}

/** Whoever writes a body of his own and leaves out the numbers has but one line to tell of. */
function isFlat({ hints }: Told): boolean {
  return hints.every(({ notice }) => !notice.event);
}

function onlyOf(numbers: string[]): string | null {
  return numbers.length === 1 ? (numbers[0] ?? null) : null;
}

function isAmong(numbers: string[], party: string | null): boolean {
  return party !== null && numbers.some((each) => sameNumber(each, party));
}
