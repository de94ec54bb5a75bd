import { CamelCasePlugin, Kysely, sql } from 'kysely';
import { BaseError, type BaseTrouble, UnusableBase } from '../domain/base-error.js';
import { BaseFile } from './base-file.js';
import { damaged } from './base-trouble.js';
import { checkUpBase } from './checkup.js';
import { MIGRATIONS, migrate } from './migrations/migrate.js';
import { type Onlooker, Patience } from './patience.js';
import { patientDialect } from './patient-driver.js';
import type { Schema } from './schema.js';

export type Base = Kysely<Schema>;

export interface BaseOptions {
  /** How long a trouble of the open base that may pass is waited out, milliseconds. */
  patienceMs?: number;
  /** Ends all waiting. */
  signal?: AbortSignal;
  /** The whole file is read first: about a second a gigabyte. */
  isExamined?: boolean;
  onlooker?: Onlooker;
}

const PATIENCE_MS = 30_000;
/** Another program may be bringing the tables up to date. */
const OPENING_MS = 10_000;

/** Opens the base at `path`, makes its folder and brings its tables up to date. Throws BaseError; UnusableBase where a person must act first. */
export async function openBase(path: string, options: BaseOptions = {}): Promise<Base> {
  const { patienceMs = PATIENCE_MS, signal = new AbortController().signal, onlooker = null } = options;
  const patience = new Patience((trouble) => (trouble === 'busy' ? OPENING_MS : 0), signal, null);
  try {
    const base = await openUpToDate(path, patience, options.isExamined === true);
    patience.limitMs = () => patienceMs;
    patience.onlooker = onlooker;
    return base;
  } catch (error) {
    throw error instanceof BaseError && FOR_A_PERSON.includes(error.trouble) ? new UnusableBase(error) : error;
  }
}

/** Throws when the base does not answer. */
export async function probeBase(base: Base): Promise<void> {
  await sql`select 1`.execute(base);
}

const FOR_A_PERSON: BaseTrouble[] = ['newer', 'damaged', 'read-only'];

async function openUpToDate(path: string, patience: Patience, isExamined: boolean): Promise<Base> {
  const file = await patience.through(async () => BaseFile.open(path, MIGRATIONS.length));
  const base = new Kysely<Schema>({ dialect: patientDialect(file, patience), plugins: [new CamelCasePlugin()] });
  try {
    await migrate(base);
    if (isExamined && (await checkUpBase(base)).faults.length > 0) throw damaged(path);
    return base;
  } catch (error) {
    await base.destroy();
    throw error;
  }
}
