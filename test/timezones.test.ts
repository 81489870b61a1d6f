import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const script = fileURLToPath(new URL('./timezones.ts', import.meta.url));

/** What the package makes of days on a computer that stands there. */
function daysOn(timeZone: string): unknown {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', script], {
    cwd: root,
    env: { ...process.env, TZ: timeZone },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe('G3 days do not depend on where the computer stands', () => {
  const inUtc = daysOn('UTC');

  it('working days leave out Saturday and Sunday in UTC', () => {
    expect(inUtc).toMatchObject({ offset: 0, workingDays: expect.arrayContaining(['2026-11-30T00:00:00.000Z']) });
  });

  it.each([
    ['behind UTC', 'America/Los_Angeles', 480],
    ['furthest ahead of UTC', 'Pacific/Kiritimati', -840],
    ['where the clocks change', 'Europe/Dublin', 0],
  ])('%s, in %s, working days, the day of a time, ages and spans are the same', (_, timeZone, offset) => {
    expect(daysOn(timeZone)).toEqual({ ...Object(inUtc), offset });
  });
});
