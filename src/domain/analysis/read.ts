import type { Instant } from '../instant.js';
import { speakingTurns } from '../transcript/speakers.js';
import type { Transcript } from '../transcript/transcript.js';
import type { Analysis, Versions, VoiceChange } from './analysis.js';
import { cutAtWord } from './cut-text.js';
import { Evidence, STANDS } from './evidence.js';
import { likeness } from './likeness.js';
import type { Preset } from './preset.js';
import { readChecks, readFields } from './read-own.js';
import { Reader } from './reader.js';
import type { Answer } from './schema.js';
import { scoreOf } from './score.js';
import { wordsOf } from './tokens.js';

/** The longest headline and gist, in UTF-16 units. */
export const HEADLINE = 90;
const GIST = 1_500;
/** Nobody names a larger sum on the phone, nor one below nothing. */
const LARGEST_SUM = 1e12;
/** «Алло, здравствуйте» is said by both. */
const LEAST_WORDS_OF_VOICE = 3;

interface Context {
  model: string;
  versions: Versions;
  calledAt: Instant;
  zone: string;
  transcript: Transcript;
  preset: Preset;
}

/** The model's answer as an analysis: dates built from their parts, every quote looked for, empty entries dropped, long ones cut. */
export function readAnswer(answer: Answer, { model, versions, calledAt, zone, transcript, preset }: Context): Analysis {
  const found = {
    employeeChannel: employeeChannelOf(answer, transcript),
    voices: voicesOf(answer, transcript),
  };
  const reader = new Reader(new Evidence(transcript, speakingTurns(transcript, found)), calledAt, zone);
  const gist = reader.remarks(answer.gist);
  const wants = reader.remark(answer.wants, 'client');
  const [clientName, clientCompany] = [reader.named(answer.clientName), reader.named(answer.clientCompany)];
  const employeeName = reader.named(answer.employeeName);
  const checks = readChecks(answer.checks ?? {}, preset.checklist, reader);
  return {
    headline: cutAtWord(answer.headline.text.trim(), HEADLINE),
    gist: cutAtWord(gist.map(({ what }) => what).join(' '), GIST),
    kind: answer.kind,
    colour: answer.colour,
    client: { name: reader.name(clientName?.what ?? null), company: reader.name(clientCompany?.what ?? null) },
    wants: wants?.what ?? null,
    outcome: { result: answer.outcome.result, reason: reader.words(answer.outcome.reason) },
    agreements: reader.remarks(answer.agreements).map(({ due, ...given }) => {
      const item = reader.placed(given);
      return { ...item, who: reader.name(item.who), ...reader.promised(due, item) };
    }),
    nextSteps: answer.nextSteps.flatMap((step) =>
      reader.remarks([step], step.by).map(({ due, by: _by, ...item }) => ({
        ...item,
        who: reader.name(item.who),
        ...reader.promised(due, item),
      })),
    ),
    objections: reader.remarks(answer.objections, 'client'),
    openQuestions: reader.remarks(answer.openQuestions),
    sums: reader.remarks(answer.sums).map((sum) => {
      const amount = sumOf(sum.amount);
      return { ...reader.amount(sum, amount), amount };
    }),
    mood: { start: answer.mood.start, end: answer.mood.end },
    risks: reader.remarks(answer.risks),
    topics: reader.texts(answer.topics, 'name'),
    tip: reader.words(answer.tip),
    doubts: reader.texts(answer.doubts, 'words'),
    grounds: {
      gist,
      headline: reader.proof(answer.headline),
      ...(wants && { wants: groundOf(wants) }),
      ...(clientName && { clientName: groundOf(clientName) }),
      ...(clientCompany && { clientCompany: groundOf(clientCompany) }),
      ...(employeeName && { employeeName: groundOf(employeeName) }),
      outcome: reader.proof(answer.outcome),
      mood: reader.proof(answer.mood, 'client'),
    },
    own: readFields(answer.fields ?? {}, preset.fields, reader),
    checks,
    score: scoreOf(checks),
    employeeName: reader.name(employeeName?.what ?? null),
    ...found,
    model,
    versions,
    look: { card: preset.card, roles: preset.roles },
  };
}

function groundOf({ turns, quote, standing }: Analysis['risks'][number]) {
  return { turns, quote, standing };
}

/** Only where some words that are said to be the employee's stand on that channel and not on the other: roles are not guessed. */
function employeeChannelOf({ employeeVoice }: Answer, transcript: Transcript): 0 | 1 | null {
  if (!employeeVoice || wordsOf(employeeVoice.quote).length < LEAST_WORDS_OF_VOICE) return null;
  const standsOn = (channel: 0 | 1) => {
    const turns = transcript.turns.filter((turn) => turn.channel === channel);
    return turns.some(({ text }) => likeness(employeeVoice.quote, text) >= STANDS);
  };
  const [channel, other] = employeeVoice.voice === 'A' ? ([0, 1] as const) : ([1, 0] as const);
  return standsOn(channel) && !standsOn(other) ? channel : null;
}

function voicesOf({ speakers }: Answer, { turns }: Transcript): VoiceChange[] {
  return speakers
    .filter(({ from }) => Number.isInteger(from) && from >= 0 && from < turns.length)
    .sort((one, other) => one.from - other.from);
}

function sumOf(amount: number | null): number | null {
  return amount !== null && amount >= 0 && amount <= LARGEST_SUM ? amount : null;
}
