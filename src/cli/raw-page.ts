import { speakersOf } from '../card/transcript-text.js';
import { clockTime } from '../card/words.js';
import type { StoredCall } from '../domain/stored.js';
import type { CutReason } from '../domain/transcript/invented.js';

const REASONS: Record<CutReason, string> = {
  credits: 'subtitle credits, which nobody says on the phone',
  silence: 'an ordinary phrase where nobody spoke',
  loop: 'the same over and over',
  doubt: 'the recogniser doubts it itself',
  vocabulary: 'transcription.vocabulary read out',
};

/** What was heard, turn by turn with its channel, and between the turns what was cut and why. */
export function rawPage(call: StoredCall): string {
  const { audio, transcript } = call;
  const recordings = (audio?.recordings ?? []).map(({ file, seconds, sound }) => {
    const loudness = sound?.loudness.map((each) => (each === null ? 'no voice' : `${each} dB`)).join(' / ');
    const found = sound ? `${sound.layout}, ${sound.sampleRate} Hz, ${loudness}` : 'not decoded';
    return `${file}: ${seconds === null ? '' : `${clockTime(seconds)}, `}${found}`;
  });
  if (!transcript) return `${[...recordings, 'no transcript yet'].join('\n')}\n`;
  const turns = speakersOf({ transcript, analysis: call.analysis ?? { none: 'wordless' } }).map((turn, number) => {
    const where = turn.channel === null ? '' : ` channel ${turn.channel}`;
    const who = `${turn.speaker}${turn.inferred ? ' (by sense)' : ''}`;
    return {
      at: turn.start,
      line: `[${number}] ${turn.start.toFixed(2)}–${turn.end.toFixed(2)}${where} ${who}: ${turn.text}`,
    };
  });
  const cut = transcript.cut.map(({ at, text, why }) => ({
    at: at ?? Number.POSITIVE_INFINITY,
    line: `  ✂ ${at === null ? '' : `${at.toFixed(2)} `}«${text}» — ${REASONS[why]}`,
  }));
  const told = [...turns, ...cut].sort((one, other) => one.at - other.at).map(({ line }) => line);
  const { trust, model, wordless } = transcript;
  const about = [
    `model       ${model ?? 'none'}`,
    ...(wordless ? [`no words    ${wordless}`] : []),
    ...(trust
      ? [
          `trust       ${trust.score}${trust.faults.length > 0 ? `: ${trust.faults.join(', ')}` : ''}`,
          `speech      ${trust.coveredSeconds} of ${trust.speechSeconds} s have words, ${trust.wordsPerMinute} words a minute`,
        ]
      : []),
  ];
  const text = transcript.turns.length === 0 && transcript.text ? [transcript.text] : [];
  return `${[...recordings, ...about, '', ...text, ...told].join('\n')}\n`;
}
