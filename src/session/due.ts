import type { AnyStateMachine } from 'xstate';
import * as z from 'zod/mini';
import { machineArgument } from '../arguments.chart.js';
import { amount, anyTime, assertArguments, record } from '../arguments.js';
import { type ErrorCode, isRegistrationError } from '../errors.js';
import type { RegistrationPorts } from '../registration/registration.ports.js';
import { type StorageAdapter, storageSchema } from '../storage/port.js';
import { after } from '../time.js';
import { type CallSettings, callSettings } from './connect.js';
import { openSession } from './session.js';

/** How due deadlines are carried out. */
export interface DueOptions extends Omit<CallSettings, 'clock'> {
  readonly machine: AnyStateMachine;
  readonly ports: Partial<RegistrationPorts>;
  /**
   * After how many registrations it answers; 1,000 by default. Only those for which something was carried out count,
   * so that one that fails each time keeps nobody waiting.
   */
  readonly limit?: number | undefined;
}

const dueOptions = z.extend(z.omit(callSettings, { clock: true }), {
  machine: machineArgument,
  ports: record,
  limit: z.optional(amount),
});

/** What became of the registrations that were due. */
export interface DueReport {
  /** Deadlines carried out. */
  readonly fired: number;
  /** Registrations somebody else was working on, or has erased since. */
  readonly left: number;
  /** Registrations that could not be opened or saved, with the error; they are found again next time. */
  readonly failed: readonly { readonly key: string; readonly error: unknown }[];
}

const leaving: readonly ErrorCode[] = ['storage.conflict', 'storage.erased', 'session.notFound'];

/**
 * Carries out every deadline that has come, for a scheduler to call every minute or so. Two servers may do so at once:
 * each deadline is carried out once. Registrations of another machine are left alone. `now` is ISO 8601 UTC.
 * Throws `argument.invalid`, and `storage.*` if what is due cannot be found.
 */
export async function runDueDeadlines(storage: StorageAdapter, now: string, options: DueOptions): Promise<DueReport> {
  assertArguments({ storage: [storageSchema, storage], now: [anyTime, now], options: [dueOptions, options] });
  const { machine, ports, limit = 1000, portTimeout, onPortError } = options;
  const at = after(now, {});
  const opening = { machine, storage, ports, portTimeout, onPortError, clock: () => at };
  const failed: { key: string; error: unknown }[] = [];
  const moved = new Set<string>();
  let fired = 0;
  let left = 0;
  let cursor: string | undefined;

  async function run(key: string): Promise<void> {
    const session = await openSession({ ...opening, key });
    session.subscribe(() => {
      moved.add(key);
      fired += 1;
    });
    await session.tick();
    await session.close();
  }

  do {
    const page = await storage.find({ deadlineBy: at, limit: 100, cursor });
    for (const { key } of page.rows) {
      if (moved.size >= limit) return { fired, left, failed };
      try {
        await run(key);
      } catch (error) {
        if (leaving.some((code) => isRegistrationError(error, code))) left += 1;
        else if (!isRegistrationError(error, 'envelope.machineUnknown')) failed.push({ key, error });
      }
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return { fired, left, failed };
}
