import { CARD_LINES, type PresetField } from '../../domain/analysis/preset.js';
import type { Fault } from '../faults.js';
import { placeAt, type Written } from '../layers/written.js';
import { nearest } from '../nearest.js';

const LINES: readonly string[] = CARD_LINES;

/** What only the whole of a preset shows: names that clash, labels and lines that stand twice, lines of nothing. */
export function checkNames(
  { fields, card }: { fields: PresetField[]; card: string[] },
  tree: Written,
  faults: Fault[],
): void {
  const fault = (path: PropertyKey[], key: string, text: string) =>
    faults.push({ place: placeAt(tree, path), key, text });
  const names = fields.map(({ name }) => name);
  for (const [place, { name, label }] of fields.entries()) {
    const key = `fields.${name}`;
    if (LINES.includes(name)) fault(['fields', name], key, 'is a line of every card already, choose another name');
    const twin = fields.slice(0, place).find((earlier) => earlier.label === label);
    if (twin) fault(['fields', name, 'label'], `${key}.label`, `is that of ${twin.name} already, write another`);
  }
  for (const [place, line] of card.entries()) {
    if (card.indexOf(line) < place) fault(['card', place], 'card', `${line} stands here a second time, keep one`);
    if (LINES.includes(line) || names.includes(line)) continue;
    const known = [...LINES, ...names];
    const meant = nearest(line, known);
    const advice = meant ? `did you mean ${meant}?` : `write ${known.join(', ')}`;
    fault(['card', place], 'card', `"${line}" is no line of the card, ${advice}`);
  }
}
