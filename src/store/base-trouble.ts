import { BaseError, type BaseTrouble } from '../domain/base-error.js';

/** What SQLite and the file system throw, as ours; anything else is left as it is. */
export function translated(error: unknown, path: string): unknown {
  if (error instanceof BaseError || !(error instanceof Error) || !('code' in error)) return error;
  const trouble = troubleOf(String(error.code));
  return trouble === null ? error : new BaseError(trouble, `${path}: ${WORDS[trouble]}`, error);
}

/** The file of the base is not where it was: its path, or null when nothing is there, now leads to another. */
export function misplaced(path: string, isReplaced: boolean): BaseError {
  return isReplaced
    ? new BaseError('replaced', `${path}: ${WORDS.replaced}`)
    : new BaseError('closed', `${path}: the file is gone; put it back, or restart audiobot to begin with a new one`);
}

export function damaged(path: string): BaseError {
  return new BaseError('damaged', `${path}: ${WORDS.damaged}`);
}

export function newer(path: string, version: number, known: number): BaseError {
  const versions = `(version ${version}, this program knows ${known})`;
  return new BaseError('newer', `${path}: the database is of a newer audiobot ${versions}: update the program`);
}

const WORDS: Record<Exclude<BaseTrouble, 'newer'>, string> = {
  busy: 'another program holds the database',
  full: 'no room on the disk for the database',
  'read-only': 'the database cannot be written to: is its folder writable?',
  closed: 'the file of the database cannot be reached, read or written',
  replaced: 'another file has taken the place of the database: restart audiobot',
  damaged:
    'the database is damaged or no database: put a backup copy in its place, or move it away to begin anew; the recordings stay',
};

const TROUBLES: [code: RegExp, trouble: Exclude<BaseTrouble, 'newer'>][] = [
  [/^SQLITE_(CORRUPT|NOTADB)/, 'damaged'],
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)/, 'busy'],
  [/^(SQLITE_FULL|ENOSPC$|EDQUOT$)/, 'full'],
  [/^(SQLITE_(READONLY|PERM|AUTH)|EACCES$|EPERM$|EROFS$)/, 'read-only'],
  [/^(SQLITE_(IOERR|CANTOPEN|NOLFS)|E[A-Z]+$)/, 'closed'],
];

function troubleOf(code: string): Exclude<BaseTrouble, 'newer'> | null {
  return TROUBLES.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}
