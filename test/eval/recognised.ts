import { openEar } from './ear.js';
import { together } from './score.js';
import { percent, table } from './table.js';
import type { TrueCall } from './true-call.js';
import { variantScores } from './variant-scores.js';

const MODELS = ['whisper-1', 'gpt-transcribe'] as const;

/** The same calls and variants, heard by a server that truly recognises speech. */
export async function measureRecognised(
  calls: TrueCall[],
  server: { baseUrl: string; apiKey: string },
): Promise<{ tables: string }> {
  await using ear = await openEar(server);
  const spoken = calls.filter(({ turns }) => turns.length > 0);
  const tables: string[] = [];
  for (const model of MODELS) {
    const rows = (await variantScores(ear, spoken, model)).map(({ name, scores }) => {
      const all = together(scores.map(({ score }) => score));
      const cells = spoken.map(({ id }) => {
        const score = scores.find((one) => one.id === id)?.score;
        return score ? percent(score.errors, score.words) : '';
      });
      return [name, ...cells, percent(all.errors, all.words), percent(all.wrongTrack, all.words)];
    });
    const head = ['variant', ...spoken.map(({ id }) => id.slice(0, 2)), 'all', 'wrong track %'];
    tables.push(`### Word errors in %, asked as ${model}\n\n${table(head, rows)}`);
  }
  return { tables: tables.join('\n\n') };
}
