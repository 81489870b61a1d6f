import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { nodesOf } from '../support/nodes.js';
import { expectations } from './expectations.js';
import { grounds } from './grounds.js';
import { invariants } from './invariants.js';

const all = [...grounds.values()].map((go) => go());

/** States that are left at once, or that only a machine alone ends in. */
const passing: Readonly<Record<string, readonly string[]>> = {
  registration: [
    'starting',
    'signup.complete',
    'wizard.notStarted',
    'wizard.submitted',
    'wizard.redirected',
    'review.revising',
    'review.approved',
    'review.withdrawn',
  ],
};

function placesOf(machine: AnyStateMachine): string[] {
  return nodesOf(machine).flatMap(({ path, states }) => (Object.keys(states).length === 0 ? path.join('.') : []));
}

describe('on every state and every step that can be reached', { timeout: 120_000 }, () => {
  it.each(Object.entries(invariants))('%s', (_, invariant) => {
    const verdicts = all.map((ground) => ({ ground: ground.name, ...invariant(ground) }));
    const broken = verdicts.filter((verdict) => verdict.broken.length > 0);
    expect(broken.map(({ ground, broken: [first] }) => `${ground}: ${first}`)).toEqual([]);
    expect(verdicts.reduce((sum, { checked }) => sum + checked, 0)).toBeGreaterThan(50);
  });

  it.each([...new Set(all.map(({ machine }) => machine))])('$id: every state of the chart is reached', (machine) => {
    const reached = all.filter((ground) => ground.machine === machine).flatMap(({ exploration }) => exploration.states);
    const places = new Set(reached.map(({ place }) => place));
    const missing = placesOf(machine).filter((place) => !places.has(place));
    expect(missing).toEqual(passing[machine.id] ?? []);
  });
});

describe('what is expected of every state and event', () => {
  it.each([...new Set(all.map(({ machine }) => machine))])('$id does as its page says', async (machine) => {
    const page = expectations(all.filter((ground) => ground.machine === machine));
    await expect(page).toMatchFileSnapshot(`../../docs/expectations/${machine.id}.md`);
  });
});
