import type { Fault } from '../faults.js';
import type { Variables } from './variables.js';
import type { Written } from './written.js';

/**
 * Replaces `${NAME}` and `${NAME:-default}` in every text of a value. A variable that is not set, or empty, gives the
 * default or nothing. What comes from a variable is not looked into again, so a secret may hold `${`.
 */
export function substitute(written: Written, name: string, variables: Variables, faults: Fault[]): Written {
  const { place, value } = written;
  if (value instanceof Map) {
    const entries = [...value].map(([part, inner]) => [part, substitute(inner, name, variables, faults)] as const);
    return { place, value: new Map(entries) };
  }
  if (Array.isArray(value)) return { place, value: value.map((item) => substitute(item, name, variables, faults)) };
  return value === null ? written : substituteText(value, written.place, name, variables, faults);
}

function substituteText(text: string, place: string, key: string, variables: Variables, faults: Fault[]): Written {
  const used: { name: string; place: string }[] = [];
  const replaced = text.replace(/\$\{[^}]*\}?/g, (whole) => {
    const [, name, fallback = ''] = REFERENCE.exec(whole) ?? [];
    if (name === undefined) {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what users write
      faults.push({ place, key, text: 'holds a ${ that cannot be read, write ${NAME} or ${NAME:-default}' });
      return '';
    }
    const found = variables.lookUp(name);
    used.push({ name, place: found?.place ?? name });
    return found?.text || fallback;
  });
  const first = used[0];
  if (!first) return { place, value: replaced };
  const sources = used.map((each) => each.place).join(', ');
  return { place: `${sources} at ${place}`, value: replaced.trim() || null, variable: first.name };
}

/** A default may not hold another `${`. */
const REFERENCE = /^\$\{([A-Za-z_]\w*)(?::-((?:(?!\$\{)[^}])*))?\}$/;
