import { DateTime } from 'luxon';
import type { Instant } from './instant.js';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Weekday = (typeof WEEKDAYS)[number];

/** A date as it was said, in parts; null = not said. `offset` counts from the call («завтра» = 1 day). */
export interface SaidDate {
  day: number | null;
  month: number | null;
  weekday: Weekday | null;
  /** `HH:MM`, 24 hours. */
  time: string | null;
  offset: { amount: number; unit: 'minutes' | 'hours' | 'days' | 'weeks' | 'months' } | null;
}

/** `at` null: nothing to build from, or the parts contradict each other (`doubtful`). `allDay`: no time was said. */
export interface Due {
  at: Instant | null;
  allDay: boolean;
  doubtful: boolean;
}

/** Whoever promises for later says something else, or was misheard. */
const LATEST_YEARS = 10;

const NO_DATE: Due = { at: null, allDay: false, doubtful: false };
const DOUBTFUL: Due = { at: null, allDay: false, doubtful: true };

/** The instant that was meant, by the call's date and zone; the next fitting day, never one before the call. */
export function dueFrom(said: SaidDate, calledAt: Instant, zone: string): Due {
  const call = DateTime.fromISO(calledAt, { zone });
  const time = said.time === null ? null : readTime(said.time);
  if (said.time !== null && time === null) return DOUBTFUL;

  if (said.offset && (said.offset.unit === 'minutes' || said.offset.unit === 'hours')) {
    const at = call.plus({ [said.offset.unit]: said.offset.amount }).startOf('second');
    return fits(at, said) ? found(at, false, call) : DOUBTFUL;
  }
  const day = dayOf(said, call);
  if (day === 'contradiction') return DOUBTFUL;
  if (day) return found(day.set(time ?? { hour: 0, minute: 0 }), time === null, call);
  if (!time) return NO_DATE;
  const today = call.startOf('day').set(time);
  return found(today > call ? today : today.plus({ days: 1 }), false, call);
}

function dayOf(said: SaidDate, call: DateTime): DateTime | 'contradiction' | null {
  const today = call.startOf('day');
  if (said.offset) {
    const day = today.plus({ [said.offset.unit]: said.offset.amount }).startOf('day');
    // «на следующей неделе в среду»: the weekday chooses within the week that the offset names.
    const chosen =
      said.offset.unit === 'weeks' && said.weekday
        ? day.startOf('week').plus({ days: WEEKDAYS.indexOf(said.weekday) })
        : day;
    return fits(chosen, said) ? chosen : 'contradiction';
  }
  if (said.day !== null) {
    const day = nextDate(said.day, said.month, today);
    return day && fits(day, said) ? day : 'contradiction';
  }
  if (said.weekday) {
    const ahead = (WEEKDAYS.indexOf(said.weekday) + 1 - today.weekday + 7) % 7;
    return today.plus({ days: ahead === 0 ? 7 : ahead });
  }
  return null;
}

function nextDate(day: number, month: number | null, today: DateTime): DateTime | null {
  for (let ahead = 0; ahead <= (month === null ? 2 : 4); ahead++) {
    const base = today.startOf('month').plus(month === null ? { months: ahead } : { years: ahead });
    const date = DateTime.fromObject({ year: base.year, month: month ?? base.month, day }, { zone: today.zone });
    if (date.isValid && date >= today) return date;
  }
  return null;
}

function fits(date: DateTime, said: SaidDate): boolean {
  return (
    (said.weekday === null || WEEKDAYS[date.weekday - 1] === said.weekday) &&
    (said.day === null || date.day === said.day) &&
    (said.month === null || date.month === said.month)
  );
}

function readTime(time: string): { hour: number; minute: number } | null {
  const parts = /^(\d{1,2}):(\d{2})$/.exec(time);
  if (!parts) return null;
  const [hour, minute] = [Number(parts[1]), Number(parts[2])];
  return hour < 24 && minute < 60 ? { hour, minute } : null;
}

function found(at: DateTime, allDay: boolean, call: DateTime): Due {
  if (!(at >= call.startOf('day') && at <= call.plus({ years: LATEST_YEARS }))) return DOUBTFUL;
  return { at: new Date(at.toMillis()).toISOString(), allDay, doubtful: false };
}
