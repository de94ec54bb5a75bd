/** A query as plain fields; a second `?` is read as `&`, as the cabinet appends `?zd_echo=` to whatever address it has. */
export function readQuery(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query.replaceAll('?', '&')));
}
