import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeCard } from '../../src/card/card.js';
import { readAnswer } from '../../src/domain/analysis/read.js';
import { schemaFor } from '../../src/domain/analysis/schema.js';
import { UpstreamError } from '../../src/domain/trouble.js';
import { WEEKDAYS } from '../../src/domain/when.js';
import { readCompletion } from '../../src/upstreams/openai/completion.js';
import { chargedSeconds, heardFrom } from '../../src/upstreams/openai/heard.js';
import { analyzed, CONTEXT, VERSIONS } from '../card/samples.js';
import { promptOf, spoken } from '../upstreams/openai/room.js';
import { foreignText } from './foreign.js';
import { FEWER_RUNS, RUNS } from './runs.js';

const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -1, 1e300, 1e15, 8.64e15, 0.5, 29, 31),
);
const said = fc.option(
  fc.record({
    said: foreignText,
    day: fc.option(fc.oneof(number, fc.integer({ min: 1, max: 31 }))),
    month: fc.option(fc.oneof(number, fc.integer({ min: 1, max: 12 }))),
    weekday: fc.option(fc.constantFrom(...WEEKDAYS)),
    time: fc.option(fc.oneof(foreignText, fc.constantFrom('15:30', '24:00', '9:5', '00:00'))),
    offset: fc.option(
      fc.record({ amount: number, unit: fc.constantFrom('minutes', 'hours', 'days', 'weeks', 'months') }),
    ),
  }),
);
const proof = { quote: foreignText, turns: fc.array(number, { maxLength: 4 }) };
const fact = { ...proof, what: foreignText };
const step = { ...fact, who: fc.option(foreignText), due: said };
const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 4 });
const maybe = fc.option(fc.record(fact));
/** An answer that fits the schema, and is nonsense in every other way. */
const answer = fc.record({
  employeeVoice: fc.option(fc.record({ ...proof, voice: fc.constantFrom('A', 'B') })),
  speakers: some(fc.record({ from: number, speaker: fc.constantFrom('client', 'employee', 'unknown') })),
  ...{ gist: some(fc.record(fact)), wants: maybe, clientName: maybe, clientCompany: maybe, employeeName: maybe },
  agreements: some(fc.record({ ...step, where: fc.option(foreignText) })),
  nextSteps: some(fc.record({ ...step, by: fc.constantFrom('client', 'employee', null) })),
  objections: some(fc.record({ ...fact, answered: fc.boolean() })),
  openQuestions: some(fc.record(fact)),
  sums: some(fc.record({ ...fact, amount: fc.option(number), approximate: fc.boolean() })),
  kind: fc.constantFrom('sale', 'spam', 'other'),
  outcome: fc.record({ ...proof, result: fc.constantFrom('agreed', 'none'), reason: fc.option(foreignText) }),
  mood: fc.record({ ...proof, start: fc.constant('calm'), end: fc.constantFrom('calm', 'angry') }),
  risks: some(fc.record(fact)),
  ...{ topics: fc.array(foreignText, { maxLength: 30 }), tip: fc.option(foreignText) },
  doubts: fc.array(foreignText, { maxLength: 30 }),
  colour: fc.constantFrom('green', 'yellow', 'red'),
  headline: fc.record({ ...proof, text: foreignText }),
});
const schema = schemaFor(CONTEXT.preset);

describe('whatever a model answers', () => {
  it('in the agreed form becomes an analysis of bounded size, with dates that are dates', () => {
    const call = spoken(['Добрый день.', 'Здравствуйте.']);
    const { zone, preset } = CONTEXT;
    const { transcript, startedAt: calledAt } = call;
    const context = { model: 'gpt-4o', versions: VERSIONS, calledAt, zone, transcript, preset };
    fc.assert(
      fc.property(answer, (given) => {
        const analysis = readAnswer(schema.parse(given), context);
        for (const { dueAt, turns: evidence } of [...analysis.agreements, ...analysis.nextSteps]) {
          if (dueAt !== null) expect(dueAt).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
          for (const place of evidence) expect([0, 1]).toContain(place);
        }
        for (const { amount } of analysis.sums) expect(amount ?? 0).toBeGreaterThanOrEqual(0);
        expect(JSON.stringify(analysis).length).toBeLessThan(300_000);
        expect(composeCard(analyzed({ text: 'да', analysis }), CONTEXT).message.plain).not.toMatch(
          /NaN|e\+|undefined|\[object/,
        );
      }),
      FEWER_RUNS,
    );
  });

  it('is facts or a fault', () => {
    const content = fc.oneof(
      foreignText,
      fc.jsonValue().map((value) => JSON.stringify(value)),
      answer.map((value) => JSON.stringify(value)),
      answer.map((value) => `\`\`\`json\n${JSON.stringify(value)}\n\`\`\``),
      answer.map((value) => JSON.stringify(value).slice(0, -20)),
    );
    const message = fc.record({ content: fc.option(content), refusal: fc.option(foreignText) }, { requiredKeys: [] });
    const choice = fc.record({ finish_reason: fc.constantFrom('stop', 'length', null), message });
    const body = fc.oneof(fc.jsonValue(), fc.record({ choices: fc.array(choice, { maxLength: 2 }) }));
    fc.assert(
      fc.property(body, (given) => {
        const reading = readCompletion(JSON.stringify(given), schema);
        expect(reading.fault === null || ['truncated', 'malformed', 'refused'].includes(reading.fault.kind)).toBe(true);
        expect((reading.answer === null) === (reading.fault !== null)).toBe(true);
        expect(reading.fault?.detail.length ?? 0).toBeLessThanOrEqual(600);
      }),
      RUNS,
    );
  });
});

describe('whatever a recogniser hears', () => {
  const segment = fc.record(
    {
      ...{ start: number, end: number, text: foreignText },
      ...{ avg_logprob: fc.option(number), compression_ratio: fc.option(number), no_speech_prob: fc.option(number) },
    },
    { requiredKeys: ['start', 'end', 'text'] },
  );
  const speech = fc.record(
    { text: foreignText, segments: fc.oneof(fc.array(segment, { maxLength: 4 }), fc.jsonValue()), duration: number },
    { requiredKeys: [] },
  );

  it('is words, or none', () => {
    fc.assert(
      fc.property(fc.oneof(speech, fc.jsonValue()), (body) => {
        if (typeof body === 'object' && body !== null) expect(chargedSeconds(body) ?? 1).toBeGreaterThan(0);
        const heard = heardOrTrouble(JSON.stringify(body));
        if (heard instanceof UpstreamError) return;
        for (const { text } of heard.segments) expect(text).not.toMatch(/[\n\r\u2028\p{Cs}]/u);
      }),
      RUNS,
    );
  });

  it('stays within its frame when it is asked about', () => {
    const words = fc.array(
      fc.oneof(
        foreignText,
        fc.string({ unit: fc.constantFrom('<', '>', '/', '[1]', 'transcript', '\n', 'Клиент: ', '‹') }),
      ),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(words, fc.boolean(), fc.array(foreignText, { maxLength: 3 }), (texts, hasTurns, employees) => {
        const call = spoken(texts, hasTurns ? {} : { turns: null });
        const [rules, asked, ...others] = promptOf(call, employees);
        expect([rules?.role, asked?.role, others]).toEqual(['system', 'user', []]);
        const [facts = '', framed = ''] = (asked?.content ?? '').split('\n<transcript>\n');
        expect(asked?.content.match(/[<>]/g)?.join('')).toBe('<><>');
        expect(facts.split('\n')).toHaveLength(5);
        const lines = framed.split('\n');
        expect(lines.at(-1)).toBe('</transcript>');
        expect(lines.slice(0, -1)).toHaveLength(hasTurns ? texts.length : 1);
        for (const [place, line] of hasTurns ? lines.slice(0, -1).entries() : []) {
          expect(line.startsWith(`[${place}] `)).toBe(true);
          expect(line.slice(place.toString().length + 3)).not.toMatch(/[[\]]/);
        }
      }),
      RUNS,
    );
  });
});

function heardOrTrouble(body: string): ReturnType<typeof heardFrom> | UpstreamError {
  try {
    return heardFrom(body, 0.1);
  } catch (error) {
    if (error instanceof UpstreamError) return error;
    throw error;
  }
}
