import { grounds } from '../explore/grounds.js';
import { invariants, type Verdict } from '../explore/invariants.js';
import { worldInvariants } from '../explore/worldInvariants.js';
import { played, playing } from '../explore/worldPlay.js';
import { worlds } from '../explore/worlds.js';

/**
 * Goes through everything every ground allows, of one registration and of several in one world, and looks at each invariant
 * there; ends with one line of JSON.
 */
const went = [...grounds.values()].map((go) => {
  const ground = go();
  const { name, machine, policy, exploration } = ground;
  const { states, edges, refusals } = exploration;
  console.error(`${name}: ${states.length} states`);
  const sizes = { states: states.length, steps: edges.length, refusals: refusals.length };
  return { ground, figures: { name, machine: machine.id, site: policy.site, ...sizes } };
});
const gone = [...worlds.values()].map((go) => {
  const ground = go();
  const { name, machine, policy, exploration, options } = ground;
  const { states, edges, refusals } = exploration;
  console.error(`${name}: ${states.length} states`);
  const sizes = { states: states.length, steps: edges.length, refusals: refusals.length };
  const registrations = options.registrations.length;
  return { ground, figures: { name, machine: machine.id, site: policy.site, registrations, ...sizes } };
});

function summed(name: string, verdicts: readonly Verdict[]) {
  const checked = verdicts.reduce((sum, verdict) => sum + verdict.checked, 0);
  const broken = verdicts.reduce((sum, verdict) => sum + verdict.broken.length, 0);
  console.error(`${name}: ${checked} checked, ${broken} broken`);
  return { name, checked, broken };
}

const looked = Object.entries(invariants).map(([name, invariant]) =>
  summed(
    name,
    went.map(({ ground }) => invariant(ground)),
  ),
);
const lookedAtWorld = Object.entries(worldInvariants).map(([name, invariant]) =>
  summed(
    name,
    gone.map(({ ground }) => invariant(ground)),
  ),
);
const routes: Verdict[] = [];
for (const { ground } of gone) routes.push(await played(ground, 60));
const world = {
  grounds: gone.map(({ figures }) => figures),
  invariants: [...lookedAtWorld, summed(playing, routes)],
};
const explored = { grounds: went.map(({ figures }) => figures), invariants: looked, world };
console.log(JSON.stringify({ explored }));
process.exitCode = [...looked, ...world.invariants].some(({ broken }) => broken > 0) ? 1 : 0;
