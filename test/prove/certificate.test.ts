import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { grounds } from '../explore/grounds.js';
import { invariants } from '../explore/invariants.js';
import { worldInvariants } from '../explore/worldInvariants.js';
import { playing } from '../explore/worldPlay.js';
import { worlds } from '../explore/worlds.js';
import { certificate, resultsSchema } from './certificate.js';
import { hashes, hashOf, machines } from './machines.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const results = resultsSchema.parse(JSON.parse(read('results.json')));

describe('the certificate', () => {
  it('says what the proofs found', () => {
    expect(read('../../docs/proof.md')).toBe(certificate(results));
  });

  it('everything is explored of the machines as they are; else run `npm run prove explored`', () => {
    expect(results.explored.machines).toEqual(hashes());
  });

  it('of a longer proof it is said which charts have changed since', () => {
    const [id = ''] = Object.keys(results.charts.machines);
    const other = {
      ...results,
      charts: { ...results.charts, machines: { ...results.explored.machines, [id]: 'other' } },
    };
    expect(certificate(other)).toContain(`Not repeated since these charts changed: \`${id}\`.`);
    const same = Object.fromEntries(
      Object.entries(results).map(([name, proof]) => [name, { ...proof, machines: results.explored.machines }]),
    );
    expect(certificate(resultsSchema.parse(same))).not.toContain('Not repeated');
  });

  it('covers every ground, every invariant and every machine', () => {
    expect(results.explored.result.grounds.map(({ name }) => name)).toEqual([...grounds.keys()]);
    expect(results.explored.result.invariants.map(({ name }) => name)).toEqual(Object.keys(invariants));
    const { world } = results.explored.result;
    expect(world.grounds.map(({ name }) => name)).toEqual([...worlds.keys()]);
    expect(world.invariants.map(({ name }) => name)).toEqual([...Object.keys(worldInvariants), playing]);
    expect(Object.keys(results.charts.result).sort()).toEqual(machines.map(({ id }) => id).sort());
  });

  it('reports nothing broken', () => {
    const { explored, hosts, hostile, mutants } = results;
    const { invariants: alone, world } = explored.result;
    expect([...alone, ...world.invariants].filter(({ broken }) => broken > 0)).toEqual([]);
    expect(hosts.result.differences).toBe(0);
    expect(hosts.result.steps).toBeGreaterThanOrEqual(50_000);
    const { door, envelopes } = hostile.result;
    for (const { inputs, violations } of [door, envelopes]) {
      expect(inputs).toBeGreaterThanOrEqual(100_000);
      expect(violations).toBe(0);
    }
    expect(door.everyNaughtyStringInEveryField.violations).toBe(0);
    expect(mutants.result.score).toBeGreaterThanOrEqual(90);
  });
});

describe('the hash of a machine', () => {
  it('is another for another arrow, guard, action, target or tag, and for no other description', () => {
    const [machine] = machines as [(typeof machines)[number]];
    const changed = (from: string, to: string) => {
      const config = JSON.parse(JSON.stringify({ ...machine.config, schemas: undefined }).replace(from, to));
      return hashOf({ config } as never);
    };
    const own = hashOf(machine);
    expect(changed('', '')).toBe(own);
    expect(changed('"description":"', '"description":"Well: ')).toBe(own);
    for (const part of ['guard', 'target', 'actions', 'src'])
      expect([part, changed(`"${part}":"`, `"${part}":"x`)]).not.toEqual([part, own]);
    expect(changed('"tags":["', '"tags":["x')).not.toBe(own);
    expect(new Set(Object.values(hashes())).size).toBe(machines.length);
  });
});
