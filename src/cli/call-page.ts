import { DateTime } from 'luxon';
import type { CardContext } from '../card/call-lines.js';
import { composeCard } from '../card/card.js';
import type { Analyzed } from '../domain/call.js';
import { type StoredCall, statusOf } from '../domain/stored.js';

/** All that is known of a call, to read in a terminal. */
export function callPage(call: StoredCall, context: CardContext): string {
  const card = cardText(call, context);
  return `${[card, ...stateLines(call, context)].filter((part) => part !== null).join('\n')}\n`;
}

/** The card as the group sees it, with the whole transcript; null while the call is not that far. */
export function cardText(call: StoredCall, context: CardContext): string | null {
  const analyzed = analyzedOf(call);
  if (!analyzed) return null;
  const { message, file } = composeCard(analyzed, context);
  return `${message.plain}\n${file ? `\n${file.text}` : ''}`;
}

/** The call as its card is made of it; null while it is not that far. */
export function analyzedOf({ facts, audio, transcript, analysis, live, notify, take }: StoredCall): Analyzed | null {
  if (!audio || !transcript || !analysis) return null;
  return { ...facts, audio, transcript, analysis, live, notify, take };
}

function stateLines(call: StoredCall, { zone }: CardContext): string[] {
  const clock = (at: string) => DateTime.fromISO(at, { zone }).toFormat('yyyy-MM-dd HH:mm:ss');
  const { facts, audio } = call;
  const status = statusOf(call);
  const lines: (readonly [string, string | null | undefined])[] = [
    ['id', facts.id],
    ['legs', facts.legs.map((leg) => leg.id).join(', ')],
    ['status', status === 'pending' ? `pending, before ${call.place}, due ${call.dueAt && clock(call.dueAt)}` : status],
    ['reason', call.skipReason],
    ['attempts', call.attempts > 0 ? String(call.attempts) : null],
    ['error', call.error && `${call.error.stage}: ${call.error.message}`],
    ['recordings', audio?.recordings.map((recording) => recording.file).join(', ')],
    ['model', call.transcript?.model],
    ['cost', call.cost === null ? 'unknown (a model has no price in prices)' : `$${call.cost.toFixed(4)}`],
    ['found', clock(call.foundAt)],
    ...Object.entries(call.passed).map(([stage, at]) => [stage, clock(at)] as const),
    ['messages', messagesOf(call)],
  ];
  return lines.flatMap(([name, value]) => (value ? `${name.padEnd(12)}${value}` : []));
}

/** `card 12`; what may have been sent shows as `sending`. */
function messagesOf({ deliveries }: StoredCall): string {
  const tried = deliveries.filter(({ state }) => state !== 'pending');
  return tried.map(({ kind, state, sent }) => `${kind} ${sent?.messageId ?? state}`).join(', ');
}
