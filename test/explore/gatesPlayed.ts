import type fc from 'fast-check';
import type { AnyStateMachine, InputFrom } from 'xstate';
import type { Acceptance, Business, Contact, Filing } from '../../src/application.js';
import { rolesFor } from '../../src/events.js';
import { parse } from '../../src/issue.js';
import { type Policy, policySchema } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import type { Envelope } from '../../src/session/envelope.js';
import { type StepResult, settle, start, step } from '../../src/session/step.js';
import { chartOf, pathOf } from '../../src/snapshot.js';
import { fixtures } from '../../src/testing/fixtures.js';
import { actorOf } from '../support/drive.js';
import { willingPorts } from '../support/ports.js';

/** Two checks that a value passes one after the other, in a world that does not change in between. */
export interface Gate {
  readonly name: string;
  /** Draws a value, and tries it: null where the first check does not let it through, otherwise what the second holds against it. */
  readonly tried: fc.Arbitrary<readonly string[] | null>;
}

/** When everything is said. */
export const at = '2026-11-22T10:00:00.000Z';

/** What ports answer, where not what they would by themselves. */
export type Answers = Readonly<Record<string, unknown>>;

/** A registration at rest, in the hands of somebody who says one thing after the other to a world that is willing. */
export class Played {
  readonly faults: string[] = [];
  envelope: Envelope;

  constructor(
    private readonly machine: AnyStateMachine,
    input: unknown,
    private readonly given: Answers = {},
  ) {
    this.envelope = this.rest(start(machine, input as InputFrom<AnyStateMachine>, at));
  }

  get place(): string {
    return pathOf(this.envelope.value);
  }

  /** Says it in the mouth of the first role that may; what was held against it, or nothing. */
  say(saying: { readonly type: string; readonly [field: string]: unknown }): string[] {
    const [role = 'system'] = rolesFor(chartOf(this.machine).vocabulary, saying.type);
    const result = step(this.machine, this.envelope, { by: actorOf(role), ...saying, at });
    const { outcome, issues } = result;
    if (outcome === 'refused' || outcome === 'invalid')
      return issues.map(({ code, path }) => `${saying.type} ${code} ${path.join('.')}`);
    this.envelope = this.rest(result);
    return this.envelope.context['trouble'] === undefined ? [] : troubleOf(this.envelope);
  }

  /** The first thing held against one of them; what is said after that is not said. */
  sayAll(...sayings: readonly Parameters<Played['say']>[0][]): string[] {
    for (const saying of sayings) {
      const found = this.say(saying);
      if (found.length > 0) return found;
    }
    return [];
  }

  private rest(begun: StepResult): Envelope {
    let result = begun;
    for (let [call] = result.calls; call !== undefined; [call] = result.calls) {
      const { port, input } = call;
      const asked = parse(chartOf(this.machine).ports[port]?.input ?? policySchema, input);
      if (!asked.ok) this.faults.push(...asked.issues.map(({ code, path }) => `${port} ${code} ${path.join('.')}`));
      const willing = (willingPorts as unknown as Readonly<Record<string, (input: unknown) => unknown>>)[port];
      const value = Object.hasOwn(this.given, port) ? this.given[port] : willing?.(input);
      result = settle(this.machine, result.envelope, call, { at, value });
    }
    return result.envelope;
  }
}

function troubleOf({ context }: Envelope): string[] {
  const trouble = context['trouble'] as readonly { readonly code: string }[];
  return trouble.map(({ code }) => code);
}

/** What the second check says, once the first one let the value through. */
export function gate<V>(name: string, values: fc.Arbitrary<V>, tried: (value: V) => readonly string[] | null): Gate {
  return { name, tried: values.map(tried) };
}

/** The road with an account. */
export const road = (policy: Policy, answered?: Answers, account = fixtures(policy).account) =>
  new Played(registrationMachine, { policy, account }, answered);

/** The business information is saved. */
export const save = (business: object) => ({ type: 'wizard.business.save', business });

/** The answers of the whole wizard. */
export interface Answered {
  readonly business: Business;
  readonly contact: Contact;
  readonly filing: Filing;
  readonly acceptance: Acceptance;
}

/** What is said to fill in the wizard. */
export const savings = ({ business, contact, filing, acceptance }: Answered) => [
  { type: 'wizard.start' },
  save(business),
  { type: 'wizard.contact.save', contact },
  { type: 'wizard.sensitiveRelationship.file', filing },
  { type: 'wizard.agreement.accept', acceptance },
];

/** Where it ended, if elsewhere. */
export function reached(played: Played, place: string): string[] {
  return played.place === place ? [] : [`ended in ${played.place}`];
}

/** The answers of an application that was handed in. */
export function applied(policy: Policy) {
  const { business, contact, filing, acceptance } = fixtures(policy);
  return { business, contact, filing, acceptance: { ...acceptance, acceptedAt: at, acceptedBy: 'applicant-1' } };
}
