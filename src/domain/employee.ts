/**
 * The name to show for an employee, by extension or by the provider's name. Novofon 2.0 writes both, `100 Office`: then
 * the extension alone is enough.
 */
export function shownName(names: Record<string, string>, employee: string): string {
  const extension = /^\d+(?=\s)/.exec(employee)?.[0] ?? '';
  return names[employee] ?? names[extension] ?? employee;
}
