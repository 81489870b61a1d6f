import { type AnyStateMachine, createActor, type InputFrom } from 'xstate';
import { isRegistrationError } from '../../src/errors.js';
import { explain } from '../../src/explain.js';
import { toMermaid } from '../../src/inspect/mermaid.js';
import { createPolicy } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { openSession } from '../../src/session/session.js';
import { start, step } from '../../src/session/step.js';
import { memoryStorage } from '../../src/storage/memory.js';
import type { Machine6, XState6 } from './engine.js';

/** One claim about the two majors in one process; `was` tells what was found in its stead. */
interface Meeting {
  readonly name: string;
  readonly was: string | null;
}

const at = '2026-11-30T09:00:00.000Z';
const policy = createPolicy({ site: 'intl' });
const input: InputFrom<typeof registrationMachine> = { policy };
const event = {
  type: 'signup.country.choose',
  country: 'DE',
  at,
  by: { role: 'applicant', id: 'applicant-1' },
} as const;

/** What becomes of a machine of one major in the hands of what was made for the other. */
export async function meetings(xstate6: XState6, carried: ReadonlyMap<AnyStateMachine, Machine6>): Promise<Meeting[]> {
  const machine6 = carried.get(registrationMachine) as never;
  const [snapshot6] = xstate6.initialTransition(machine6, input);
  const { envelope } = start(registrationMachine, input, at);
  const calls: Readonly<Record<string, () => unknown>> = {
    start: () => start(machine6, input as never, at),
    step: () => step(machine6, envelope, event),
    explain: () => explain(snapshot6 as never, event as never),
    toMermaid: () => toMermaid(machine6),
    openSession: () =>
      openSession({ machine: machine6, key: 'a', storage: memoryStorage(), ports: {}, input, by: event.by } as never),
  };
  const refusals = Object.entries(calls).map(async ([name, call]) => ({
    name: `${name} refuses a machine of XState 6 by machine.otherMajor`,
    was: unlessEqual(await codeOf(call), 'machine.otherMajor'),
  }));
  return [...(await Promise.all(refusals)), machineOf5In6(xstate6), machineOf6In5(machine6)];
}

async function codeOf(call: () => unknown): Promise<string> {
  try {
    await call();
    return 'taken';
  } catch (error) {
    if (!isRegistrationError(error, 'argument.invalid')) return String(error);
    const [first] = error.details['issues'] as readonly { readonly code: string }[];
    return first?.code ?? 'argument.invalid';
  }
}

/** Nothing is thrown where it begins: whoever listens for errors is told, and its snapshot is one. */
function machineOf5In6(xstate6: XState6): Meeting {
  const errors: unknown[] = [];
  const actor = xstate6.createActor(registrationMachine, { input });
  actor.subscribe({ error: (error) => errors.push(error) });
  actor.start();
  const { status } = actor.getSnapshot();
  return {
    name: 'a machine of this package in an actor of XState 6 fails as it begins, and its observer is told',
    was: unlessEqual(`${status}, ${errors.length} told`, 'error, 1 told'),
  };
}

/** It seems to live until somebody says something. */
function machineOf6In5(machine6: AnyStateMachine): Meeting {
  const errors: unknown[] = [];
  const actor = createActor(machine6, { input });
  actor.subscribe({ error: (error) => errors.push(error) });
  actor.start();
  const begun = actor.getSnapshot().status;
  actor.send(event);
  return {
    name: 'a machine of XState 6 in an actor of XState 5 begins, and fails at the first event',
    was: unlessEqual(`${begun}, then ${actor.getSnapshot().status}`, 'active, then error'),
  };
}

function unlessEqual(found: string, expected: string): string | null {
  return found === expected ? null : found;
}
