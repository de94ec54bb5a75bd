import { isAnalysis } from '../domain/analysis/analysis.js';
import type { Made, StageName } from '../domain/call.js';
import type { Upstream } from '../domain/trouble.js';

/** The name of an alert, by stage too: speech that works says nothing of a text model that is not there. */
export function alertKey(upstream: Upstream, stage: StageName): string {
  return `${upstream}.${stage}`;
}

/** Who must have served for a stage to make this; nobody where nothing was asked. */
export function serversOf(made: Made): Upstream[] {
  switch (made.stage) {
    case 'download':
      return made.audio.recordings.length > 0 ? ['novofon', 'disk'] : [];
    case 'transcribe':
      return made.transcript.text !== '' ? ['openai'] : [];
    case 'analyze':
      return isAnalysis(made.analysis) ? ['openai'] : [];
    case 'notify':
      return ['telegram'];
  }
}
