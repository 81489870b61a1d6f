import { createHash } from 'node:crypto';
import type { AnyStateMachine } from 'xstate';
import { machinesByName } from '../../docs/charts.js';

/** Every machine something is proven of. */
export const machines: readonly AnyStateMachine[] = Object.values(machinesByName);

/** SHA-256 over a chart, shortened: its states, arrows, guards, actions, ports, tags and rules, without the descriptions. */
export function hashOf(machine: AnyStateMachine): string {
  const { schemas: _schemas, ...config } = machine.config as unknown as Record<string, unknown>;
  const text = JSON.stringify(config, (key, value: unknown) =>
    key === 'description' || typeof value === 'function' ? undefined : value,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** The hash of each machine, by id. */
export function hashes(): Record<string, string> {
  return Object.fromEntries(machines.map((machine) => [machine.id, hashOf(machine)]));
}
