import { describe, expect, it } from 'vitest';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { chartOf, pathOf } from '../../src/snapshot.js';
import {
  type Became,
  Doors,
  fieldsIn,
  fieldsOf,
  type Hostile,
  hopelessPlaces,
  hostilities,
  inWords,
  naughty,
  pathsIn,
  placesOf,
  strange,
  withValueAt,
} from '../support/hostility.js';

const seed = Number(process.env['SEED'] ?? 20261123);
const runs = Number(process.env['RUNS'] ?? 2000);

const places = await placesOf();
const hopeless = hopelessPlaces(places);
const everywhere = [...places, ...hopeless];
const doors = new Doors();

/** Knocks and answers; what goes wrong is told in words, with the seed. */
async function knock<T>(hostile: Hostile, at: (hostile: Hostile) => T | Promise<T>): Promise<T> {
  try {
    return await at(hostile);
  } catch (cause) {
    throw new Error(`${String(cause)} (SEED=${seed}) on ${inWords(hostile)}`, { cause });
  }
}

/** How often each answer came. */
function tally(): { readonly count: Record<Became, number>; readonly add: (became: Became) => void } {
  const count = { invalid: 0, refused: 0, ignored: 0, saved: 0 };
  return { count, add: (became) => (count[became] += 1) };
}

describe('the places where hostile things are said', () => {
  it('every event of the registration is said, and every field it may carry', () => {
    const said = new Set(
      everywhere.flatMap(({ act }) => [act.type, ...pathsIn(act).map((path) => `${act.type} ${starred(path)}`)]),
    );
    for (const [type, { schema }] of Object.entries(chartOf(registrationMachine).vocabulary)) {
      expect(said, type).toContain(type);
      const fields = fieldsOf(schema).map((field) => `${type} ${starred(field.split('.'))}`);
      expect(fields.length).toBeGreaterThan(4);
      expect(fields.filter((field) => !said.has(field))).toEqual([]);
    }
  });

  it('registrations rest at the beginning, in the middle and at the end of every chart of the road', () => {
    const states = new Set(places.map(({ envelope }) => pathOf(envelope.value)));
    for (const state of [
      'signup.choosingCountry',
      'choosingRoad',
      'wizard.enteringBusiness',
      'wizard.acceptingAgreement',
      'review.manuallyReviewing',
      'review.rejected',
      'enrollment.enrolled',
      'association.drafting',
      'association.associated.notDedicated',
    ])
      expect(states).toContain(state);
    expect(states.size).toBeGreaterThan(40);
  });

  it('what is said there without anything hostile is saved, and refused where it is hopeless (R-053, R-057)', async () => {
    for (const place of everywhere) {
      const became = await doors.step({ place, event: place.act, at: null, value: null });
      expect(became, inWords({ place, event: place.act, at: null, value: null })).toBe(
        hopeless.includes(place) ? 'refused' : 'saved',
      );
    }
  }, 60_000);
});

/** A path with `*` for places in a list, and for the keys of a record, which are whatever a person's form has. */
function starred(path: readonly string[]): string {
  const names = path.map((key) => (/^\d+$/.test(key) ? '*' : key));
  const drafts = names.lastIndexOf(names.includes('drafts') ? 'drafts' : 'draft');
  return names.map((key, place) => (drafts >= 0 && place > drafts ? '*' : key)).join('.');
}

describe('T6 in small: hostile input gets an answer, and what is not let in changes nothing', () => {
  it('naughty strings in every field of every event: every field takes its share, and every string has its turn', async () => {
    const { count, add } = tally();
    const before = doors.kept;
    const turn = 60;
    for (const [number, { place, path }] of fieldsIn(everywhere).entries())
      for (let which = number % turn; which < naughty.length; which += turn) {
        const value = naughty[which];
        const event = withValueAt(place.act, path, value);
        add(await knock({ place, event, at: path, value }, (hostile) => doors.step(hostile)));
      }
    expect(count.invalid).toBeGreaterThan(5000);
    expect(count.saved).toBeGreaterThan(600);
    expect(doors.kept - before).toBeGreaterThan(400);
  }, 120_000);

  it('what is no plain data, as the event itself, its type or what it carries, at every door', async () => {
    const { count, add } = tally();
    for (const [number, make] of strange.entries())
      for (const [turn, place] of everywhere.entries()) {
        if (turn % 64 !== number % 64) continue;
        const carried = Object.keys(place.act).map((key) => ({ ...place.act, [key]: make() }));
        for (const event of [make(), ...carried]) {
          const hostile: Hostile = { place, event, at: null, value: null };
          const became = await knock(hostile, (heard) => doors.step(heard));
          await knock(hostile, (heard) => doors.session(heard));
          const isChanged = await knock(hostile, (heard) => doors.actor(heard));
          if (isChanged) expect(became, inWords(hostile)).toBe('saved');
          add(became);
        }
      }
    expect(count.invalid).toBeGreaterThan(300);
  }, 120_000);

  it('whatever is said to the pure step, to a session and to a plain actor', async () => {
    const steps = tally();
    const sessions = tally();
    const source = hostilities(everywhere, seed);
    let said = 0;
    for (const hostile of source) {
      const became = await knock(hostile, (heard) => doors.step(heard));
      steps.add(became);
      sessions.add(await knock(hostile, (heard) => doors.session(heard)));
      const isChanged = await knock(hostile, (heard) => doors.actor(heard));
      if (isChanged) expect(became, inWords(hostile)).toBe('saved');
      said += 1;
      if (said === runs) break;
    }
    for (const { count } of [steps, sessions]) {
      expect(count.invalid + count.refused + count.ignored + count.saved).toBe(runs);
      expect(count.invalid).toBeGreaterThan(runs / 2);
      expect(count.refused).toBeGreaterThan(runs / 100);
      expect(count.saved).toBeGreaterThan(runs / 50);
    }
  }, 600_000);
});
