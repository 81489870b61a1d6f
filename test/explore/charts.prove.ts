import type { AnyStateMachine } from 'xstate';
import { expectations } from './expectations.js';
import { type Going, grounds } from './grounds.js';
import { invariants } from './invariants.js';
import { mutantsOf } from './mutants.js';

/** Drops each arrow of each chart, its guard, its target, its actions: the page of expectations or an invariant must tell. */
const asked = process.argv.slice(2);
const byMachine = new Map<AnyStateMachine, Going[]>();
for (const go of grounds.values()) {
  const { machine } = go();
  byMachine.set(machine, [...(byMachine.get(machine) ?? []), go]);
}

/** Of the whole road only its own arrows: those of its charts are changed in the charts themselves. */
const ownOfRoad = (name: string) =>
  /^registration( |\.(starting|choosingRoad)\b|\.\w+ (onDone|on registration\.))/.test(name);

function tells(machine: AnyStateMachine, goings: readonly Going[], page: string): boolean {
  try {
    const gone = goings.map((go) => go(machine));
    if (expectations(gone) !== page) return true;
    return gone.some((ground) => Object.values(invariants).some((invariant) => invariant(ground).broken.length > 0));
  } catch {
    return true;
  }
}

const summary: Record<string, { mutants: number; survivors: string[] }> = {};
for (const [machine, goings] of byMachine) {
  if (asked.length > 0 && !asked.includes(machine.id)) continue;
  const page = expectations(goings.map((go) => go()));
  const mutants = mutantsOf(machine, machine.id === 'registration' ? ownOfRoad : undefined);
  const survivors = mutants.filter((mutant) => !tells(mutant.machine, goings, page)).map(({ name }) => name);
  summary[machine.id] = { mutants: mutants.length, survivors };
  console.error(`${machine.id}: ${mutants.length - survivors.length} of ${mutants.length} told`);
  for (const survivor of survivors) console.error(`  not told: ${survivor}`);
}
console.log(JSON.stringify({ charts: summary }));
