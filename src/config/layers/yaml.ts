import { type Alias, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import type { Fault } from '../faults.js';
import type { Written } from './written.js';

/** A file written by hand has fewer; one that names itself, or multiplies, would have no end. */
const MOST_ALIASES = 100;

/** Reads YAML as text without types, so that `+7984…` stays a phone number; `placeOf` names a line. */
export function readYaml(text: string, placeOf: (line: number) => string, faults: Fault[]): Written {
  const lines = new LineCounter();
  // The schema without types; repeated keys are found below, where their full names are known.
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
  });
  const placeAt = (offset: number) => placeOf(lines.linePos(offset).line);
  let aliases = 0;
  // What follows the first fault is mostly its echo.
  const [error] = document.errors;
  if (error) {
    const what = `not valid YAML: ${error.message}${hintFor(error.code, text)}`;
    faults.push({ place: placeAt(error.pos[0]), key: null, text: what });
  }
  return document.errors.length > 0 ? { place: placeOf(1), value: null } : written(document.contents, placeOf(1), '');

  function written(node: unknown, place: string, name: string): Written {
    if (isAlias(node)) return resolved(node, place, name);
    if (isMap(node)) return { place, value: entries(node, name) };
    if (isSeq(node)) return { place, value: node.items.map((item) => written(item, placeOfNode(item, place), name)) };
    return { place, value: isScalar(node) ? textOf(node) : null };
  }

  function resolved(alias: Alias, place: string, name: string): Written {
    aliases += 1;
    if (aliases <= MOST_ALIASES) return written(alias.resolve(document), place, name);
    if (aliases === MOST_ALIASES + 1)
      faults.push({ place, key: null, text: `holds more than ${MOST_ALIASES} aliases` });
    return { place, value: null };
  }

  function entries(map: YAMLMap, name: string): Map<string, Written> {
    const found = new Map<string, Written>();
    for (const { key, value } of map.items) {
      const part = isScalar(key) ? String(key.value) : '?';
      const place = placeOfNode(key, placeOf(1));
      const full = name ? `${name}.${part}` : part;
      const twin = found.get(part);
      if (twin) faults.push({ place, key: full, text: `stands here a second time (first ${twin.place}), keep one` });
      found.set(part, written(value, place, full));
    }
    return found;
  }

  function placeOfNode(node: unknown, otherwise: string): string {
    const hasRange = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node);
    return hasRange && node.range ? placeAt(node.range[0]) : otherwise;
  }
}

function textOf(scalar: { value: unknown; type?: string | undefined }): string | null {
  const text = String(scalar.value ?? '').trim();
  const isNull = scalar.type === 'PLAIN' && (text === 'null' || text === '~');
  return text === '' || isNull ? null : text;
}

const HINTS: Record<string, string> = {
  TAB_AS_INDENT: ' (write spaces)',
  BLOCK_AS_IMPLICIT_KEY: ' (a text with a colon needs quotes)',
};

/** The usual traps, and the one of our own making. */
function hintFor(code: string, text: string): string {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what users write
  if (/[[{,]\s*\$\{/.test(text)) return ' (inside [ ] and { } write "${NAME}" in quotes)';
  return HINTS[code] ?? '';
}
