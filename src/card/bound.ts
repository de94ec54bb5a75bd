const NO_BREAK = '\u00A0';
/** «400 000», but no phone number: those are tapped, and stay as they are. */
const GROUPED = /(?<![\d+]|\d )\d{1,3}(?: \d{3})+(?![ -]?\d)/g;
const BEFORE_UNIT = /(?<=\d) (?=[₽%])/g;
/** «· ▸0:31», «разговор 1:04». */
const BEFORE_CLOCK = /(?<=·) (?=▸)|(?<=разговор) (?=\d)/g;

/** The text with its sums and moments kept together: on a phone no line ends within «400 000 ₽». */
export function bound(text: string): string {
  return text
    .replace(GROUPED, (number) => number.replaceAll(' ', NO_BREAK))
    .replace(BEFORE_UNIT, NO_BREAK)
    .replace(BEFORE_CLOCK, NO_BREAK);
}
