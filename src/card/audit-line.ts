import type { AuditSums, Fate } from '../domain/audit.js';

const ALWAYS: [Fate, string][] = [
  ['card', 'карточек'],
  ['byRule', 'без карточки по правилу'],
  ['byRequest', 'по просьбе'],
  ['working', 'в работе'],
  ['failed', 'ошибок'],
];
const WHERE_ANY: [Fate, string][] = [
  ['missing', 'пропало'],
  ['uncarded', 'карточка не ушла'],
  ['stuck', 'застряло'],
  ['before', 'до начала работы'],
];

/** «звонков 42 = карточек 36 + без карточки по правилу 4 + по просьбе 1 + в работе 1 + ошибок 0». */
export function auditLine(sums: AuditSums): string {
  const terms = [...ALWAYS, ...WHERE_ANY.filter(([fate]) => sums[fate] > 0)];
  return `звонков ${sums.calls} = ${terms.map(([fate, words]) => `${words} ${sums[fate]}`).join(' + ')}`;
}

/** What the operator reads in the morning. */
export function auditAlert(sums: AuditSums, days: number): string {
  return `За последние ${days} сут: ${auditLine(sums)}. Вернуть в работу: audiobot audit --since ${days}d --repair`;
}
