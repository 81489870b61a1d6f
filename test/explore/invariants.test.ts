import type { ExploredEdge } from 'hcpn-registration/testing';
import { describe, expect, it } from 'vitest';
import { differencesFromXState } from '../support/asXState.js';
import { closingsPage } from './closings.js';
import { expectations } from './expectations.js';
import { type Ground, grounds } from './grounds.js';
import { invariants } from './invariants.js';
import { markOf } from './marks.js';

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
    'review.checkingCompany',
    'review.approved',
    'review.redirected',
    'review.withdrawn',
    'enrollment.redirected',
  ],
};

describe('on every state and every step that can be reached', { timeout: 120_000 }, () => {
  it.each(Object.entries(invariants))('%s', (_, invariant) => {
    const verdicts = all.map((ground) => ({ ground: ground.name, ...invariant(ground) }));
    const broken = verdicts.filter((verdict) => verdict.broken.length > 0);
    expect(broken.map(({ ground, broken: [first] }) => `${ground}: ${first}`)).toEqual([]);
    expect(verdicts.reduce((sum, { checked }) => sum + checked, 0)).toBeGreaterThan(50);
  });

  it.each([...new Set(all.map(({ machine }) => machine))])('$id: every state of the chart is reached', (machine) => {
    const own = all.filter((ground) => ground.machine === machine).map(({ exploration }) => exploration.unreached);
    const missing = own.reduce((one, other) => one.filter((place) => other.includes(place)));
    expect(missing).toEqual(passing[machine.id] ?? []);
  });
});

/** A step from each state, and one of each kind. */
function stepsToCompare({ exploration }: Ground): readonly ExploredEdge[] {
  const met = new Set<unknown>();
  const isNew = (one: unknown) => met.size < met.add(one).size;
  return exploration.edges.filter(({ from, event, to }) =>
    [from, `${from.place} ${event.type} ${to.place}`].map(isNew).includes(true),
  );
}

describe('from every state that can be reached', { timeout: 120_000 }, () => {
  it.each(all.map((ground) => [ground.name, ground] as const))(
    '%s: a step is the one that XState itself takes',
    (_, ground) => {
      const steps = stepsToCompare(ground);
      const different = steps.filter(
        ({ from, event }) => differencesFromXState(ground.machine, from.snapshot, event).length > 0,
      );
      expect(different.map(({ from, event }) => `${from.place} ${event.type}`)).toEqual([]);
      expect(steps.length).toBeGreaterThan(20);
    },
  );
});

describe('what is expected of every state and event', { timeout: 120_000 }, () => {
  it.each([...new Set(all.map(({ machine }) => machine))])('$id does as its page says', async (machine) => {
    const page = expectations(all.filter((ground) => ground.machine === machine));
    await expect(page).toMatchFileSnapshot(`../../docs/expectations/${machine.id}.md`);
  });

  it('each ground is as large as it was, and does what it did', async () => {
    const marks = Object.fromEntries(all.map((ground) => [ground.name, markOf(ground)]));
    await expect(`${JSON.stringify(marks, null, 2)}\n`).toMatchFileSnapshot('./grounds.json');
  });

  it('every requirement is closed as the page on requirements says', async () => {
    await expect(closingsPage(all)).toMatchFileSnapshot('../../docs/expectations/requirements.md');
  });
});
