/** Something that is promised in figures. */
export interface Goal {
  /** The goal's short name, for example `P1`; several figures may belong to one. */
  readonly id: string;
  readonly says: string;
  readonly bound: 'at most' | 'at least';
  readonly limit: number;
  /** What the figures count: `x` for a ratio, otherwise a unit. */
  readonly unit: 'x' | 'kB' | '';
}

const most = (id: string, limit: number, unit: Goal['unit'], says: string): Goal => ({
  id,
  says,
  bound: 'at most',
  limit,
  unit,
});

const least = (id: string, limit: number, says: string): Goal => ({ id, says, bound: 'at least', limit, unit: 'x' });

/** Every goal that the benchmark measures, by the name under which its figure is kept. */
export const goals = {
  oneEvent: most('P1', 0.75, 'x', 'a server step of one event, beside that of the earlier build'),
  withCalls: most('P1c', 0.65, 'x', 'a server step with its calls settled, of acts that ask the same in both builds'),
  official: least('P2', 2.5, 'the same machine the way XState documents it, beside our step'),
  ballerine: least('P3', 15, '@ballerine/workflow-core doing the same step, beside ours'),
  journal: most('P5', 1.1, 'x', 'one session event with 10,000 journal entries behind it, beside one with 10'),
  forms: most('P6', 1.3, 'x', 'a valid form through our validators, beside the same rules written by hand'),
  formsInterpreted: most('P6', 1.5, 'x', 'the same without `zod/compile`'),
  exploring: least('P7', 12, 'states a second, exploring a chart, beside getShortestPaths with the same key'),
  postgres: least('P9', 0.85, 'a committed event through a session on PostgreSQL, beside the bare driver'),
  allowedEvents: most('P10', 0.1, 'x', 'what a role may say, over all five roles, beside a pure step'),
  render: most('P10', 0.35, 'x', 'one render for whoever acts next, beside a pure step'),
  firstCall: most('P11', 1, 'x', 'the first call of a process as shipped, beside XState’s documented way'),
  firstCallBundled: most('P11', 0.5, 'x', 'the same in one file, beside XState’s documented way as shipped'),
  firstStep: most('P11', 2.5, 'x', 'the first step alone, beside XState’s documented way'),
  bytes: most('P12', 2.3, 'x', 'bytes allocated by a step of one event, beside parsing and writing its text'),
  bytesWithCalls: most('P12', 2.8, 'x', 'bytes allocated by a step with its calls settled, beside the same'),
  page: most('W1', 38, 'kB', 'a page with the wizard and `createActor`, everything it imports included, gzip'),
  validatorsPage: most('W1', 15, 'kB', 'a page with four form validators, everything they import included, gzip'),
  ownWizard: most('W1', 10, 'kB', 'own code of the wizard alone, gzip'),
  ownHeaviest: most('W1', 17, 'kB', 'own code of the heaviest machine alone, gzip'),
  ownMain: most('W1', 45, 'kB', 'own code of the whole main entry, gzip'),
  constant: most('W2', 1, 'kB', 'a plain constant of the main entry, everything it imports included, gzip'),
  validator: most('W2', 4, 'kB', 'own code of the heaviest validator alone, gzip'),
  validatorMachines: most('W2', 0, '', 'validators that bring a machine along'),
  locales: most('W2', 0, '', 'places that import zod in a way that brings every language along'),
  coldImport: most('W3', 1.3, 'x', 'cold import of the main entry, beside its peers alone; the worst Node'),
  declarations: most('W4', 100, 'kB', 'declarations of the main entry'),
  others: most('W5', 0, '', 'packages and built-ins the main entry imports, its peers and dependencies left out'),
  tarball: most('W6', 450, 'kB', 'the tarball'),
} as const satisfies Readonly<Record<string, Goal>>;

/** The name of a goal. */
export type GoalName = keyof typeof goals;

/** The goals by name, in their order. */
export const goalEntries = Object.entries(goals) as readonly [GoalName, Goal][];
