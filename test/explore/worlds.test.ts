import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { playedFaults, seenFaults, unseenFaults } from './worldFaults.js';
import { worldInvariants } from './worldInvariants.js';
import { played, playing } from './worldPlay.js';
import { type Variant, type WorldGround, worlds } from './worlds.js';

const all = [...worlds.values()].map((go) => go());

describe('whatever several registrations and the world do, in every order', { timeout: 300_000 }, () => {
  it.each(Object.entries(worldInvariants))('%s', (_, invariant) => {
    const verdicts = all.map((ground) => ({ ground: ground.name, ...invariant(ground) }));
    const broken = verdicts.filter((verdict) => verdict.broken.length > 0);
    expect(broken.map(({ ground, broken: [first] }) => `${ground}: ${first}`)).toEqual([]);
    expect(verdicts.reduce((sum, { checked }) => sum + checked, 0)).toBeGreaterThan(10);
  });

  it.each(all.map((ground) => [ground.name, ground] as const))(`%s: ${playing}`, async (_, ground) => {
    const { checked, broken } = await played(ground);
    expect(broken).toEqual([]);
    expect(checked).toBeGreaterThan(3);
  });

  it('an account may be in CSP while another of the world is on a path', () => {
    const ground = all.find(({ name }) => name.startsWith('a partner joins CSP'));
    const together = ground?.exploration.states.filter(({ registrations: { ada, bob } }) => {
      const { programs } = ada?.snapshot.context['enrollment'] ?? { programs: [] };
      const { paths } = bob?.snapshot.context['enrollment'] ?? { paths: [] };
      const isIn = ({ state }: { readonly state: string }) => state === 'enrolled';
      return programs.some(isIn) && paths.some(({ state }: { readonly state: string }) => state === 'selected');
    });
    expect(together?.length).toBeGreaterThan(0);
  });
});

function groundOf(name: string, variant?: Variant): WorldGround {
  const go = worlds.get(name);
  if (go === undefined) throw new Error(`There is no ground called ${name}.`);
  return go(variant);
}

describe('each invariant is seen broken where what upholds it is taken out', { timeout: 300_000 }, () => {
  it('every invariant has a row', () => {
    expect([...new Set(seenFaults.map(({ invariant }) => invariant))].sort()).toEqual(
      Object.keys(worldInvariants).sort(),
    );
  });

  it.each(seenFaults.map((fault) => [fault.wrong, fault.invariant, fault] as const))(
    '%s: %s',
    (_, invariant, fault) => {
      expect(worldInvariants[invariant]?.(groundOf(fault.ground, fault.variant)).broken).not.toEqual([]);
    },
  );

  it.each(playedFaults.map((fault) => [fault.wrong, fault] as const))(`%s: ${playing}`, async (_, { among, apart }) => {
    const { broken } = await played(groundOf('two colleagues submit'), 12, among);
    expect(broken.filter((difference) => apart.test(difference))).not.toEqual([]);
  });

  it.each(unseenFaults.map((fault) => [fault.wrong, fault.why, fault] as const))(
    '%s: no invariant sees it, for %s',
    (_, __, fault) => {
      const gone = groundOf(fault.ground, fault.variant);
      expect(Object.values(worldInvariants).flatMap((invariant) => invariant(gone).broken)).toEqual([]);
      expect(readFileSync(fault.seenBy.file, 'utf8')).toContain(fault.seenBy.test);
    },
  );
});
