import Database from 'better-sqlite3';

interface Item {
  type: 'table' | 'index' | 'trigger';
  name: string;
  sql: string;
}

/** A base as SQL that makes it again, rows and all. */
export function dumpBase(path: string): string {
  const base = new Database(path, { readonly: true });
  try {
    const items = base
      .prepare("select type, name, sql from sqlite_master where sql is not null and name not like 'sqlite_%'")
      .all() as Item[];
    const virtual = items.filter(({ sql }) => /^create virtual/i.test(sql)).map(({ name }) => name);
    const isShadow = ({ name }: Item) => virtual.some((each) => name.startsWith(`${each}_`));
    const tables = items.filter((item) => item.type === 'table' && !isShadow(item));
    const others = items.filter((item) => item.type !== 'table');
    const version = base.pragma('user_version', { simple: true });
    return [
      ...tables.flatMap(({ name, sql }) => [`${sql};`, ...settingsOf(base, name, virtual), ...rowsOf(base, name)]),
      ...others.map(({ sql }) => `${sql};`),
      `pragma user_version = ${version};`,
      '',
    ].join('\n');
  } finally {
    base.close();
  }
}

/** Those of a full-text index lie in a table of its own. */
function settingsOf(base: Database.Database, name: string, virtual: string[]): string[] {
  if (!virtual.includes(name)) return [];
  const settings = base.prepare(`select k, v from ${name}_config where k <> 'version'`).all() as {
    k: string;
    v: number;
  }[];
  return settings.map(({ k, v }) => `insert into ${name} (${name}, rank) values ('${k}', ${v});`);
}

function rowsOf(base: Database.Database, name: string): string[] {
  const columns = base.prepare(`select name from pragma_table_info('${name}')`).pluck().all() as string[];
  const names = ['rowid', ...columns.filter((column) => column !== 'id' || !isRowId(base, name))];
  const values = names.map((column) => `quote(${column})`).join(" || ', ' || ");
  const rows = base.prepare(`select ${values} from ${name} order by rowid`).pluck().all() as string[];
  return rows.map((row) => `insert into ${name} (${names.join(', ')}) values (${row});`);
}

/** An integer primary key is the row's own number. */
function isRowId(base: Database.Database, name: string): boolean {
  const key = base.prepare(`select type from pragma_table_info('${name}') where name = 'id' and pk = 1`).pluck().get();
  return String(key).toLowerCase() === 'integer';
}
