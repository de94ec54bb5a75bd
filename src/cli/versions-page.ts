import { DateTime } from 'luxon';
import type { CardContext } from '../card/call-lines.js';
import { isAnalysis } from '../domain/analysis/analysis.js';
import type { StoredCall, StoredVersion } from '../domain/stored.js';

/** What a call is and was: a paragraph for each run, with its models, its preset and its headline. */
export function versionsPage(call: StoredCall, versions: StoredVersion[], { zone }: CardContext): string {
  const clock = (at: string) => DateTime.fromISO(at, { zone }).toFormat('yyyy-MM-dd HH:mm:ss');
  const kept = versions.map((version) => [
    `take ${version.take}, until ${clock(version.replacedAt)}`,
    ...madeLines(version),
  ]);
  return `${[...kept, [`take ${call.take}, now`, ...madeLines(call)]].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function madeLines({ transcript, analysis }: Pick<StoredVersion, 'transcript' | 'analysis'>): string[] {
  const words = transcript ? `${transcript.model ?? 'no model'}, ${transcript.text.length} letters` : 'none';
  if (!analysis || !isAnalysis(analysis))
    return [line('transcript', words), line('analysis', analysis?.none ?? 'none')];
  const { model, versions, score, headline } = analysis;
  const by = versions
    ? `preset ${versions.preset} ${versions.presetVersion}, prompt ${versions.prompt}, schema ${versions.schema}`
    : '';
  return [
    line('transcript', words),
    line('analysis', [model, by, score === null ? '' : `score ${score}`].filter(Boolean).join(', ')),
    line('headline', headline),
  ];
}

function line(name: string, text: string): string {
  return `  ${name.padEnd(12)}${text}`;
}
