import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPolicy } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { compareSnapshots } from '../../src/session/compare.js';
import { openSession } from '../../src/session/session.js';
import { memoryStorage } from '../../src/storage/memory.js';
import { fixtures } from '../../src/testing/fixtures.js';
import { embeddedPorts } from '../../src/testing/ports.js';

const policy = createPolicy({ site: 'intl' });
const { account, business, contact } = fixtures(policy);

async function twoSessions() {
  const options = {
    machine: registrationMachine,
    key: 'lantern',
    storage: memoryStorage(),
    ports: embeddedPorts({ seed: 'compare' }),
    input: { policy, account },
    by: { role: 'applicant', id: 'ada' },
    clock: () => '2026-11-22T10:00:00.000Z',
  } as const;
  const mine = await openSession(options);
  await mine.send({ type: 'wizard.start' });
  return { options, mine, theirs: await openSession(options) };
}

describe('what two states of a registration differ in', () => {
  it('is nothing for the same state, as it is and as it is read back', async () => {
    const { mine, theirs } = await twoSessions();
    expect(compareSnapshots(mine.snapshot, mine.snapshot)).toEqual([]);
    expect(compareSnapshots(mine.snapshot, theirs.snapshot)).toEqual([]);
  });

  it('after a conflict is every field the other side saved, with what stands on each side', async () => {
    const { options, mine, theirs } = await twoSessions();
    await theirs.send({ type: 'wizard.business.save', business });
    await expect(mine.send({ type: 'wizard.business.save', business })).rejects.toMatchObject({
      code: 'storage.conflict',
      details: { expected: 2, actual: 3 },
    });
    const again = await openSession(options);
    const found = compareSnapshots(mine.snapshot, again.snapshot);
    expect(found).toContainEqual({
      path: ['state'],
      mine: 'wizard.enteringBusiness',
      theirs: 'wizard.enteringContact',
    });
    expect(found).toContainEqual({ path: ['application', 'business'], mine: null, theirs: business });
    expect(found.every(({ path: [first = ''] }) => ['state', 'application'].includes(`${first}`))).toBe(true);
  });

  it('is named by field where both sides have the form', async () => {
    const { options, theirs } = await twoSessions();
    await theirs.send({ type: 'wizard.business.save', business });
    await theirs.send({ type: 'wizard.contact.save', contact });
    const before = theirs.snapshot;
    await theirs.send({ type: 'wizard.back' });
    await theirs.send({ type: 'wizard.contact.save', contact: { ...contact, name: 'Zoë Lantern' } });
    const { snapshot } = await openSession(options);
    expect(compareSnapshots(before, snapshot)).toContainEqual({
      path: ['application', 'contact', 'name'],
      mine: 'Ada Lantern',
      theirs: 'Zoë Lantern',
    });
  });

  it('turned round is the same with the sides exchanged, for any two contexts', async () => {
    const { mine } = await twoSessions();
    const draft = fc.dictionary(fc.constantFrom('a', 'b', '__proto__', ''), fc.string(), { maxKeys: 3 });
    const sorted = (found: readonly unknown[]) => found.map((each) => JSON.stringify(each)).sort();
    fc.assert(
      fc.property(draft, draft, (one, other) => {
        const [left, right] = [one, other].map((value) => ({
          ...mine.snapshot,
          context: { ...mine.snapshot.context, draft: value },
        })) as unknown as [typeof mine.snapshot, typeof mine.snapshot];
        const there = compareSnapshots(left, right);
        const back = compareSnapshots(right, left).map(({ path, mine: m, theirs: t }) => ({
          path,
          mine: t,
          theirs: m,
        }));
        expect(sorted(back)).toEqual(sorted(there));
        expect(there.every(({ mine: m, theirs: t }) => m !== t)).toBe(true);
      }),
    );
  });
});
