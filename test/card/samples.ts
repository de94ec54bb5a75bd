import { readFileSync } from 'node:fs';
import type { Analysis } from '../../src/domain/analysis/analysis.js';
import { readAnswer } from '../../src/domain/analysis/read.js';
import { answerSchema } from '../../src/domain/analysis/schema.js';
import type { Analyzed, CallFacts } from '../../src/domain/call.js';
import { type Transcript, type Turn, type Wordless, withoutWords } from '../../src/domain/transcript/transcript.js';
import { call, leg } from '../store/samples.js';

export const CONTEXT = {
  zone: 'Europe/Moscow',
  nameOf: (employee: string) => (employee === '100' ? 'Алексей' : employee),
};

/** A bundled call with its true words and the scripted answer, as it stands before `notify`. */
export function bundled(id: string): Analyzed {
  const asset = (name: string) =>
    JSON.parse(readFileSync(new URL(`../../assets/calls/${name}`, import.meta.url), 'utf8'));
  const segments: { channel: 0 | 1; start: number; end: number; text: string }[] = asset(`${id}.json`).segments;
  const turns = segments.map((segment): Turn => ({ speaker: 'unknown', ...segment }));
  const facts = call(id);
  const context = { model: 'gpt-4o', calledAt: facts.startedAt, zone: CONTEXT.zone, turnCount: turns.length };
  return analyzed({ turns, analysis: readAnswer(answerSchema.parse(asset(`${id}.analysis.json`)), context), facts });
}

export function analyzed(given: {
  turns?: Turn[];
  text?: string;
  analysis: Analyzed['analysis'];
  facts?: CallFacts;
}): Analyzed {
  const turns = given.turns ?? [];
  const text = given.text ?? turns.map((turn) => turn.text).join(' ');
  const transcript: Transcript = { text, model: 'whisper-1', turns, wordless: null };
  return { ...withFacts(given.facts ?? call('in_a')), transcript, analysis: given.analysis };
}

export function wordless(reason: Wordless, facts: CallFacts): Analyzed {
  return { ...withFacts(facts), transcript: withoutWords(reason), analysis: { none: 'wordless' } };
}

/** A missed incoming call. */
export function missed(given: Parameters<typeof leg>[0] = {}, identity: Partial<CallFacts> = {}): CallFacts {
  return call('in_m', [leg({ seconds: 0, disposition: 'noanswer', recorded: false, ...given })], identity);
}

export function analysis(given: Partial<Analysis> = {}): Analysis {
  return {
    headline: 'Вопрос о цене',
    gist: 'Спросили о цене.',
    kind: 'sale',
    colour: 'green',
    client: { name: null, company: null },
    wants: null,
    outcome: { result: 'none', reason: null },
    agreements: [],
    nextSteps: [],
    objections: [],
    openQuestions: [],
    sums: [],
    mood: { start: 'calm', end: 'calm' },
    risks: [],
    topics: [],
    tip: null,
    doubts: [],
    fields: {},
    employeeName: null,
    employeeChannel: null,
    model: 'gpt-4o',
    ...given,
  };
}

function withFacts(facts: CallFacts) {
  return { ...facts, live: true, notify: true, take: 0, audio: { recordings: [], absence: null } };
}
