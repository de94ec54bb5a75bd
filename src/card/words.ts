import { DateTime } from 'luxon';
import type { Promised } from '../domain/analysis/facts.js';
import type { Instant } from '../domain/instant.js';

const WEEKDAYS = ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'];

const RULES = new Intl.PluralRules('ru');

/** «1 день», «3 дня», «12 дней». */
export function counted(count: number, forms: [one: string, few: string, many: string]): string {
  const rule = RULES.select(count);
  return `${count} ${rule === 'one' ? forms[0] : rule === 'few' ? forms[1] : forms[2]}`;
}

/** «чт 26 ноября, 15:30»; without the time when the whole day is meant. */
export function dateTime(at: Instant, zone: string, allDay = false): string {
  const local = DateTime.fromISO(at, { zone }).setLocale('ru');
  const day = `${WEEKDAYS[local.weekday - 1]} ${local.toFormat('d MMMM')}`;
  return allDay ? day : `${day}, ${local.toFormat('HH:mm')}`;
}

/** «1:04», «1:02:03». */
export function clockTime(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `${String(rest).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** «45 мин», «2 ч», «3 дн.». */
export function delayText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} мин`;
  const hours = Math.round(ms / 3_600_000);
  return hours < 48 ? `${hours} ч` : `${Math.round(ms / 86_400_000)} дн.`;
}

/** «120 000 ₽», «бесплатно». */
export function roubles(amount: number): string {
  if (amount === 0) return 'бесплатно';
  const [whole = '', part] = String(amount).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ' ');
  return `${part ? `${grouped},${part.padEnd(2, '0')}` : grouped} ₽`;
}

/** When a promise is due: the date that was built, else the words; null when nothing was said. */
export function dueText(due: Promised, zone: string): string | null {
  if (due.dueAt) return dateTime(due.dueAt, zone, due.dueAllDay);
  if (!due.dueSaid) return null;
  return due.dueDoubtful ? `«${due.dueSaid}» — дата под вопросом` : due.dueSaid;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
