import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterWorkingDays, dayIn, isReached, isTooEarly, later, after as onward, yearsBetween } from '../src/time.js';
import { shift } from './support/clock.js';

const noon = '2026-11-22T12:00:00.000Z';
const instants = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('time', () => {
  it.each([
    [{ seconds: 60 }, '2026-11-22T12:01:00.000Z'],
    [{ minutes: 10 }, '2026-11-22T12:10:00.000Z'],
    [{ days: 7 }, '2026-11-29T12:00:00.000Z'],
    [{ days: -365 }, '2025-11-22T12:00:00.000Z'],
    [{ days: 1, minutes: 1, seconds: 1 }, '2026-11-23T12:01:01.000Z'],
    [{}, noon],
    [{ days: -1_000_000 }, '0000-01-01T00:00:00.000Z'],
    [{ days: 3_000_000 }, '9999-12-31T23:59:59.999Z'],
  ])('a span of %j after noon ends at %s', (span, end) => {
    expect(onward(noon, span)).toBe(end);
  });

  it('days are of 24 hours, whatever a time zone does to its clocks', () => {
    expect(onward('2026-03-28T12:00:00.000Z', { days: 7 })).toBe('2026-04-04T12:00:00.000Z');
  });

  it.each([
    ['R-133 from a Monday', '2026-11-23T09:00:00.000Z', 3, '2026-11-26T09:00:00.000Z'],
    ['R-133 over a weekend', '2026-11-26T09:00:00.000Z', 3, '2026-12-01T09:00:00.000Z'],
    ['from a Friday', '2026-11-27T23:59:59.999Z', 1, '2026-11-30T23:59:59.999Z'],
    ['from a Saturday', '2026-11-28T00:00:00.000Z', 1, '2026-11-30T00:00:00.000Z'],
    ['from a Sunday', '2026-11-29T12:00:00.000Z', 5, '2026-12-04T12:00:00.000Z'],
    ['two weeks', '2026-11-25T12:00:00.000Z', 10, '2026-12-09T12:00:00.000Z'],
    ['none', '2026-11-28T12:00:00.000Z', 0, '2026-11-28T12:00:00.000Z'],
  ])('working days %s: %s and %i are %s', (_name, at, days, end) => {
    expect(afterWorkingDays(at, days)).toBe(end);
  });

  it.each([
    ['1 ms before', { ms: -1 }, false],
    ['exactly', {}, true],
    ['1 ms after', { ms: 1 }, true],
  ])('a limit is reached %s: %j is %s', (_name, span, reached) => {
    const at = shift(noon, span);
    expect(isReached(at, noon)).toBe(reached);
    expect(isTooEarly(at, noon)).toBe(!reached);
  });

  it('without a time no limit applies, neither as reached nor as too early', () => {
    expect(isReached('', noon)).toBe(false);
    expect(isTooEarly('', noon)).toBe(false);
  });

  it('of any time and any limit exactly one of reached and too early holds, as text order says', () => {
    fc.assert(
      fc.property(instants, instants, (at, limit) => {
        expect(isReached(at, limit)).toBe(at >= limit);
        expect(isTooEarly(at, limit)).toBe(at < limit);
      }),
    );
  });

  it('the later of two times is one of them and not before either', () => {
    fc.assert(
      fc.property(instants, instants, (one, other) => {
        expect(later(one, other)).toBe([one, other].sort()[1]);
      }),
    );
  });

  it('of two writings of the same time the later is the first', () => {
    expect(later('2026-11-22T12:00:00Z', noon)).toBe('2026-11-22T12:00:00Z');
    expect(later(noon, '2026-11-22T12:00:00Z')).toBe(noon);
  });

  it.each([
    ['UTC', '2026-11-22T23:59:59.999Z', '2026-11-22'],
    ['UTC', '2026-11-23T00:00:00.000Z', '2026-11-23'],
    ['Asia/Shanghai', '2026-11-22T15:59:59.999Z', '2026-11-22'],
    ['Asia/Shanghai', '2026-11-22T16:00:00.000Z', '2026-11-23'],
    ['Europe/Dublin', '2026-07-31T22:59:59.999Z', '2026-07-31'],
    ['Europe/Dublin', '2026-07-31T23:00:00.000Z', '2026-08-01'],
    ['Europe/Dublin', '2026-12-31T23:59:59.999Z', '2026-12-31'],
    ['America/Sao_Paulo', '2026-03-01T02:59:59.999Z', '2026-02-28'],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00.000Z', '2027-01-01'],
  ])('in %s it is at %s the day %s', (zone, at, day) => {
    expect(dayIn(zone, at)).toBe(day);
  });

  it.each([
    ['2008-11-22', '2026-11-21', 17],
    ['2008-11-22', '2026-11-22', 18],
    ['2008-11-22', '2026-11-23', 18],
    ['2008-12-01', '2026-11-30', 17],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2028-02-29', 20],
    ['2026-11-22', '2026-11-22', 0],
    ['2026-11-23', '2026-11-22', -1],
  ])('R-024 who was born on %s is on %s %i years old', (birth, today, age) => {
    expect(yearsBetween(birth, today)).toBe(age);
  });

  it('R-024 an age grows by one each birthday and at no other day', () => {
    const days = instants.map((at) => at.slice(0, 10)).filter((day) => !day.endsWith('02-29'));
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 120 }), (birth, years) => {
        const birthday = `${Number(birth.slice(0, 4)) + years}${birth.slice(4)}`;
        const eve = shift(`${birthday}T00:00:00.000Z`, { days: -1 }).slice(0, 10);
        expect(yearsBetween(birth, birthday)).toBe(years);
        expect(yearsBetween(birth, eve)).toBe(years - 1);
      }),
    );
  });
});
