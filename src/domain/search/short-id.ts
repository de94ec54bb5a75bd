/** Enough of an id to tell it from twenty thousand others, or nearly so. */
const SHORT = 10;
const SHORTEST = 6;

/** The beginning of a long id (`in_5f1c0a9…`), to show where there is little room; ids of digits stay whole. */
export function shortId(id: string): string {
  return mayBegin(id) ? id.slice(0, SHORT) : id;
}

/** Whether a text may stand for the id it begins. Digits may not: a shorter number is another call's whole id. */
export function mayBegin(text: string): boolean {
  return text.length >= SHORTEST && !/^[\d.]+$/.test(text);
}
