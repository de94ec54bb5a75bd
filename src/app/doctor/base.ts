import { access } from 'node:fs/promises';
import { BaseError, type BaseTrouble } from '../../domain/base-error.js';
import { type Finding, fail, ok, warn } from '../../domain/finding.js';
import { checkUpBase } from '../../store/checkup.js';
import { type Base, openBase } from '../../store/open.js';

const PART = 'database';

/** Opens the base, which brings its tables up to date; without a file, or with a bad one, an empty base in memory. */
export async function openForCheckup(path: string): Promise<{ base: Base; findings: Finding[] }> {
  if (await isAbsent(path)) return besides(ok(PART, `базы ещё нет, будет создана: ${path}`));
  try {
    const base = await openBase(path);
    return { base, findings: await examined(base, path) };
  } catch (error) {
    return besides(baseFailure(path, troubleOf(error)));
  }
}

function troubleOf(error: unknown): BaseTrouble {
  return error instanceof BaseError ? error.trouble : 'closed';
}

function baseFailure(path: string, trouble: BaseTrouble): Finding {
  const { text, cure } = TROUBLES[trouble];
  return fail(PART, `${path}: ${text}`, cure);
}

async function besides(finding: Finding): Promise<{ base: Base; findings: Finding[] }> {
  return { base: await openBase(':memory:'), findings: [finding] };
}

async function examined(base: Base, path: string): Promise<Finding[]> {
  try {
    const { faults, version, journal } = await checkUpBase(base);
    if (faults.length > 0) return [baseFailure(path, 'damaged')];
    const whole = ok(PART, `${path}: цела, таблицы версии ${version}`);
    if (journal === 'wal') return [whole];
    const cure = 'Перенесите базу на обычный диск этой машины (database.path): сетевые папки для SQLite не годятся.';
    return [whole, warn(PART, `журнал базы ${journal} вместо wal`, cure)];
  } catch (error) {
    return [baseFailure(path, troubleOf(error))];
  }
}

async function isAbsent(path: string): Promise<boolean> {
  return access(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  );
}

const TROUBLES: Record<BaseTrouble, { text: string; cure: string }> = {
  newer: {
    text: 'база от более новой версии audiobot',
    cure: 'Обновите audiobot или укажите другую базу в database.path.',
  },
  damaged: {
    text: 'файл повреждён или это не база',
    cure: 'Остановите audiobot и верните на место резервную копию.',
  },
  busy: {
    text: 'база занята другой программой',
    cure: 'Закройте программу, которая держит файл, и повторите.',
  },
  full: {
    text: 'на диске нет места',
    cure: 'Освободите место на диске.',
  },
  replaced: {
    text: 'на месте базы оказался другой файл',
    cure: 'Перезапустите audiobot.',
  },
  'read-only': {
    text: 'в файл нельзя писать',
    cure: 'Дайте audiobot права на файл и его папку (chown, chmod).',
  },
  closed: {
    text: 'базу не открыть',
    cure: 'Проверьте database.path и права на папку.',
  },
};
