import { type Analysis, isAnalysis, type NoAnalysis } from '../domain/analysis/analysis.js';
import { cutAtWord } from '../domain/analysis/cut-text.js';
import type { Ground } from '../domain/analysis/ground.js';
import { HEADLINE } from '../domain/analysis/read.js';
import type { Analyzed } from '../domain/call.js';
import { type CardContext, callLine, clientLine, employeeLine } from './call-lines.js';
import { factBlocks } from './facts.js';
import type { Block, Proof } from './fit.js';
import { COLOUR_MARKS, NO_ANALYSIS, NO_ANALYSIS_TITLE } from './labels.js';
import { lookOf } from './look.js';
import { inert, type Line } from './rich.js';
import { doubted, doubtOn } from './standing.js';
import { speakersOf } from './transcript-text.js';
import { trustText } from './trust-text.js';
import { capitalised } from './words.js';

/** The lines of a card above the transcript, each with what it rests on. */
export function blocksOf(call: Analyzed, context: CardContext): Block[] {
  const { analysis } = call;
  const blocks = isAnalysis(analysis) ? analysedBlocks(call, analysis, context) : bareBlocks(call, analysis, context);
  return blocks.map((block) => ({ ...block, line: inert(block.line) }));
}

function analysedBlocks(call: Analyzed, analysis: Analysis, context: CardContext): Block[] {
  const { grounds, client, employeeName } = analysis;
  const about = {
    name: doubted(client.name, grounds.clientName),
    company: doubted(client.company, grounds.clientCompany),
  };
  const look = lookOf(call, context);
  const makings = {
    turns: speakersOf(call),
    zone: context.zone,
    client: capitalised(look.roles.client),
    caution: call.transcript.trust ? trustText(call.transcript.trust) : '',
  };
  return [
    ...always(titleOf(analysis), proven(analysis.headline, grounds.headline)),
    ...always(callLine(call, context)),
    ...always(clientLine(call, about), [
      ...proven(client.name, grounds.clientName),
      ...proven(client.company, grounds.clientCompany),
    ]),
    ...always(
      employeeLine(call, context, doubted(employeeName, grounds.employeeName)),
      proven(employeeName, grounds.employeeName),
    ),
    ...factBlocks(analysis, look.card, makings),
  ];
}

function bareBlocks(call: Analyzed, { none }: NoAnalysis, context: CardContext): Block[] {
  const isUntrusted = none === 'untrusted';
  const title = isUntrusted ? 'Запись ненадёжна, разговор не оценён' : NO_ANALYSIS_TITLE;
  return [
    ...always(['⚪️ ', { bold: title }]),
    ...always(callLine(call, context)),
    ...always(clientLine(call)),
    ...always(employeeLine(call, context)),
    ...always(isUntrusted ? cautionLine(call) : absenceLine(none)),
  ];
}

function always(line: Line | null, proofs: Proof[] = []): Block[] {
  return line ? [{ line, worth: 'always', proofs }] : [];
}

function proven(what: string | null, ground: Ground | undefined): Proof[] {
  return what && ground ? [{ ...ground, what }] : [];
}

function titleOf({ colour, headline, grounds }: Analysis): Line {
  return [`${COLOUR_MARKS[colour]} `, { bold: cutAtWord(headline, HEADLINE) }, doubtOn(grounds.headline)];
}

function cautionLine({ transcript }: Analyzed): Line {
  const what = transcript.trust ? trustText(transcript.trust) : '';
  return [
    `🔎 ${what ? `${what[0]?.toUpperCase()}${what.slice(1)}` : 'Слова распознаны ненадёжно'}. Послушайте запись.`,
  ];
}

function absenceLine(none: NoAnalysis['none']): Line | null {
  const reason = NO_ANALYSIS[none];
  return reason ? [`🔎 Разбора нет: ${reason}. Расшифровка ниже.`] : null;
}
