import { isAnalysis } from '../analysis/analysis.js';
import { CHECK_WORDS, type OwnAnswer } from '../analysis/own.js';
import type { StoredCall } from '../stored.js';

/** Where the words of a call are. */
export type Texts = Pick<StoredCall, 'transcript' | 'analysis'>;

/** A text of a call that is searched. `at`: where a turn of the transcript begins, in seconds. */
export interface Part {
  name: PartName;
  text: string;
  at?: number;
}

export type PartName =
  | 'transcript'
  | 'headline'
  | 'gist'
  | 'wants'
  | 'agreements'
  | 'nextSteps'
  | 'objections'
  | 'openQuestions'
  | 'sums'
  | 'topics'
  | 'risks'
  | 'tip'
  | 'doubts'
  | 'fields'
  | 'checks'
  | 'client'
  | 'employee';

/** The transcript as one text, in which a phrase may run over its turns. */
export function wholeTranscript({ transcript }: Texts): Part[] {
  return transcript?.text ? [{ name: 'transcript', text: transcript.text }] : [];
}

/** The transcript by turns, where it has them. */
export function turnParts({ transcript }: Texts): Part[] {
  return (transcript?.turns ?? []).map(({ text, start }) => ({ name: 'transcript', text, at: start }));
}

/** What people read of the analysis. */
export function analysisParts({ analysis }: Texts): Part[] {
  if (!analysis || !isAnalysis(analysis)) return [];
  const { client, agreements, nextSteps, sums } = analysis;
  const whats = (items: { what: string }[]) => items.map((item) => item.what);
  const texts: [PartName, (string | null)[]][] = [
    ['headline', [analysis.headline]],
    ['gist', [analysis.gist]],
    ['wants', [analysis.wants]],
    ['agreements', agreements.map(({ what, where, who, dueSaid }) => listed(what, where, who, dueSaid))],
    ['nextSteps', nextSteps.map(({ who, what, dueSaid }) => listed(who, what, dueSaid))],
    ['objections', whats(analysis.objections)],
    ['openQuestions', whats(analysis.openQuestions)],
    ['sums', sums.map(({ what, amount }) => listed(what, amount === null ? null : amount.toLocaleString('ru')))],
    ['topics', [listed(...analysis.topics)]],
    ['risks', whats(analysis.risks)],
    ['tip', [analysis.tip]],
    ['doubts', analysis.doubts],
    ['fields', analysis.own.map(ownText)],
    ['checks', analysis.checks.map(({ label, result }) => `Чек-лист: ${label} (${CHECK_WORDS[result]})`)],
    ['client', [listed(client.name, client.company)]],
    ['employee', [analysis.employeeName]],
  ];
  return texts.flatMap(([name, each]) => each.flatMap((text) => (text ? [{ name, text }] : [])));
}

function ownText(answer: OwnAnswer): string {
  return `${answer.label}: ${listed(...ownWords(answer), answer.reason)}`;
}

/** As it was said or is shown: nobody looks for an instant or a bare «true». */
function ownWords(answer: OwnAnswer): (string | null)[] {
  if (answer.type === 'choice') return [answer.shown];
  if (answer.type === 'when') return [answer.value.dueSaid];
  if (answer.type === 'yesno') return [answer.value ? 'да' : 'нет'];
  if (answer.type === 'list') return answer.value.map(({ what }) => what);
  if (answer.type === 'text') return [answer.value];
  return [answer.value.toLocaleString('ru')];
}

function listed(...items: (string | null)[]): string {
  return items.filter(Boolean).join(', ');
}
