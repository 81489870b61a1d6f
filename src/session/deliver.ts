import * as z from 'zod/mini';
import { timeOf } from '../arguments.chart.js';
import { amount, anyTime, assertArguments, callable, seconds } from '../arguments.js';
import { type Message, type StorageAdapter, storageSchema } from '../storage/port.js';
import { after, isReached } from '../time.js';
import { systemClock } from './connect.js';
import { randomId } from './runtime.js';

/** How messages are delivered. */
export interface DeliverOptions {
  /** Who delivers; another worker has another name. By default a name of its own for each call. */
  readonly owner?: string | undefined;
  /** How long, in seconds, no other worker takes what this one took; 60 by default. What is not begun by then is left. */
  readonly leaseSeconds?: number | undefined;
  /** How many messages are taken at most; 100 by default. */
  readonly limit?: number | undefined;
  /** Tells how long the handlers take, ISO 8601 UTC; the computer's by default. */
  readonly clock?: (() => string) | undefined;
}

const deliverOptions = z.object({
  owner: z.optional(z.string().check(z.minLength(1))),
  leaseSeconds: z.optional(seconds),
  limit: z.optional(amount),
  clock: z.optional(callable),
});

/** What became of the messages that were taken. */
export interface DeliverReport {
  readonly delivered: number;
  /** Messages whose handler failed, with the error; they come again when the lease is over. */
  readonly failed: readonly { readonly message: Message; readonly error: unknown }[];
  /**
   * Messages that were taken and not handed over: behind one that failed, or no time was left. They come again when the
   * lease is over, save those of a registration that was erased meanwhile.
   */
  readonly left: number;
}

/**
 * Hands waiting messages to a handler, one after another, each at least once: a worker that dies is taken over when its
 * lease is over, so the handler looks at `message.id` to know a message it has had. `now` is ISO 8601 UTC.
 * The messages of a registration come in order, whichever worker takes them, and none after one that failed until that
 * one's lease is over. Nothing comes of a registration that was erased. Throws `argument.invalid`, and `storage.*` if nothing could be taken.
 */
export async function deliver(
  storage: StorageAdapter,
  handler: (message: Message) => Promise<void> | void,
  now: string,
  options: DeliverOptions = {},
): Promise<DeliverReport> {
  assertArguments({
    storage: [storageSchema, storage],
    handler: [callable, handler],
    now: [anyTime, now],
    options: [deliverOptions, options],
  });
  const { owner = randomId(), leaseSeconds = 60, limit = 100, clock = systemClock } = options;
  const end = after(timeOf(clock), { seconds: leaseSeconds });
  const messages = await storage.claim({ owner, at: after(now, {}), leaseSeconds, limit });
  const failed: { message: Message; error: unknown }[] = [];
  let delivered = 0;
  for (const message of messages) {
    if (isReached(timeOf(clock), end)) break;
    if (failed.some((earlier) => earlier.message.key === message.key)) continue;
    try {
      if ((await storage.read(message.key)) === null) continue;
      await handler(message);
      await storage.acknowledge([message.id], owner);
      delivered += 1;
    } catch (error) {
      failed.push({ message, error });
    }
  }
  return { delivered, failed, left: messages.length - delivered - failed.length };
}
