import {
  allowedEvents,
  deadlines,
  decode,
  explain,
  registrationMachine as machine,
  requirements,
  roles,
  snapshotOf,
  step,
  steps,
} from 'hcpn-registration';
import { type Effort, inTurns, ratioOf, repeat, turned } from './measure.js';
import type { Findings, Table } from './report.js';
import { journeyOf } from './rivals/journey.js';
import { ours } from './rivals/ours.js';

const pureStep = 'a pure step, without its text';
const forRoles = 'allowedEvents, one of five roles';
const oneRender = 'one render: snapshotOf, allowedEvents, requirements, steps, deadlines';

/** What a user interface asks, beside a pure step. */
export async function rendering(effort: Effort): Promise<Findings> {
  const calls = await besideStep(effort);
  return {
    tables: [calls, await desk(effort)],
    figures: {
      allowedEvents: ratioOf(calls.measured, forRoles),
      render: ratioOf(calls.measured, oneRender),
    },
  };
}

/** A registration before an act, read already. */
async function situations() {
  const { steps } = await journeyOf(ours);
  return steps.map(({ text, act }) => {
    const envelope = decode(machine, text);
    return { text, act, envelope, snapshot: snapshotOf(machine, envelope) };
  });
}

type Situation = Awaited<ReturnType<typeof situations>>[number];

function render({ envelope, act }: Situation): unknown {
  const snapshot = snapshotOf(machine, envelope);
  return [allowedEvents(snapshot, act.by, act.at), requirements(snapshot), steps(snapshot), deadlines(snapshot)];
}

async function besideStep(effort: Effort): Promise<Table> {
  const before = await situations();
  const each = (name: string, work: (situation: Situation) => unknown) => ({
    name,
    run: repeat(() => {
      for (const situation of before) work(situation);
    }),
  });
  const all = await inTurns(
    [
      each(pureStep, ({ envelope, act }) => step(machine, envelope, act)),
      each(forRoles, ({ snapshot, act }) => roles.map((role) => allowedEvents(snapshot, role, act.at))),
      each('allowedEvents, whoever acts next', ({ snapshot, act }) => allowedEvents(snapshot, act.by, act.at)),
      each('explain', ({ snapshot, act }) => explain(snapshot, act)),
      each('requirements', ({ snapshot }) => requirements(snapshot)),
      each('steps', ({ snapshot }) => steps(snapshot)),
      each('deadlines', ({ snapshot }) => deadlines(snapshot)),
      each(oneRender, render),
    ],
    effort,
  );
  return {
    title: 'What a user interface asks, beside a pure step',
    says: `By the call, before each of the ${before.length} acts of a registration. A step is one event; its calls are not settled.`,
    measured: all.map(({ name, amount, ratio }) => {
      const calls = name === forRoles ? roles.length : 1;
      return {
        name,
        amount: turned(amount, (microseconds) => microseconds / before.length / calls),
        ratio: turned(ratio, (times) => times / calls),
      };
    }),
  };
}

const rows = 1000;

/** A list of registrations with what the reviewer may do to each. */
async function desk(effort: Effort): Promise<Table> {
  const before = await situations();
  const listed = Array.from({ length: rows }, (_, place) => before[place % before.length]?.text ?? '').map((text) => {
    const envelope = decode(machine, text);
    return { text, envelope, snapshot: snapshotOf(machine, envelope) };
  });
  const at = before.at(-1)?.act.at;
  const list = (name: string, work: (row: (typeof listed)[number]) => unknown) => ({
    name,
    run: repeat(() => listed.map(work)),
  });
  const measured = await inTurns(
    [
      list('decode each', ({ text }) => decode(machine, text)),
      list('decode each, and what a reviewer may do', ({ text }) =>
        allowedEvents(snapshotOf(machine, decode(machine, text)), 'reviewer', at),
      ),
      list('what a reviewer may do, of rows that are read', ({ snapshot }) => allowedEvents(snapshot, 'reviewer', at)),
      list('what each role may do, of rows that are read', ({ snapshot }) =>
        roles.map((role) => allowedEvents(snapshot, role, at)),
      ),
    ],
    effort,
  );
  return {
    title: `A desk’s list of ${rows} rows`,
    says: 'By the list; the rows are at every stage of a registration.',
    measured,
  };
}
