/** Subtitle credits that nobody says on the phone (apis/openai.md 2.6): cut wherever they stand. */
const CREDITS = [
  /субтитры\s+(?:сделал[аи]?|создавал[аи]?|делал[аи]?|подогнал[аи]?|добавил[аи]?)?\s*dimatorzok\.?/giu,
  /редактор субтитров\s+\S+\s+корректор\s+\S+?(?=\s|$)/giu,
  /thank you for watching[.!]?/giu,
];

/** Ordinary phrases that a recogniser puts at the end of silence: dropped when they are all that was heard there. */
const BOILERPLATE = /^(?:продолжение следует|спасибо за просмотр|до новых встреч|подписывайтесь на канал)[\s.!…]*$/iu;

interface Segment {
  start: number;
  end: number;
  text: string;
}

/** The segments without what a recogniser makes up on silence; a phrase repeated three times in a row stays once. */
export function withoutInvented<Heard extends Segment>(segments: Heard[]): Heard[] {
  const kept: Heard[] = [];
  for (const segment of segments) {
    const text = withoutCredits(segment.text);
    if (text === '' || BOILERPLATE.test(text) || isLoop(text, kept)) continue;
    kept.push({ ...segment, text });
  }
  return kept;
}

/** The same for an answer that is text only: credits go, and a last sentence that is boilerplate. */
export function withoutInventedEnd(text: string): string {
  const sentences = withoutCredits(text).split(/(?<=[.!?…])\s+/u);
  if (BOILERPLATE.test(sentences.at(-1) ?? '')) sentences.pop();
  return sentences.join(' ');
}

function withoutCredits(text: string): string {
  return CREDITS.reduce((rest, credit) => rest.replace(credit, ''), text).trim();
}

function isLoop(text: string, before: Segment[]): boolean {
  return before.length >= 2 && before.slice(-2).every((segment) => segment.text === text);
}
