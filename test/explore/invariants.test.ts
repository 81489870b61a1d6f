import { describe, expect, it } from 'vitest';
import { closingsPage } from './closings.js';
import { expectations } from './expectations.js';
import { grounds } from './grounds.js';
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
