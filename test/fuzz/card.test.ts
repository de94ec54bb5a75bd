import fc from 'fast-check';
import { expect, it } from 'vitest';
import { composeCard } from '../../src/card/card.js';
import type { Turn } from '../../src/domain/transcript/transcript.js';
import { parseHtml } from '../../src/simulators/telegram/html.js';
import { analysis, analyzed, CONTEXT } from '../card/samples.js';
import { RUNS } from './runs.js';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom('<b>', '</b>', '<', '>', '&', '&amp;', '&#', ';', '"', '\n', '👩‍👩‍👧', 'я', ' '),
    maxLength: 300,
  }),
);
const promise = fc.record({
  who: fc.option(text),
  what: text,
  dueSaid: fc.option(text),
  dueAt: fc.constantFrom(null, '2026-11-26T12:30:00.000Z'),
  dueAllDay: fc.boolean(),
  dueDoubtful: fc.boolean(),
  where: fc.option(text),
  turns: fc.constant<number[]>([]),
});
const turn = text.map((said): Turn => ({ speaker: 'client', channel: 0, start: 1, end: 2, text: said }));
const given = fc.record({
  headline: text,
  gist: text,
  wants: fc.option(text),
  agreements: fc.array(promise, { maxLength: 5 }),
  nextSteps: fc.array(promise, { maxLength: 5 }),
  tip: fc.option(text),
  topics: fc.array(text, { maxLength: 4 }),
  employeeName: fc.option(text),
  client: fc.record({ name: fc.option(text), company: fc.option(text) }),
});

it('whatever was said and understood, the card is HTML that Telegram takes, within its length', () => {
  fc.assert(
    fc.property(given, fc.array(turn, { maxLength: 40 }), (fields, turns) => {
      const { message } = composeCard(analyzed({ turns, analysis: analysis(fields) }), CONTEXT);
      const { text: shown } = parseHtml(message.html);
      expect(shown.length).toBeLessThanOrEqual(4096);
      expect(message.plain.length).toBeLessThanOrEqual(4096);
    }),
    RUNS,
  );
});
