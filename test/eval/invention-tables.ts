import { countOf, ending, INVENTED, type Place } from './invented.js';
import { saidCall } from './said.js';
import { type Score, scoreOf, together } from './score.js';
import type { SimulatedEar } from './simulated-ear.js';
import { percent, table } from './table.js';
import type { TrueCall } from './true-call.js';

const PATH = '/v1/audio/transcriptions';
const WAYS: { title: string; model: string; place: Place }[] = [
  { title: 'whisper-1, apart', model: 'whisper-1', place: 'apart' },
  { title: 'whisper-1, glued', model: 'whisper-1', place: 'glued' },
  { title: 'gpt-transcribe', model: 'gpt-transcribe', place: 'glued' },
];

/** What of invented words comes through, and what of true words is cut for their sake. */
export async function inventionTables(
  hearing: SimulatedEar,
  calls: TrueCall[],
  models: readonly string[],
): Promise<string> {
  const stereo = calls.filter(({ isApart }) => isApart);
  const rows: string[][] = [];
  const scores: Score[] = [];
  for (const words of INVENTED) {
    const cells: string[] = [];
    for (const { model, place } of WAYS) {
      const told = await withEnding(hearing, stereo, { words, model, place });
      scores.push(...told.scores);
      cells.push(`${told.through} of ${told.answers}`);
    }
    rows.push([words, ...cells]);
    process.stderr.write(`eval: invented «${words}»\n`);
  }
  const all = together(scores);
  const said = saidCall(hearing.openai);
  const saidRows: string[][] = [];
  for (const model of models) {
    const { words, right, wronglyCut } = scoreOf(said, await hearing.ear.hear(said, model));
    saidRows.push([model, `${words}`, percent(right, words), `${wronglyCut}`]);
  }
  return [
    '### Invented words that come through',
    table(['at the end of every answer', ...WAYS.map(({ title }) => title)], rows),
    `True words that were cut in the same answers: ${all.wronglyCut} of ${all.words}.`,
    '### Such words truly said',
    table(['model', 'words', 'words right %', 'true words cut'], saidRows),
  ].join('\n\n');
}

async function withEnding(
  { openai, ear }: SimulatedEar,
  calls: TrueCall[],
  { words, model, place }: { words: string; model: string; place: Place },
): Promise<{ through: number; answers: number; scores: Score[] }> {
  openai.answerAlways(PATH, ending(words, place));
  const told = { through: 0, answers: 0, scores: [] as Score[] };
  for (const call of calls) {
    const heard = await ear.hear(call, model);
    told.through += countOf(words, heard.transcript.text);
    told.answers += heard.requests;
    told.scores.push(scoreOf(call, heard));
  }
  openai.answerAlways(PATH, null);
  return told;
}
