import { createHash } from 'node:crypto';
import type { Actor } from '../../src/events.js';
import type { CallOptions } from '../../src/ports.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import type { RegistrationPorts } from '../../src/registration/registration.ports.js';
import type { RegistrationInput } from '../../src/registration/registration.schema.js';
import { openSession, type Session } from '../../src/session/session.js';
import type { Message, StorageAdapter } from '../../src/storage/port.js';
import { willingPorts } from '../support/ports.js';

/** One act of a road: what is said, when and by whom, or that what is due then is carried out. */
interface Step {
  readonly event: { readonly type: string };
  readonly by: Actor;
  readonly at: string;
  readonly isDue: boolean;
}

/** What the outside world answered. */
export type Answer = { readonly value: unknown } | { readonly error: string };

/**
 * A registration from its start to its end as plain JSON. Whoever travels it, and wherever they are interrupted, the
 * outside world answers the same question the same, so each revision has one text that is right.
 */
export interface Road {
  readonly name: string;
  readonly input: RegistrationInput;
  readonly begins: string;
  /** The step at place `n` leads from revision `n + 1` to the one after. */
  readonly steps: readonly Step[];
  readonly answers: Readonly<Record<string, Answer>>;
  /** SHA-256 of the envelope by revision; nothing at 0. */
  readonly texts: readonly string[];
  /** What the whole road announces. */
  readonly messages: readonly Pick<Message, 'revision' | 'type' | 'text'>[];
}

/** `drive`: each registration to its end. `erase`: each a part of the way, and then it is erased. */
export type Task = 'drive' | 'erase';

/** The key of a registration. */
export const keyOf = (task: Task, number: number): string => `${task} ${number}`;

/** Which road a registration takes. */
export function roadOf(roads: readonly Road[], number: number): Road {
  const road = roads[number % roads.length];
  if (road === undefined) throw new RangeError('There are no roads');
  return road;
}

/** The revision at the end of a road. */
export const lengthOf = ({ steps }: Road): number => steps.length + 1;

/** Every fourth act comes without a command id. */
export function commandOf({ steps }: Pick<Road, 'steps'>, revision: number): string | undefined {
  return revision < 2 || revision % 4 === 0 || steps[revision - 2]?.isDue ? undefined : `command ${revision}`;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A session on a road. */
export interface Travel {
  readonly session: Session<typeof registrationMachine>;
  /** Takes the step that leads from the revision given, by default the one in hand; answers the revision it made. */
  take(from?: number): Promise<number>;
}

/** Opens a registration at the place of its road where it is, and may begin it if it is new. */
export async function travel(
  road: Omit<Road, 'texts' | 'messages'>,
  storage: StorageAdapter,
  key: string,
  isNew: boolean,
  ports: RegistrationPorts = replayed(road, key),
): Promise<Travel> {
  let at = road.begins;
  const input = isNew ? { input: road.input } : {};
  const session = await openSession({ machine: registrationMachine, key, storage, ports, clock: () => at, ...input });
  return {
    session,
    async take(from = session.revision) {
      const step = road.steps[from - 1];
      if (step === undefined) throw new Error(`${key} is at its end, ${from}`);
      ({ at } = step);
      if (step.isDue) {
        await session.tick();
        return session.revision;
      }
      const commandId = commandOf(road, from + 1);
      const { status, revision, issues } = await session.receive(step.event, {
        by: step.by,
        ...(commandId === undefined ? {} : { commandId }),
      });
      if (status === 'saved') return revision;
      throw new Error(`${key}: ${step.event.type} after ${from} is ${status}: ${JSON.stringify(issues)}`);
    },
  };
}

/** A port, whichever it is. */
export type AnyPort = (input: unknown, options: CallOptions) => unknown;

/** Ports that answer from notes; nobody may ask what was not asked before. */
function replayed({ answers }: Pick<Road, 'answers'>, key: string): RegistrationPorts {
  const answer: AnyPort = (_, { idempotencyKey }) => {
    const found = answers[idempotencyKey.slice(key.length)];
    if (found === undefined) throw new Error(`Nobody asked this before: ${idempotencyKey}`);
    if ('error' in found) throw new Error(found.error);
    return found.value;
  };
  const replaying = Object.keys(willingPorts).map((name) => [name, answer]);
  return Object.fromEntries(replaying);
}
