import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import type { CallOptions } from '../../src/ports.js';
import { deliver } from '../../src/session/deliver.js';
import { runDueDeadlines } from '../../src/session/due.js';
import { snapshotAt, verifyJournal } from '../../src/session/journal.js';
import { settle, start, step } from '../../src/session/step.js';
import { memoryStorage } from '../../src/storage/memory.js';
import type { StorageAdapter } from '../../src/storage/port.js';
import { collect } from '../support/garbage.js';
import { actOf, type Play, playLine, playOf, sessionOn } from './players.js';
import { type Scenario, scenarios } from './scenarios.js';

/** Something of a registration that must be gone, and where it was seen. */
type Trace = readonly [name: string, held: WeakRef<object>];

/** Every object a context is made of, but for the policy: that is the host's, and known to many registrations. */
function tracesOf(name: string, { policy: _, ...context }: Readonly<Record<string, unknown>>): Trace[] {
  return Object.entries(context).flatMap(([key, slice]) => within(`${name} ${key}`, slice));
}

function within(name: string, value: unknown): Trace[] {
  if (typeof value !== 'object' || value === null || shared.has(value)) return [];
  const inner = Object.entries(value).flatMap(([key, each]) => within(`${name}.${key}`, each));
  return [[name, new WeakRef(value)], ...inner];
}

/** What every new registration has in common, such as the account nobody knows anything of yet. */
const shared = new WeakSet<object>();

function share(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  shared.add(value);
  for (const each of Object.values(value)) share(each);
}

/** What is still held when the garbage was taken out, at most this often. */
async function remainsOf(traces: readonly Trace[]): Promise<string[]> {
  let left = traces;
  for (let turn = 0; turn < 20 && left.length > 0; turn += 1) {
    await new Promise(setImmediate);
    collect();
    left = left.filter(([, held]) => held.deref() !== undefined);
  }
  return left.map(([name]) => name);
}

const key = 'lantern';

/** Plays a scenario to its end in a session, and tells what it was made of. */
async function played(scenario: Scenario, play: Play, storage: StorageAdapter): Promise<Trace[]> {
  const traces: Trace[] = [];
  const session = await sessionOn({ ...play, ports: watched(play.ports, traces) }, storage);
  traces.push(...tracesOf('at first', session.snapshot.context));
  const player = { say: (event: unknown) => session.receive(event), tick: () => session.tick() };
  for (const [place, line] of scenario.lines.entries()) {
    await playLine(player as never, play, line);
    traces.push(...tracesOf(`after line ${place + 1}`, session.snapshot.context));
  }
  await session.close();
  return traces;
}

/** Ports that listen to their signals, as a host's do. */
function watched(ports: Play['ports'], traces: Trace[]): Play['ports'] {
  const entries = Object.entries(ports).map(([port, answer]) => [
    port,
    async (asked: object, options: CallOptions) => {
      options.signal.addEventListener('abort', () => void asked);
      const answered = await (answer as (asked: object, options: CallOptions) => unknown)(asked, options);
      traces.push([`asked of ${port}`, new WeakRef(asked)], [`signal of ${port}`, new WeakRef(options.signal)]);
      return answered;
    },
  ]);
  return Object.fromEntries(entries);
}

/** Plays a scenario twice, each registration erased in the end; in between, what a host does with what is saved. */
async function livedAndErased(scenario: Scenario): Promise<Trace[]> {
  const traces: Trace[] = [];
  for (const turn of [1, 2]) {
    const storage = memoryStorage();
    const play = playOf(scenario);
    traces.push(...(await played(scenario, play, storage)).map(([name, held]): Trace => [`${turn}: ${name}`, held]));
    const { machine, ports, clock } = play;
    await deliver(storage, (message) => void traces.push([`${turn}: message`, new WeakRef(message)]), clock.now);
    await runDueDeadlines(storage, '2099-01-01T00:00:00.000Z', { machine, ports });
    await verifyJournal(storage, key);
    traces.push(...tracesOf(`${turn}: long ago`, (await snapshotAt(machine, storage, key, 1)).context));
    await storage.remove(key, clock.now);
  }
  return traces;
}

describe('E5 nothing of a registration outlives its erasure in memory', () => {
  for (const { machine, input } of scenarios) share(start(machine, input, '2026-01-05T08:00:00.000Z').envelope.context);

  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    'neither of the first nor of the last one that was played: %s',
    async (_, scenario) => {
      const traces = await livedAndErased(scenario);
      expect(traces.length).toBeGreaterThan(10);
      expect(await remainsOf(traces)).toEqual([]);
    },
  );

  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    'nor what a pure step was given and asked for, secrets among it: %s',
    async (_, scenario) => {
      expect(await remainsOf(stepped(scenario))).toEqual([]);
    },
  );
});

/** Says each line as a pure step, every call failing, and tells what each step was made of. */
function stepped(scenario: Scenario): Trace[] {
  const { machine, clock }: { machine: AnyStateMachine; clock: Play['clock'] } = playOf(scenario);
  let result = start(machine, scenario.input, clock.now);
  const traces: Trace[] = [];
  for (const line of scenario.lines) {
    const act = actOf(machine, line, clock.now);
    if (act === null) continue;
    for (let call = result.calls[0]; call !== undefined; call = result.calls[0]) {
      traces.push(...within(`asked of ${call.port}`, call.input));
      result = settle(machine, result.envelope, call, { at: clock.now, error: null });
    }
    result = step(machine, result.envelope, act);
    traces.push([`event ${act.type}`, new WeakRef(act)], ...tracesOf(act.type, result.envelope.context));
  }
  return traces;
}
