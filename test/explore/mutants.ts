import { type AnyStateMachine, StateMachine } from 'xstate';

/** A chart with one thing changed, and what that is. */
export interface Mutant {
  readonly name: string;
  readonly machine: AnyStateMachine;
}

type Arrow = Record<string, unknown>;
type Config = Record<string, unknown>;

/** A place of a config where arrows stand: all of one event, of `always`, or of what a port answers. */
interface Quiver {
  readonly name: string;
  readonly holder: Config;
  readonly key: string;
}

/** What may be wrong with an arrow, and the part it then lacks; null: there is no arrow. */
const changes: Readonly<Record<string, string | null>> = {
  'is gone': null,
  'has no guard': 'guard',
  'leads nowhere': 'target',
  'does nothing': 'actions',
};

/** Every chart that differs from a machine in one arrow: dropped, unguarded, without its target or without its actions. */
export function mutantsOf(machine: AnyStateMachine, isMutated: (path: string) => boolean = () => true): Mutant[] {
  const total = quiversIn(machine.config as unknown as Config, machine.id).length;
  return Array.from({ length: total }, (_, place) => place).flatMap((place) => {
    const { name, holder, key } = quiverAt(machine, place).quiver;
    if (!isMutated(name)) return [];
    return arrowsOf(holder[key]).flatMap((arrow, index) =>
      Object.entries(changes).flatMap(([change, part]) => {
        if (part !== null && arrow[part] === undefined) return [];
        const { config, quiver } = quiverAt(machine, place);
        const arrows = arrowsOf(quiver.holder[quiver.key]);
        if (part === null) arrows.splice(index, 1);
        else delete arrows[index]?.[part];
        quiver.holder[quiver.key] = arrows;
        const mutant = new StateMachine(config as never, machine.implementations as never) as AnyStateMachine;
        return { name: `${name} ${index + 1} ${change}`, machine: mutant };
      }),
    );
  });
}

function quiverAt(machine: AnyStateMachine, place: number): { readonly config: Config; readonly quiver: Quiver } {
  const config = copied(machine.config) as Config;
  const quiver = quiversIn(config, machine.id)[place];
  if (quiver === undefined) throw new RangeError('There is no such arrow.');
  return { config, quiver };
}

function quiversIn(node: Config, path: string): Quiver[] {
  const found: Quiver[] = [];
  for (const type of Object.keys(partOf(node, 'on')))
    found.push({ name: `${path} on ${type}`, holder: partOf(node, 'on'), key: type });
  for (const key of ['always', 'onDone'])
    if (node[key] !== undefined) found.push({ name: `${path} ${key}`, holder: node, key });
  for (const call of listOf(node['invoke']) as Config[])
    for (const key of ['onDone', 'onError'])
      if (call[key] !== undefined) found.push({ name: `${path} ${String(call['id'])} ${key}`, holder: call, key });
  const inner = partOf(node, 'states') as Record<string, Config>;
  return [...found, ...Object.entries(inner).flatMap(([name, state]) => quiversIn(state, `${path}.${name}`))];
}

function partOf(node: Config, key: string): Config {
  return (node[key] ?? {}) as Config;
}

function listOf(value: unknown): unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function arrowsOf(value: unknown): Arrow[] {
  return listOf(value).map((each) => (typeof each === 'string' ? { target: each } : { ...(each as Arrow) }));
}

function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, key === 'schemas' ? part : copied(part)]));
}
