import { grounds } from '../explore/grounds.js';
import { invariants } from '../explore/invariants.js';

/** Goes through everything every ground allows and looks at each invariant there; ends with one line of JSON. */
const went = [...grounds.values()].map((go) => {
  const ground = go();
  const { name, machine, policy, exploration } = ground;
  console.error(`${name}: ${exploration.states.length} states`);
  return {
    ground,
    figures: {
      name,
      machine: machine.id,
      site: policy.site,
      states: exploration.states.length,
      steps: exploration.edges.length,
      refusals: exploration.refusals.length,
    },
  };
});
const looked = Object.entries(invariants).map(([name, invariant]) => {
  const verdicts = went.map(({ ground }) => invariant(ground));
  const checked = verdicts.reduce((sum, verdict) => sum + verdict.checked, 0);
  const broken = verdicts.reduce((sum, verdict) => sum + verdict.broken.length, 0);
  console.error(`${name}: ${checked} checked, ${broken} broken`);
  return { name, checked, broken };
});
console.log(JSON.stringify({ explored: { grounds: went.map(({ figures }) => figures), invariants: looked } }));
process.exitCode = looked.some(({ broken }) => broken > 0) ? 1 : 0;
