import type { AnyStateMachine } from 'xstate';
import { type Going, type Ground, grounds } from './grounds.js';
import { invariants } from './invariants.js';
import { markOf } from './marks.js';
import { mutantsOf } from './mutants.js';

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

const summary: Record<string, { mutants: number; survivors: string[] }> = {};
for (const [machine, goings] of byMachine) {
  if (asked.length > 0 && !asked.includes(machine.id)) continue;
  const marks = goings.map((go) => JSON.stringify(markOf(go())));
  const mutants = mutantsOf(machine, machine.id === 'registration' ? ownOfRoad : undefined);
  const survivors = mutants.filter((mutant) => !tells(mutant.machine, goings, marks)).map(({ name }) => name);
  summary[machine.id] = { mutants: mutants.length, survivors };
  console.error(`${machine.id}: ${mutants.length - survivors.length} of ${mutants.length} told`);
  for (const survivor of survivors) console.error(`  not told: ${survivor}`);
}
console.log(JSON.stringify({ charts: summary }));
