import { DateTime } from 'luxon';
import type { AuditResult } from '../app/audit/audit.js';
import { auditLine } from '../card/audit-line.js';
import type { AuditedCall, Fate } from '../domain/audit.js';
import type { Instant } from '../domain/instant.js';
import { readable } from '../domain/phone.js';
import { fitted, onOneLine } from './terminal.js';

/** So many calls of a kind are named. */
const MOST_NAMED = 20;

const WRONG: { fate: Fate; title: string; cure: string }[] = [
  {
    fate: 'missing',
    title: 'Пропали: у Novofon есть, в базе нет',
    cure: 'с --repair попадут в базу и получат карточки, с опозданием',
  },
  {
    fate: 'uncarded',
    title: 'Карточка не ушла, хотя звонок разобран',
    cure: 'с --repair будет отправлена; модели второй раз не оплачиваются',
  },
  {
    fate: 'stuck',
    title: 'Застряли: ждут слишком долго',
    cure: 'с --repair пойдут дальше сразу; проверьте, работает ли serve и что говорит audiobot doctor',
  },
  {
    fate: 'failed',
    title: 'Ошибки: обработка не удалась',
    cure: 'устраните причину, затем audiobot retry ID или все сразу с --repair',
  },
];

/** The sum, then the calls that something is wrong with, and what to do about it. */
export function auditPage(result: AuditResult, since: string, columns: number | null): string {
  const { calls, sums, repaired, period, zone } = result;
  const clock = (at: Instant) => DateTime.fromISO(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
  const blocks = WRONG.map(({ fate, title, cure }) => {
    const those = calls.filter((call) => call.fate === fate);
    if (those.length === 0) return [];
    const lines = named(those, clock).map((line) => fitted(line, columns));
    return [title, ...lines, ...(repaired ? [] : [`→ ${cure}`])];
  });
  const head = [`${clock(period.from)} – ${clock(period.to)}, ${zone}`, auditLine(sums)];
  const filled = [head, ...blocks, hints(result, since)].filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function named(calls: AuditedCall[], clock: (at: Instant) => string): string[] {
  const lines = calls.slice(0, MOST_NAMED).map(({ id, facts, error }) => {
    const who = `${facts.direction === 'in' ? '→' : '←'} ${facts.client ? readable(facts.client) : '—'}`;
    const why = error ? `  ${onOneLine(`${error.stage}: ${error.message}`)}` : '';
    return `  ${clock(facts.startedAt)}  ${who}  ${id}${why}`;
  });
  const rest = calls.length - lines.length;
  return rest > 0 ? [...lines, `  … и ещё ${rest}; все покажет --json`] : lines;
}

function hints({ sums, unlisted, repaired }: AuditResult, since: string): string[] {
  const before = `До начала работы ${sums.before}: закончились раньше первого опроса`;
  return [
    ...(sums.before > 0 ? [`${before}; возьмёт audiobot backfill --since ${since}`] : []),
    ...(unlisted.length > 0 ? [`В базе есть ещё ${unlisted.length}: Novofon их не показывает`] : []),
    ...(repaired ? [repairedText(repaired)] : []),
  ];
}

function repairedText(ids: string[]): string {
  if (ids.length === 0) return 'Возвращать в работу нечего.';
  return `Возвращено в работу: ${ids.length}. Возьмёт работающий serve (watch) или следующий poll.`;
}
