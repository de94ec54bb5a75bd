import fc from 'fast-check';
import type { Analysis } from '../../src/domain/analysis/analysis.js';
import type { CallFacts } from '../../src/domain/call.js';
import type { Turn } from '../../src/domain/transcript/transcript.js';
import { analysis, type Loose, missed } from '../card/samples.js';

const MARKUP = ['<b>', '</b>', '<', '>', '&', '&amp;', '&#', ';', '"', '\n', '👩‍👩‍👧', 'я', ' '];
const UNSEEN = [
  '\u202e',
  '\u2066',
  '\u200b',
  '\u2060',
  '\u00ad',
  '\0',
  '\u001b[2J',
  '\ud83d',
  '\udc4d',
  '\u{e0041}',
  '\r',
  '\u2028',
];
const LIVE = [
  'evil.ru',
  'https://',
  '@durov',
  '/stop',
  '@bot',
  '#тег',
  '$USD',
  'a@b.ru',
  '1.2.3.4',
  't.me/x',
  '.',
  'кухни.рф',
  ':',
  '/',
];

const pieces = (words: string[]) => fc.string({ unit: fc.constantFrom(...words), maxLength: 25 });

/** Words of a caller, or of a model that obeys him: any text, markup, what is not seen, what can be tapped, and very long. */
export const foreignText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  pieces(MARKUP),
  pieces([...UNSEEN, 'а', ' ']),
  pieces([...LIVE, ...MARKUP, ...UNSEEN]),
  fc.tuple(pieces(LIVE), fc.integer({ min: 1, max: 100 })).map(([text, times]) => text.repeat(times)),
);

const promise = fc.record({
  who: fc.option(foreignText),
  what: foreignText,
  dueSaid: fc.option(foreignText),
  dueAt: fc.constantFrom(null, '2026-11-26T12:30:00.000Z'),
  dueAllDay: fc.boolean(),
  dueDoubtful: fc.boolean(),
  where: fc.option(foreignText),
  turns: fc.constant<number[]>([]),
});
const remarks = fc.array(fc.record({ what: foreignText, turns: fc.constant<number[]>([0]), answered: fc.boolean() }), {
  maxLength: 3,
});

/** An analysis whose every text is foreign. */
export const foreignAnalysis: fc.Arbitrary<Analysis> = fc
  .record({
    headline: foreignText,
    gist: foreignText,
    wants: fc.option(foreignText),
    agreements: fc.array(promise, { maxLength: 5 }),
    nextSteps: fc.array(promise, { maxLength: 5 }),
    objections: remarks,
    openQuestions: remarks,
    risks: remarks,
    tip: fc.option(foreignText),
    doubts: fc.array(foreignText, { maxLength: 4 }),
    employeeName: fc.option(foreignText),
    client: fc.record({ name: fc.option(foreignText), company: fc.option(foreignText) }),
    own: fc.array(
      fc.record({
        ...{
          turns: fc.constant<number[]>([0]),
          quote: foreignText,
          standing: fc.constantFrom('confirmed', 'unconfirmed'),
        },
        ...{ name: fc.constant('agency'), label: fc.constant('Агентство'), emoji: fc.constant('🏢') },
        ...{ reason: fc.option(foreignText), type: fc.constant('text'), value: foreignText },
      }),
      { maxLength: 2 },
    ),
  })
  .map((given) => analysis(given as Loose<Analysis>));

export const foreignTurns = fc.array(
  foreignText.map((text): Turn => ({ speaker: 'client', channel: 0, start: 1, end: 2, text })),
  { maxLength: 8 },
);

/** A call of which a notice told: its employee and how it ended are words of whoever sent it. */
export const foreignCall: fc.Arbitrary<CallFacts> = fc
  .record({ employee: fc.option(foreignText), disposition: fc.oneof(foreignText, fc.constant('answered')) })
  .map(({ employee, disposition }) => {
    const seconds = disposition === 'answered' ? 64 : 0;
    return { ...missed({ employee, disposition, seconds }), disposition };
  });
