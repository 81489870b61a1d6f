import { describe, expect, it } from 'vitest';
import { hashes, hashOf, machines } from './machines.js';

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
