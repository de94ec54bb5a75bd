import type { Replay } from '../app/replay.js';
import type { CardContext } from '../card/call-lines.js';
import { type Column, columnsFor } from '../card/columns.js';
import { tableRow } from '../card/table-row.js';
import { dateTime } from '../card/words.js';
import { type Analysis, isAnalysis, type NoAnalysis } from '../domain/analysis/analysis.js';
import { groundsOf } from '../domain/analysis/grounds.js';
import { beside } from './side-by-side.js';

/** Where the judgement stands in the table of calls; the rest is the same on both sides. */
const [FIRST, LAST] = ['Тип', 'Чек-лист'];
const WIDTH = 120;

/** Both analyses of a call line by line; what is the same on both sides is told once. */
export function comparison({ call, replayed }: Replay, context: CardContext, columns: number | null): string {
  const [stored, fresh] = [tableRow(call, context), tableRow({ ...call, analysis: replayed }, context)];
  const rows = judgedColumns(context).map(({ title, of }): [string, string, string] => [
    title,
    textOf(of(stored)),
    textOf(of(fresh)),
  ]);
  const asked: [string, string, string] = ['Модель', askedBy(call.analysis), askedBy(replayed)];
  const proven: [string, string, string] = ['Подтверждено', provenText(call.analysis), provenText(replayed)];
  const head = `${call.facts.id} · ${dateTime(call.facts.startedAt, context.zone)}`;
  return `${head}\n${beside([asked, ...rows, proven], columns ?? WIDTH)}\n`;
}

/** What changed over all calls, and what it cost. */
export function summary(replays: Replay[]): string {
  if (replays.length === 0) return 'no call with words to analyse\n';
  const pairs = replays.map(({ call, replayed }) => [judged(call.analysis), judged(replayed)] as const);
  const changed = (of: (analysis: Analysis) => unknown) =>
    pairs.filter(([one, other]) => (one && of(one)) !== (other && of(other))).length;
  const share = (side: 0 | 1) => {
    const standings = pairs.flatMap((pair) => (pair[side] ? standingsOf(pair[side]) : []));
    const confirmed = standings.filter((standing) => standing === 'confirmed').length;
    return `${confirmed} of ${standings.length}`;
  };
  const usd = replays.reduce<number | null>((sum, { usd }) => (sum === null || usd === null ? null : sum + usd), 0);
  return [
    `calls        ${replays.length}`,
    `changed      kind ${changed(({ kind }) => kind)}, colour ${changed(({ colour }) => colour)}, result ${changed(({ outcome }) => outcome.result)}, score ${changed(({ score }) => score)}`,
    `confirmed    ${share(0)} facts before, ${share(1)} now`,
    `not usable   ${pairs.filter(([one]) => !one).length} before, ${pairs.filter(([, other]) => !other).length} now`,
    `cost         ${usd === null ? 'unknown (a model has no price in prices)' : `$${usd.toFixed(4)}`}`,
    '',
  ].join('\n');
}

function judgedColumns({ preset }: CardContext): Column[] {
  const all = columnsFor(preset);
  const place = (title: string) => all.findIndex((column) => column.title === title);
  return all.slice(place(FIRST ?? ''), place(LAST ?? '') + 1);
}

function judged(analysis: Analysis | NoAnalysis | null): Analysis | null {
  return analysis && isAnalysis(analysis) ? analysis : null;
}

function askedBy(analysis: Analysis | NoAnalysis | null): string {
  const found = judged(analysis);
  if (!found) return analysis && 'none' in analysis ? analysis.none : '';
  const { model, versions } = found;
  return versions ? `${model}, ${versions.preset} ${versions.presetVersion}, ${versions.prompt}` : model;
}

function provenText(analysis: Analysis | NoAnalysis | null): string {
  const found = judged(analysis);
  if (!found) return '';
  const standings = standingsOf(found);
  return `${standings.filter((standing) => standing === 'confirmed').length} из ${standings.length}`;
}

function standingsOf(analysis: Analysis) {
  return groundsOf(analysis).map(({ standing }) => standing);
}

function textOf(value: string | number | null): string {
  return value === null ? '' : String(value);
}
