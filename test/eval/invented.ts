import type { Segment } from '../../src/simulators/openai/known-calls.js';
import { rewritten, type Scripted } from '../../src/simulators/script.js';
import { wordsIn } from './alignment.js';

/** What Whisper is known to write where nobody speaks; the last two are in no list of ours. */
export const INVENTED = [
  'Продолжение следует...',
  'Субтитры сделал DimaTorzok',
  'Субтитры создавал DimaTorzok',
  'Редактор субтитров А.Синецкая Корректор А.Егорова',
  'Спасибо за просмотр!',
  'До новых встреч!',
  'Подписывайтесь на наш канал!',
  'Thank you for watching!',
  'Спасибо за субтитры Алексею Дубровскому!',
  'ДИНАМИЧНАЯ МУЗЫКА',
  'Девушки отдыхают...',
  'Благодарим вас за то, что смотрите нас!',
];

/** `apart`: in a segment of its own behind the last one · `glued`: at the end of what was truly said. */
export type Place = 'apart' | 'glued';

const LASTS_SECONDS = 2;

/** Every answer ends with words that nobody said. */
export function ending(words: string, place: Place): Scripted {
  return rewritten((body) => {
    if (!isAnswer(body)) return body;
    const text = `${body.text} ${words}`;
    const last = body.segments?.at(-1);
    if (!body.segments || !last) return { ...body, text };
    const glued = { ...last, text: `${last.text} ${words}` };
    const apart = { ...last, start: last.end, end: last.end + LASTS_SECONDS, text: ` ${words}` };
    const segments = place === 'glued' ? [...body.segments.slice(0, -1), glued] : [...body.segments, apart];
    return { ...body, text, segments };
  });
}

interface Answer {
  text: string;
  segments?: Segment[];
}

function isAnswer(body: unknown): body is Answer {
  return typeof body === 'object' && body !== null && 'text' in body;
}

/** How often these words follow each other in a text. */
export function countOf(words: string, text: string): number {
  const [wanted, found] = [wordsIn(words), wordsIn(text)];
  return found.filter((_, at) => wanted.every((word, place) => found[at + place] === word)).length;
}
