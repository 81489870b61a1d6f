/** Prints, as JSON, what the package makes of days around the hours at which time zones disagree. */
import { createPolicy } from '../src/policy.js';
import { after, afterWorkingDays, dayIn, yearsBetween } from '../src/time.js';

const hours = Array.from({ length: 24 * 8 }, (_, hour) => after('2026-11-23T00:00:00.000Z', { minutes: 60 * hour }));
/** The hours in which clocks are put forward or back somewhere. */
const changes = ['2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01'].flatMap((day) =>
  Array.from({ length: 24 }, (_, hour) => after(`${day}T00:00:00.000Z`, { minutes: 60 * hour })),
);
const moments = [...hours, ...changes];
const zones = [
  ...new Set([
    'UTC',
    'Pacific/Kiritimati',
    ...(['cn', 'intl', 'eu'] as const).map((site) => createPolicy({ site }).timeZone),
  ]),
];

const days = {
  offset: new Date('2026-12-01T00:00:00.000Z').getTimezoneOffset(),
  workingDays: moments.flatMap((at) => [1, 2, 3, 5, 15].map((count) => afterWorkingDays(at, count))),
  later: moments.map((at) => after(at, { days: 7, minutes: 1, seconds: 1 })),
  days: zones.map((zone) => moments.map((at) => dayIn(zone, at))),
  ages: zones.map((zone) => moments.map((at) => yearsBetween('2008-11-26', dayIn(zone, at)))),
};

console.log(JSON.stringify(days));
