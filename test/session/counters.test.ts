import { afterEach, describe, expect, it, vi } from 'vitest';
import { decode, encode } from '../../src/session/envelope.js';
import { step } from '../../src/session/step.js';
import { chartOf } from '../../src/snapshot.js';
import { collect } from '../support/garbage.js';
import { Desk } from './desk.js';
import { type Moment, momentsOfAll } from './players.js';
import { people } from './scenarios.js';

const moments = await momentsOfAll();

const manners: readonly [name: string, change: (act: Moment['act']) => object][] = [
  ['as it is', (act) => act],
  ['with a key too many', (act) => ({ ...act, surplus: 1 })],
  ['without a time', ({ at: _, ...act }) => act],
  ['by someone who may not', (act) => ({ ...act, by: people.member })],
];

afterEach(() => vi.restoreAllMocks());

describe('P4 one event, from saved text to saved text', () => {
  it.each(manners)('%s is parsed once, and so is the text; no context is made anew', (_, change) => {
    expect(moments.length).toBeGreaterThan(100);
    for (const { scenario, before, act } of moments) {
      const { machine } = scenario;
      const text = encode(before);
      const sayable = chartOf(machine).vocabulary[act.type];
      if (sayable === undefined || typeof machine.config.context !== 'function') return expect.unreachable();
      // zod writes the code for a schema when it is first used; a policy is known from the second time on.
      for (const _ of ['first', 'second']) step(machine, decode(machine, text), change(act));
      const counters = {
        events: vi.spyOn(sayable.schema._zod, 'run'),
        contexts: vi.spyOn(machine.config as { context: () => unknown }, 'context'),
        parses: vi.spyOn(JSON, 'parse'),
        writes: vi.spyOn(JSON, 'stringify'),
      };
      const { envelope, calls } = step(machine, decode(machine, text), change(act));
      if (calls.length === 0) encode(envelope);
      const counted = Object.entries(counters).map(([name, { mock }]) => [name, mock.calls.length]);
      vi.restoreAllMocks();
      const writes = calls.length === 0 ? 1 : 0;
      expect([act.type, Object.fromEntries(counted)]).toEqual([
        act.type,
        { events: 1, contexts: 0, parses: 1, writes },
      ]);
    }
  });
});

describe('P8 100,000 types of event nobody knows', () => {
  /** Bytes by which the heap grows. */
  async function growth(work: (place: number) => unknown): Promise<number> {
    for (let place = 0; place < 2000; place += 1) await work(-place);
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let place = 0; place < 100_000; place += 1) await work(place);
    collect();
    return process.memoryUsage().heapUsed - before;
  }

  it('leave less than 1 MiB in the heap at the door of a step', async () => {
    const [{ scenario, before } = {} as never] = moments;
    const grown = await growth((place) =>
      step(scenario.machine, before, { type: `unknown.${place}`, at: before.at, by: people.applicant }),
    );
    expect(grown).toBeLessThan(2 ** 20);
  });

  it('leave less than 1 MiB in the heap at the door of a session', async () => {
    const session = await new Desk().open();
    const grown = await growth((place) => session.receive({ type: `unknown.${place}` }));
    expect(grown).toBeLessThan(2 ** 20);
  });
});
