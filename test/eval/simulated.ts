import { readFileSync } from 'node:fs';
import { inventionTables } from './invention-tables.js';
import { longCall } from './long-call.js';
import { brokenOf } from './promises.js';
import { type Score, scoreOf } from './score.js';
import { openSimulatedEar, told } from './simulated-ear.js';
import { bundledTable, longTable, variantTable } from './simulated-tables.js';
import type { TrueCall } from './true-call.js';
import { type VariantScores, variantScores } from './variant-scores.js';

const HOURS = 3;
/** What the model makes of silence, should it be sent any. */
const SILENCE = 'Продолжение следует...';
const MODELS = ['whisper-1', 'gpt-transcribe'] as const;

/** What was measured of one model. */
export interface Measured {
  model: string;
  variants: VariantScores[];
  long: Score;
}

/** All that is measured against the simulator: tables for people, and the promises that were not kept. */
export async function measureSimulated(calls: TrueCall[]): Promise<{ tables: string; broken: string[] }> {
  const measured: Measured[] = [];
  await using short = await openSimulatedEar();
  for (const call of calls)
    if ('file' in call.source) short.openai.hear(readFileSync(call.source.file), call.turns.map(told));
  short.openai.hallucinate = SILENCE;
  for (const model of MODELS) {
    const variants = await variantScores(short.ear, calls, model);
    measured.push({ model, variants, long: await heardLong(calls, model) });
  }
  const inventions = await inventionTables(short, calls, MODELS);
  const sections = [bundledTable(measured), ...measured.map(variantTable), longTable(measured, HOURS), inventions];
  return { tables: sections.join('\n\n'), broken: brokenOf(measured) };
}

async function heardLong(calls: TrueCall[], model: string): Promise<Score> {
  await using hearing = await openSimulatedEar();
  const long = await longCall(calls, HOURS * 3600, hearing.ear.folder);
  hearing.openai.hear(readFileSync(long.audio.file), long.turns.map(told));
  process.stderr.write(`eval: ${model}, ${HOURS} hours\n`);
  return scoreOf(long, await hearing.ear.hearFile(long.audio, model));
}
