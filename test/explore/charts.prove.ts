import type { AnyStateMachine } from 'xstate';
import * as z from 'zod';
import explanations from './charts.survivors.json' with { type: 'json' };
import { type Going, type Ground, grounds } from './grounds.js';
import { invariants } from './invariants.js';
import { markOf } from './marks.js';
import { mutantsOf } from './mutants.js';

const explained = new Map(
  z
    .array(z.strictObject({ why: z.string().min(1), names: z.array(z.string()) }))
    .parse(explanations)
    .flatMap(({ why, names }) => names.map((name) => [name, why] as const)),
);

/** Drops each arrow of each chart, its guard, its target, its actions: the marks of its grounds or an invariant must tell. */
const asked = process.argv.slice(2);
const byMachine = new Map<AnyStateMachine, Going[]>();
for (const go of grounds.values()) {
  const { machine } = go();
  byMachine.set(machine, [...(byMachine.get(machine) ?? []), go]);
}

/** Of the whole road only its own arrows: those of its charts are changed in the charts themselves. */
const ownOfRoad = (name: string) =>
  /^registration( |\.(starting|choosingRoad)\b|\.\w+ (onDone|on registration\.))/.test(name);

function tells(machine: AnyStateMachine, goings: readonly Going[], marks: readonly string[]): boolean {
  try {
    const gone: Ground[] = [];
    for (const [place, go] of goings.entries()) {
      const ground = go(machine);
      if (JSON.stringify(markOf(ground)) !== marks[place]) return true;
      gone.push(ground);
    }
    return gone.some((ground) => Object.values(invariants).some((invariant) => invariant(ground).broken.length > 0));
  } catch {
    return true;
  }
}

interface Told {
  readonly mutants: number;
  readonly survivors: readonly { readonly name: string; readonly why: string }[];
}

const summary: Record<string, Told> = {};
const survivors = new Set<string>();
for (const [machine, goings] of byMachine) {
  if (asked.length > 0 && !asked.includes(machine.id)) continue;
  const marks = goings.map((go) => JSON.stringify(markOf(go())));
  const mutants = mutantsOf(machine, machine.id === 'registration' ? ownOfRoad : undefined);
  const silent = mutants.filter((mutant) => !tells(mutant.machine, goings, marks)).map(({ name }) => name);
  for (const name of silent) survivors.add(name);
  summary[machine.id] = {
    mutants: mutants.length,
    survivors: silent.map((name) => ({ name, why: explained.get(name) ?? '' })),
  };
  console.error(`${machine.id}: ${mutants.length - silent.length} of ${mutants.length} told`);
}
const unexplained = [...survivors].filter((name) => !explained.has(name));
const outdated = asked.length > 0 ? [] : [...explained.keys()].filter((name) => !survivors.has(name));
for (const name of unexplained) console.error(`not told, and nothing says why: ${name}`);
for (const name of outdated) console.error(`explained, but told: ${name}`);
console.log(JSON.stringify({ charts: summary }));
process.exitCode = unexplained.length + outdated.length === 0 ? 0 : 1;
