/** What shows nothing, or hides and reorders what stands beside it; line breaks, tabs and what shapes an emoji stay. */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{DI}](?<!\n|\t|\u{FE0E}|\u{FE0F}|(?:\p{Extended_Pictographic}|\u{FE0F}|[\u{1F3FB}-\u{1F3FF}])\u{200D}(?=\p{Extended_Pictographic}))/gu;

/** A foreign text as people see it: without control characters, invisible ones, marks of direction and halves of characters. */
export function legible(text: string): string {
  return text.replace(/\r\n?|[\u0085\v\f\u2028\u2029]/g, '\n').replace(UNSEEN, '');
}

/** The same on one line, so that it can begin none of its own. */
export function legibleLine(text: string): string {
  return legible(text).replace(/\s*\n\s*|\t/g, ' ');
}
