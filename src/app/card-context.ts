import type { CardContext } from '../card/call-lines.js';
import type { Config } from '../config/derive.js';
import { loadPreset } from '../config/preset/load.js';
import { shownName } from '../domain/employee.js';

/** What cards, pages and tables need to know besides the calls. Throws ConfigError where the preset cannot be used. */
export function cardContextOf({ analysis, employees }: Config, zone: string): CardContext {
  return { zone, nameOf: (employee) => shownName(employees, employee), preset: loadPreset(analysis.preset) };
}
