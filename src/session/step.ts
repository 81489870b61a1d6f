import type { AnyMachineSnapshot, AnyStateMachine, InputFrom } from 'xstate';
import * as z from 'zod/mini';
import type { Announcement } from '../announcements.js';
import { machineArgument } from '../arguments.chart.js';
import { assertArguments, onArguments } from '../arguments.js';
import { isEqual } from '../equal.js';
import { envelopeNotAtRest, Failure, inputInvalid, isRegistrationError } from '../errors.js';
import { hear } from '../events.js';
import { explainHeard } from '../explain.js';
import { instant } from '../fields.js';
import { type Checked, type Issue, issue, parse } from '../issue.js';
import { chartOf } from '../snapshot.js';
import { checkedContext } from './context.js';
import { type Envelope, envelopeFormat, envelopeSchema, snapshotOf, versionOf } from './envelope.js';
import { checkedInput } from './input.js';
import type { Transit } from './stepper.js';
import { answeredEvent, beginning, failedEvent, transit } from './transit.js';

/** A port call that is due. Its input may hold a secret: carry it out, never keep it. */
export interface Call {
  /** Names this very call; a result for another one is ignored. */
  readonly ticket: string;
  readonly id: string;
  readonly port: string;
  readonly input: unknown;
}

/** The result of a port call, with the time it came: what was answered, or what went wrong. */
export type CallResult =
  | { readonly at: string; readonly value: unknown }
  | { readonly at: string; readonly error: unknown };

/** What became of an event. `moved`: something changed; `ignored`: it was allowed and changed nothing. */
export type StepOutcome = 'moved' | 'ignored' | 'refused' | 'invalid';

/** The answer of a pure step. */
export interface StepResult {
  readonly outcome: StepOutcome;
  readonly envelope: Envelope;
  /** Why the event was refused or invalid; after a move, what the outside world held against it. */
  readonly issues: readonly Issue[];
  /** To be carried out and settled before the envelope is saved. */
  readonly calls: readonly Call[];
  readonly announcements: readonly Announcement[];
}

/** Begins a registration. `at` is its time, ISO 8601 UTC. Throws `argument.invalid`, `input.invalid` with the issues. */
export function start<M extends AnyStateMachine>(machine: M, input: InputFrom<M>, at: string): StepResult {
  const given = checkedInput(machine, input);
  const time = parse(instant, at, ['at']);
  if (!given.ok || !time.ok) return failByInput([given, time]);
  const begun = begin(machine, given.value);
  const { value, context } = begun.after;
  const checked = checkedContext(machine, context);
  if (!checked.ok) return failByInput([checked]);
  const envelope: Omit<Envelope, 'pending'> = {
    format: envelopeFormat,
    machine: machine.id,
    version: versionOf(machine),
    revision: 1,
    at: time.value,
    value,
    context: checked.value,
    commands: [],
  };
  return proceed(envelope, { ...begun, after: envelope });
}

function begin(machine: AnyStateMachine, input: unknown): Transit {
  try {
    const begun = beginning(machine, input);
    if (begun.after.status === 'error') throw begun.after.error;
    return begun;
  } catch (cause) {
    // What the schema of the input let pass is no fault of the caller's.
    if (isRegistrationError(cause) || chartOf(machine).input !== undefined) throw cause;
    const issues = [issue('value.wrongType', [], { expected: 'plain data' })];
    throw new Failure(inputInvalid, { cause, details: { issues } });
  }
}

function failByInput(answers: readonly Checked<unknown>[]): never {
  const issues = answers.flatMap((answer) => (answer.ok ? [] : answer.issues));
  throw new Failure(inputInvalid, { details: { issues } });
}

/**
 * Applies one event of unknown origin to an envelope at rest: parse, authorise, transition. Pure: no clock, no I/O, no actor.
 * Throws `argument.invalid`, `envelope.notAtRest` while a call is due, and nothing because of the event.
 */
export function step(machine: AnyStateMachine, envelope: Envelope, event: unknown): StepResult {
  return onArguments(
    () => ({ machine: [machineArgument, machine], envelope: [envelopeSchema, envelope] }),
    () => stepped(machine, envelope, event),
  );
}

function stepped(machine: AnyStateMachine, envelope: Envelope, event: unknown): StepResult {
  if (envelope.pending.length > 0) throw new Failure(envelopeNotAtRest);
  const chart = chartOf(machine);
  const said = hear(chart.vocabulary, event);
  if ('issues' in said) return stay(envelope, 'invalid', said.issues);
  const before = snapshotOf(machine, envelope);
  if (before.status === 'active') {
    const made = transit(machine, before, said.event);
    if (!isSame(before, made.after) || !made.isQuiet)
      return proceed({ ...envelope, revision: envelope.revision + 1, at: said.event.at }, made);
  }
  const explanation = explainHeard(before, chart, said.event);
  return explanation.allowed ? stay(envelope, 'ignored', []) : stay(envelope, 'refused', explanation.issues);
}

/**
 * Brings the result of a call back. A result that is no longer awaited is `ignored`;
 * an answer the port's schema does not allow counts as a failure. Throws `argument.invalid`.
 */
export function settle(machine: AnyStateMachine, envelope: Envelope, call: Call, result: CallResult): StepResult {
  assertArguments({ call: [callArgument, call], result: [resultArgument, result] });
  return onArguments(
    () => ({
      machine: [machineArgument, machine],
      envelope: [envelopeSchema, envelope],
    }),
    () => settled(machine, envelope, call, result),
  );
}

const callArgument = z.object({ ticket: z.string(), id: z.string(), port: z.string() });
const resultArgument = z.object({ at: instant });

function settled(machine: AnyStateMachine, envelope: Envelope, call: Call, result: CallResult): StepResult {
  if (!envelope.pending.includes(call.ticket)) return stay(envelope, 'ignored', []);
  const before = snapshotOf(machine, envelope);
  const made = transit(machine, before, settledEvent(machine, call, result));
  const turn = Number(call.ticket.split('/').at(-1)) + 1;
  return proceed({ ...envelope, at: result.at }, made, turn);
}

function settledEvent(machine: AnyStateMachine, call: Call, result: CallResult) {
  const port = chartOf(machine).ports[call.port];
  const answer = 'value' in result && port !== undefined ? parse(port.output, result.value) : null;
  return answer?.ok ? answeredEvent(call.id, { at: result.at, value: answer.value }) : failedEvent(call.id);
}

function proceed(
  envelope: Omit<Envelope, 'pending'>,
  made: Pick<Transit, 'calls' | 'announcements'> & { readonly after: Pick<AnyMachineSnapshot, 'value' | 'context'> },
  turn = 1,
): StepResult {
  const { value, context } = made.after;
  const calls = made.calls.map((call) => ({ ticket: `${envelope.revision}/${call.id}/${turn}`, ...call }));
  return {
    outcome: 'moved',
    envelope: { ...envelope, value, context, pending: calls.map(({ ticket }) => ticket) },
    issues: context.trouble,
    calls,
    announcements: made.announcements,
  };
}

/** The answer when nothing happens, and why. */
export function stay(envelope: Envelope, outcome: StepOutcome, issues: readonly Issue[]): StepResult {
  return { outcome, envelope, issues, calls: [], announcements: [] };
}

function isSame(before: AnyMachineSnapshot, after: AnyMachineSnapshot): boolean {
  return (
    isEqual(before.value, after.value) &&
    Object.keys(after.context).every((key) => before.context[key] === after.context[key])
  );
}
