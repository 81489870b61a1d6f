import type { AnyStateMachine, SnapshotFrom, StateValue } from 'xstate';
import * as z from 'zod/mini';
import { machineArgument } from '../arguments.chart.js';
import { onArguments } from '../arguments.js';
import {
  envelopeContextInvalid,
  envelopeMachineUnknown,
  envelopeMalformed,
  envelopeNotAtRest,
  envelopeStateUnknown,
  envelopeVersionUnknown,
  Failure,
  wrongArgument,
} from '../errors.js';
import { instant } from '../fields.js';
import { parse, withoutParams } from '../issue.js';
import { migrated } from '../registration/migrations.js';
import { chartOf, stateValue } from '../snapshot.js';
import { checkedContext } from './context.js';
import { readSaved, writeSaved } from './policies.js';
import { resolved, standing } from './transit.js';

/** A command that was carried out: its id and the revision it made. */
const commandSchema = z.strictObject({ id: z.string(), revision: z.int() });

/** A registration as it is saved, as a schema. */
export const envelopeSchema = z.strictObject({
  format: z.literal(1),
  machine: z.string(),
  version: z.string(),
  revision: z.int().check(z.minimum(0)),
  at: instant,
  value: stateValue,
  context: z.record(z.string(), z.unknown()),
  /** The latest commands, so that a repeated one is known without asking the storage. */
  commands: z.array(commandSchema),
  /** Tickets of the port calls still due; an envelope at rest has none, and only such a one is saved. */
  pending: z.array(z.string()),
});

/** A registration as it is saved: plain JSON, complete, at rest. */
export type Envelope = z.infer<typeof envelopeSchema>;

/** Format of the envelope this version writes. */
export const envelopeFormat = 1;

/**
 * The text that is saved. Throws `argument.invalid`, and `envelope.notAtRest` while a port call is due. What it remembers is
 * not checked here, but whenever it is read.
 */
export function encode(envelope: Envelope): string {
  return onArguments(
    () => ({ envelope: [envelopeSchema, envelope] }),
    () => {
      if (!isShaped(envelope)) throw wrongArgument('envelope');
      return textOf(envelope);
    },
  );
}

/** The shape of an envelope, for a hundredth of what its schema costs. */
function isShaped(envelope: Partial<Envelope> | null): boolean {
  return (
    envelope?.format === envelopeFormat &&
    typeof envelope.machine === 'string' &&
    typeof envelope.version === 'string' &&
    typeof envelope.at === 'string' &&
    typeof envelope.revision === 'number' &&
    envelope.value !== undefined &&
    typeof envelope.context === 'object' &&
    Array.isArray(envelope.commands) &&
    Array.isArray(envelope.pending)
  );
}

/** The same for an envelope that was made here. */
export function textOf(envelope: Envelope): string {
  if (envelope.pending.length > 0) throw new Failure(envelopeNotAtRest);
  return writeSaved(envelope);
}

/**
 * Reads a saved text back: parse, machine, version with its migrations, context, legal state.
 * Throws an `envelope.*` error that names what is wrong; it never gives back a half-alive registration. Throws
 * `argument.invalid` for the machine; whatever the text is, it is an `envelope.*`.
 */
export function decode(machine: AnyStateMachine, text: string): Envelope {
  chartOf(machine);
  return accept(machine, readEnvelope(text));
}

/** What was read as an envelope as this version of the machine has it. Throws as `decode` does. */
export function accept(machine: AnyStateMachine, read: Envelope): Envelope {
  const details = { machine: read.machine, version: read.version };
  if (read.machine !== machine.id) throw new Failure(envelopeMachineUnknown, { details });
  const version = versionOf(machine);
  const saved = migrated(read, read.version, version);
  if (saved === null) throw new Failure(envelopeVersionUnknown, { details });
  const context = checkedContext(machine, saved.context, ['context']);
  if (!context.ok)
    throw new Failure(envelopeContextInvalid, {
      details: { issues: withoutParams(context.issues) },
    });
  const { isBusy, isInPassing } = known(saved.value, () => standing(machine, saved.value));
  if (read.pending.length > 0 || isBusy) throw new Failure(envelopeNotAtRest);
  if (isInPassing) throw new Failure(envelopeStateUnknown, { details: { value: saved.value } });
  return { ...read, version, value: saved.value, context: context.value };
}

/** What a text says as JSON. Throws a `SyntaxError` that does not quote the text, which may hold personal data. */
export function readJson(text: string, read: (text: string) => unknown = JSON.parse): unknown {
  try {
    return read(text);
  } catch {
    throw new SyntaxError('The text is not JSON.');
  }
}

/** A saved text as an envelope, whatever machine it belongs to. Throws `envelope.malformed`. */
export function readEnvelope(text: string): Envelope {
  let value: unknown;
  try {
    value = readJson(text, readSaved);
  } catch (cause) {
    throw new Failure(envelopeMalformed, { cause });
  }
  const parsed = parse(envelopeSchema, value);
  if (parsed.ok) return parsed.value;
  throw new Failure(envelopeMalformed, {
    details: { issues: withoutParams(parsed.issues) },
  });
}

/** The version under which a machine's registrations are saved. */
export function versionOf(machine: AnyStateMachine): string {
  return machine.version ?? '1';
}

/**
 * The snapshot an envelope stands for. What it remembers is not checked: `decode` does that. Throws `argument.invalid`, and
 * `envelope.stateUnknown` if the machine has no such state.
 */
export function snapshotOf<M extends AnyStateMachine>(
  machine: M,
  envelope: Pick<Envelope, 'value' | 'context'>,
): SnapshotFrom<M> {
  return onArguments(
    () => ({ machine: [machineArgument, machine], envelope: [snapshotPart, envelope] }),
    () => {
      const { value, context } = envelope;
      chartOf(machine);
      if (typeof context !== 'object' || context === null) throw wrongArgument('envelope');
      return known(value, () => resolved(machine, value, context)) as SnapshotFrom<M>;
    },
  );
}

const snapshotPart = z.looseObject(z.pick(envelopeSchema, { value: true, context: true }).shape);

/** What a machine has of a state. Throws `envelope.stateUnknown` if it has no such state. */
function known<T>(value: StateValue, found: () => T): T {
  try {
    return found();
  } catch (cause) {
    throw new Failure(envelopeStateUnknown, { cause, details: { value } });
  }
}
