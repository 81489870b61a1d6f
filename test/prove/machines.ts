import { createHash } from 'node:crypto';
import type { AnyStateMachine } from 'xstate';
import { associationMachine } from '../../src/association/association.machine.js';
import { developmentPathMachine } from '../../src/developmentPath/developmentPath.machine.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import { partnerProgramMachine } from '../../src/partnerProgram/partnerProgram.machine.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';

/** Every machine something is proven of. */
export const machines: readonly AnyStateMachine[] = [
  signupMachine,
  wizardMachine,
  reviewMachine,
  enrollmentMachine,
  associationMachine,
  developmentPathMachine,
  partnerProgramMachine,
  registrationMachine,
];

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
