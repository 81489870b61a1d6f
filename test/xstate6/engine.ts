import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AnyActorLogic, AnyEventObject, StateValue } from 'xstate';

/** As much of XState 6 as is used here, told in this file because only the proof installs it. */
export interface XState6 {
  createMachine(config: object): Machine6;
  createAsyncLogic(logic: { readonly run: (args: object) => unknown }): object;
  createActor(logic: Machine6 | AnyActorLogic, options?: object): Actor6;
  initialTransition(machine: Machine6, input: unknown): Turn6;
  transition(machine: Machine6, snapshot: Snapshot6, event: AnyEventObject): Turn6;
}

/** A machine of XState 6. */
export interface Machine6 {
  resolveState(from: { readonly value: StateValue; readonly context: object }): Snapshot6;
}

/** Where a machine of XState 6 is. */
export interface Snapshot6 {
  readonly value: StateValue;
  readonly context: object;
  readonly status: string;
  readonly tags: ReadonlySet<string>;
}

/** What an event makes of a snapshot, and what is to be carried out. */
export type Turn6 = readonly [Snapshot6, readonly Effect6[]];

/** An announcement, a call that begins, or something of no account here. */
export interface Effect6 {
  readonly kind: string;
  readonly type?: string;
  readonly event?: unknown;
  readonly id?: string;
  readonly src?: string;
  readonly input?: unknown;
}

/** A live actor of XState 6. */
export interface Actor6 {
  start(): void;
  stop(): void;
  subscribe(observer: { readonly error: (error: unknown) => void }): void;
  getSnapshot(): { readonly status: string; readonly error?: unknown };
}

/** The XState that is installed in a folder. */
export function xstateIn(folder: string): XState6 {
  return createRequire(join(folder, 'index.js'))('xstate');
}

/** An event as XState 6 takes it: which actor ended is no longer in its type. */
export function eventOf6(event: AnyEventObject): AnyEventObject {
  const [type] = /^xstate\.(?:done|error)\.actor(?=\.)/.exec(event.type) ?? [event.type];
  return { ...event, type };
}
