import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertMessage } from '../../src/card/alert.js';
import { composeBacklog } from '../../src/card/backlog.js';
import { composeCard } from '../../src/card/card.js';
import { asRepeat } from '../../src/card/repeat.js';
import { failureMessage, headerMessage, shortCard } from '../../src/card/short.js';
import type { Message } from '../../src/domain/ports.js';
import { parseHtml } from '../../src/simulators/telegram/html.js';
import { analysis, analyzed, CONTEXT } from '../card/samples.js';
import { call } from '../store/samples.js';
import { foreignAnalysis, foreignCall, foreignText, foreignTurns } from './foreign.js';
import { FEWER_RUNS, RUNS } from './runs.js';
import { openTdlib } from './tdlib.js';

const tdlib = await openTdlib();

const LONGEST = 4096;
/** What we write ourselves at the beginning of a line. */
const OURS =
  /^(🟢|🟡|🔴|⚪️|📥|📤|👤|🎧|🤝|📌|💰|📝|💬|❓|⚠️|🙂|💡|🔎|▾|\(возможно, повтор\)|Расшифровка( · |$)|🎯|🏁|📊|🏢)/u;
/** Of all that is not seen, only our own joiners and what shapes an emoji may stand in a message. */
const UNSEEN = /(?!\n|\u2060|\u200d|\ufe0f|\ufe0e)[\p{Cc}\p{Cf}\p{Cs}\p{DI}]/u;
const FOLLOWED = ['Url', 'Mention', 'BotCommand', 'Hashtag', 'Cashtag'];

describe('whatever was said and understood', () => {
  it('the card is what Telegram takes, every line of it begun by us, nothing in it to follow', () => {
    fc.assert(
      fc.property(foreignAnalysis, foreignTurns, (understood, turns) => {
        const { message } = composeCard(analyzed({ turns, analysis: understood }), CONTEXT);
        isTaken(message);
        isTaken(asRepeat(message));
        isInert(message);
        isOurs(message.plain.split('\n\n')[0] ?? '');
      }),
      FEWER_RUNS,
    );
  });

  it('a transcript without turns too', () => {
    fc.assert(
      fc.property(foreignText, (text) =>
        isTaken(composeCard(analyzed({ text, analysis: analysis() }), CONTEXT).message),
      ),
      RUNS,
    );
  });
});

describe('whatever a notice tells', () => {
  it.each<[string, (call: Parameters<typeof headerMessage>[0]) => Message]>([
    ['header', (call) => headerMessage(call, CONTEXT)],
    ['short card', (call) => shortCard(call, 'missed', CONTEXT)],
    ['repeat', (call) => asRepeat(shortCard(call, 'overdue', CONTEXT))],
    ['failure', (call) => failureMessage(call, { stage: 'download', upstream: 'novofon', message: '' }, CONTEXT)],
  ])('the %s is what Telegram takes, every line begun by us', (_, compose) => {
    fc.assert(
      fc.property(foreignCall, (call) => {
        const message = compose(call);
        isTaken(message);
        isInert(message);
        isOurs(message.plain);
      }),
      RUNS,
    );
  });
});

it('whatever an upstream says, the alert is what Telegram takes', () => {
  fc.assert(
    fc.property(foreignText, (words) => isTaken(alertMessage('novofon', words.slice(0, 300)))),
    RUNS,
  );
});

it('whatever was understood of many calls, the message that tells of them is HTML that Telegram takes, and the file has the rest', () => {
  fc.assert(
    fc.property(fc.array(foreignAnalysis, { minLength: 1, maxLength: 90 }), (all) => {
      const calls = all.map((fields, number) => ({
        facts: call(`in_${number}`),
        wordless: null,
        analysis: { ...fields, outcome: { result: fields.gist, reason: null } },
      }));
      const { message, listed, file } = composeBacklog(calls, CONTEXT);
      isTaken(message);
      isTaken(asRepeat(message));
      isInert(message);
      expect(listed).toBeGreaterThan(Math.min(20, calls.length - 1));
      expect(file === null).toBe(listed === calls.length);
    }),
    RUNS,
  );
});

function isTaken({ html, plain }: Message): void {
  expect(parseHtml(html).text.length).toBeLessThanOrEqual(LONGEST);
  expect(plain.length).toBeLessThanOrEqual(LONGEST);
  expect(html).not.toMatch(UNSEEN);
  expect(plain).not.toMatch(UNSEEN);
  if (!tdlib) return;
  const judgement = tdlib.parse(html);
  if ('fault' in judgement) throw new Error(`${judgement.fault}: ${JSON.stringify(html)}`);
  expect(judgement.text.length).toBeLessThanOrEqual(LONGEST);
  expect(judgement.text).toBe(parseHtml(html).text);
  for (const { type } of judgement.entities) expect(['bold', 'italic', 'expandable_blockquote']).toContain(type);
}

/** No words of others make a link, an address, a mention or a command. */
function isInert({ html, plain }: Message): void {
  if (!tdlib) return;
  for (const text of [plain, parseHtml(html).text]) {
    expect(
      tdlib.tappable(text).filter((kind) => FOLLOWED.includes(kind)),
      text,
    ).toEqual([]);
  }
}

function isOurs(card: string): void {
  for (const line of card.split('\n')) expect(line).toMatch(OURS);
}
