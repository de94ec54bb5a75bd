/** A mark on a stretch of text; offset and length in UTF-16 units (apis/telegram.md section 2). */
export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
  custom_emoji_id?: string;
}

export interface MarkedText {
  text: string;
  entities: Entity[];
}

/** Which of two marks on the same stretch comes first. */
const ORDER = ['blockquote', 'pre', 'code', 'text_link', 'bold', 'italic', 'underline', 'strikethrough', 'spoiler'];

export function sorted(entities: Entity[]): Entity[] {
  return [...entities].sort(
    (one, other) => one.offset - other.offset || other.length - one.length || rank(one) - rank(other),
  );
}

/** Without the white space around it, as the server keeps a text; marks that held nothing else go too. */
export function trimmed({ text, entities }: MarkedText): MarkedText {
  const kept = text.trim();
  const start = text.length - text.trimStart().length;
  return { text: kept, entities: entities.flatMap((entity) => clipped(entity, start, kept.length)) };
}

function clipped(entity: Entity, start: number, size: number): Entity[] {
  const from = Math.max(entity.offset - start, 0);
  const to = Math.min(entity.offset + entity.length - start, size);
  return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
}

function rank(entity: Entity): number {
  const at = ORDER.indexOf(entity.type.replace('expandable_', ''));
  return at < 0 ? ORDER.length : at;
}
