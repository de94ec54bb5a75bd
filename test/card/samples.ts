import { readFileSync } from 'node:fs';
import { loadPreset } from '../../src/config/preset/load.js';
import type { Analysis } from '../../src/domain/analysis/analysis.js';
import type { Ground } from '../../src/domain/analysis/ground.js';
import type { Preset } from '../../src/domain/analysis/preset.js';
import { readAnswer } from '../../src/domain/analysis/read.js';
import { schemaFor } from '../../src/domain/analysis/schema.js';
import { keptAnalysis } from '../../src/domain/analysis/stored.js';
import type { Analyzed, CallFacts } from '../../src/domain/call.js';
import { type Transcript, type Turn, type Wordless, withoutWords } from '../../src/domain/transcript/transcript.js';
import { call, leg } from '../store/samples.js';

export const VERSIONS = { prompt: 'p', schema: 's', preset: 'general', presetVersion: 'v' };

export const CONTEXT = {
  zone: 'Europe/Moscow',
  nameOf: (employee: string) => (employee === '100' ? 'Алексей' : employee),
  preset: loadPreset('general'),
};

/** A bundled call with its true words and the scripted answer, as it stands before `notify`. */
export function bundled(id: string, preset: Preset = CONTEXT.preset, facts = call(id)): Analyzed {
  const asset = (name: string) =>
    JSON.parse(readFileSync(new URL(`../../assets/calls/${name}`, import.meta.url), 'utf8'));
  const segments: { channel: 0 | 1; start: number; end: number; text: string }[] = asset(`${id}.json`).segments;
  const turns = segments.map(({ channel, ...segment }): Turn => ({ ...segment, speaker: 'unknown', channel }));
  const transcript = transcriptOf(turns);
  const { zone } = CONTEXT;
  const context = { model: 'gpt-4o', versions: VERSIONS, calledAt: facts.startedAt, zone, transcript, preset };
  return analyzed({
    turns,
    analysis: readAnswer(schemaFor(preset).parse(asset(`${id}.analysis.json`)), context),
    facts,
  });
}

export function analyzed(given: {
  turns?: Turn[];
  text?: string;
  analysis: Analyzed['analysis'];
  facts?: CallFacts;
}): Analyzed {
  const turns = given.turns ?? [];
  const transcript = { ...transcriptOf(turns), ...(given.text !== undefined && { text: given.text }) };
  return { ...withFacts(given.facts ?? call('in_a')), transcript, analysis: given.analysis };
}

export function wordless(reason: Wordless, facts: CallFacts): Analyzed {
  return { ...withFacts(facts), transcript: withoutWords(reason), analysis: { none: 'wordless' } };
}

/** A missed incoming call. */
export function missed(given: Parameters<typeof leg>[0] = {}, identity: Partial<CallFacts> = {}): CallFacts {
  return call('in_m', [leg({ seconds: 0, disposition: 'noanswer', recorded: false, ...given })], identity);
}

/** A transcript of these turns. */
function transcriptOf(turns: Turn[]): Transcript {
  const text = turns.map((turn) => turn.text).join(' ');
  return { text, model: 'whisper-1', turns, wordless: null, cut: [], trust: null };
}

/** An analysis; entries of a list without a proof get an unchecked one. */
export function analysis(given: Loose<Analysis> = {}): Analysis {
  const { grounds = {}, own = [], checks = [], score = null, voices = [], versions = null, ...old } = given;
  const kept = keptAnalysis({ ...PLAIN, ...old } as Analysis);
  return { ...kept, ...{ grounds, own, checks, score, voices, versions } } as Analysis;
}

/** What a test need not say of each fact. */
export type Loose<Whole> = {
  [Key in keyof Whole]?: Key extends 'own' | 'checks'
    ? Whole[Key]
    : Whole[Key] extends (infer Item)[]
      ? Item extends Ground
        ? (Omit<Item, 'quote' | 'standing'> & Partial<Ground>)[]
        : Whole[Key]
      : Whole[Key];
};

const PLAIN = {
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
  employeeName: null,
  employeeChannel: null,
  model: 'gpt-4o',
};

function withFacts(facts: CallFacts) {
  return { ...facts, live: true, notify: true, take: 0, audio: { recordings: [], absence: null } };
}
