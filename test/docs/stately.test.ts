import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, createMachine } from 'xstate';
import { machinesByName } from '../../docs/charts.js';
import { configOf, configs } from '../../docs/configs.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { grounds } from '../explore/grounds.js';

const folder = fileURLToPath(new URL('../../docs/', import.meta.url));

/** A machine made again from its JSON, with its implementations by name; the context comes from the code, as data is not in a chart. */
function loaded(original: AnyStateMachine, text: string): AnyStateMachine {
  const { config, schemas, implementations } = original;
  const read: unknown = JSON.parse(text);
  return createMachine({ ...Object(read), schemas, context: config.context }).provide(implementations as never);
}

describe('the configs for Stately Studio', () => {
  for (const [path, text] of configs()) {
    it(`docs/${path} is the machine as it is now; if not: npm run export:stately`, () => {
      expect(readFileSync(`${folder}${path}`, 'utf8')).toBe(text);
    });
  }

  it('are all written by the command', () => {
    expect(readdirSync(`${folder}stately`).sort()).toEqual([...configs().keys()].map((path) => path.slice(8)).sort());
  });

  it('are not written where a guard without a name would be lost', () => {
    const inline = createMachine({ id: 'inline', on: { go: { guard: () => true } } });
    expect(() => configOf(inline)).toThrow('guard is a function without a name.');
  });

  it.each([
    'signup intl',
    'wizard intl',
    'review generous',
    'enrollment with a path',
    'association intl',
    'path software',
    'program reseller',
    'associating intl',
  ])('%s: the machine made again from its JSON comes to the same states by the same steps', (name) => {
    const ground = grounds.get(name)?.();
    const go = grounds.get(name);
    if (ground === undefined || go === undefined) throw new Error(`There is no ground ${name}.`);
    const id = Object.keys(machinesByName).find((key) => key === ground.machine.id);
    const again = go(loaded(ground.machine, configs().get(`stately/${id}.json`) ?? ''));
    expect(again.exploration.states.length).toBeGreaterThan(3);
    expect(again.exploration.states.map(({ key }) => key)).toEqual(ground.exploration.states.map(({ key }) => key));
    expect(again.exploration.edges.map(stepOf)).toEqual(ground.exploration.edges.map(stepOf));
  });

  it('shows a machine that differs from its JSON', () => {
    const text = configOf(reviewMachine).replace('"guard": "hasReason"', '"guard": "mayGiveUp"');
    const go = grounds.get('review generous');
    const [one, other] = [go?.(), go?.(loaded(reviewMachine, text))];
    expect(other?.exploration.edges.map(stepOf)).not.toEqual(one?.exploration.edges.map(stepOf));
  });
});

function stepOf({
  from,
  to,
  event,
  kind,
}: {
  from: { key: string };
  to: { key: string };
  event: { type: string };
  kind: string;
}) {
  return `${from.key} ${kind} ${event.type} ${to.key}`;
}
