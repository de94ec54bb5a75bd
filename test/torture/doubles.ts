import type { Message } from '../../src/simulators/telegram/messages.js';
import { type Fate, fateOf, untilKillMs } from './fate.js';
import { clientNamed, type Ledger } from './ledger.js';
import type { Kill } from './lives.js';

const MARK = '(возможно, повтор)';
const HEADER = 'расшифровываю…';

/** What stands in the group of one call. */
export interface Standing {
  messages: Message[];
  files: Message[];
}

export interface Doubles {
  marked: number;
  unmarked: string[];
  /** Marked as a repeat where the first had not arrived. */
  needless: number;
  /** Sent again although the one before had its answer, and time to save it. */
  unexplained: string[];
  /** Sends after which one more followed, by what had become of them. */
  repeated: Map<Fate, number>;
}

/** What stands in the group, by the client's number. */
export function standings(messages: Message[]): Map<string, Standing> {
  const byClient = new Map<string, Standing>();
  for (const message of messages) {
    const client = clientNamed(message.document?.text ?? message.text);
    if (client === null) continue;
    const standing = byClient.get(client) ?? { messages: [], files: [] };
    (message.document ? standing.files : standing.messages).push(message);
    byClient.set(client, standing);
  }
  return byClient;
}

/** True where all that was said stands in the last card and its file, and no header is left in their place. */
export function isDelivered({ messages, files }: Standing, words: string[]): boolean {
  const card = messages.findLast(({ text }) => !text.includes(HEADER));
  if (!card) return false;
  const shown = [card.text, ...files.map(({ document }) => document?.text ?? '')].join('\n');
  return words.every((each) => shown.includes(each));
}

export function countDoubles(standing: Map<string, Standing>, ledger: Ledger, kills: Kill[]): Doubles {
  const doubles: Doubles = { marked: 0, unmarked: [], needless: 0, unexplained: [], repeated: new Map() };
  for (const [client, { messages, files }] of standing) {
    for (const [method, sent] of [
      ['sendMessage', messages],
      ['sendDocument', files],
    ] as const) {
      countMarks(client, method, sent, doubles);
      countRepeats(client, method, ledger, kills, doubles);
    }
  }
  return doubles;
}

function countMarks(client: string, method: string, sent: readonly Message[], doubles: Doubles): void {
  const [first, ...repeats] = sent;
  if (first && isMarked(first)) doubles.needless += 1;
  for (const repeat of repeats) {
    if (isMarked(repeat)) doubles.marked += 1;
    else doubles.unmarked.push(`${client} ${method}`);
  }
}

function isMarked({ text }: Message): boolean {
  return text.includes(MARK);
}

function countRepeats(client: string, method: string, ledger: Ledger, kills: Kill[], doubles: Doubles): void {
  const sends = ledger.entries.filter((entry) => entry.client === client && entry.seen.name === method);
  for (const send of sends.slice(0, -1)) {
    const fate = fateOf(send, kills);
    doubles.repeated.set(fate, (doubles.repeated.get(fate) ?? 0) + 1);
    if (fate === 'definite' || fate === 'dropped') {
      doubles.unexplained.push(
        `${client} ${method}: sent again after one that was ${fate}, ${untilKillMs(send, kills)} ms before a kill`,
      );
    }
  }
}
