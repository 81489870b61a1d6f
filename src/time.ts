import { unsupported } from './errors.js';

/** Times are ISO 8601 in UTC. The empty text stands for "no time given": no limit of time applies to it. */
export type Instant = string;

interface Span {
  readonly days?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

const first = Date.parse('0000-01-01T00:00:00.000Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

/** The time a span later, within the years that ISO 8601 writes with four digits. */
export function after(at: Instant, { days = 0, minutes = 0, seconds = 0 }: Span): Instant {
  const time = Date.parse(at) + ((days * 24 * 60 + minutes) * 60 + seconds) * 1000;
  return new Date(Math.min(Math.max(time, first), last)).toISOString();
}

/** The time a number of working days later: Monday to Friday in UTC, public holidays not known. */
export function afterWorkingDays(at: Instant, days: number): Instant {
  let time = at;
  for (let left = days; left > 0; ) {
    time = after(time, { days: 1 });
    if (![0, 6].includes(new Date(time).getUTCDay())) left -= 1;
  }
  return time;
}

/** Whether the limit is reached; the limit itself counts as reached. No time given is NaN, which reaches nothing. */
export function isReached(at: Instant, limit: Instant): boolean {
  return Date.parse(at) >= Date.parse(limit);
}

/** Whether it is too early for something that starts at the limit. No time given is NaN, too early for nothing. */
export function isTooEarly(at: Instant, limit: Instant): boolean {
  return Date.parse(at) < Date.parse(limit);
}

/** The later of two times. */
export function later(one: Instant, other: Instant): Instant {
  return Date.parse(one) >= Date.parse(other) ? one : other;
}

/** Making a calendar costs more than a whole step, so each is made once; only names in their normal form are kept, which are few. */
const calendars = new Map<string, Intl.DateTimeFormat>();

function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const known = calendars.get(timeZone);
  if (known !== undefined) return known;
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  if (calendar.resolvedOptions().timeZone === timeZone) calendars.set(timeZone, calendar);
  return calendar;
}

/** Needs no calendar: the first one a process makes takes as long as a hundred steps. */
const utc = 'UTC';

/** Whether a name is one of a time zone (IANA). */
export function isTimeZone(name: string): boolean {
  try {
    if (name !== utc) calendarOf(name);
    return true;
  } catch {
    if (typeof Intl === 'undefined') throw unsupported(['Intl']);
    return false;
  }
}

/** The calendar day (YYYY-MM-DD) of a time in a time zone (IANA name). */
export function dayIn(timeZone: string, at: Instant): string {
  return timeZone === utc ? new Date(at).toISOString().slice(0, 10) : calendarOf(timeZone).format(Date.parse(at));
}

/** Full years between two calendar days (YYYY-MM-DD). */
export function yearsBetween(date: string, today: string): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const [thisYear = 0, thisMonth = 0, thisDay = 0] = today.split('-').map(Number);
  const hadBirthday = thisMonth > month || (thisMonth === month && thisDay >= day);
  return thisYear - year - (hadBirthday ? 0 : 1);
}
