// The build of the declarations finds what is augmented only where it is imported.
import type {} from 'vitest';
import type { AnyStateMachine } from 'xstate';
import type { Requirement, Requirements, StepStatus } from '../chart.js';
import { nodesFrom, rootOf } from '../chart.nodes.js';
import { type Actor, type Role, roles, rolesFor } from '../events.js';
import { allowedEvents, type Explanation, explain } from '../explain.js';
import type { Issue, IssueCode } from '../issue.js';
import { describeIssue, en } from '../messages/en.js';
import { ownerOf } from '../owner.js';
import { requirements } from '../registration/requirements.js';
import { steps } from '../registration/steps.js';
import { type ChartSnapshot, chartOf, pathOf } from '../snapshot.js';

/** Claims about a registration. All but the two of an act take a snapshot, a session, what became of an act, or a live actor. */
export interface RegistrationMatchers {
  /** It rests in a state, or below it: `wizard` or `wizard.enteringContact`. */
  toBeIn(state: string): void;
  /** It would take an event; without `by` that of whoever may say it, without `at` now. */
  toAllow<E extends { readonly type: string }>(event: E): void;
  /** It would refuse an event, with a code among its reasons if one is given. */
  toRefuse<E extends { readonly type: string }>(event: E, code?: IssueCode): void;
  /** A requirement with this code is due now. */
  toRequire(code: IssueCode): void;
  /** A step is there, with this status if one is given. */
  toHaveStep(step: string, status?: StepStatus): void;
  /** The act was saved, whatever the outside world held against it. */
  toBeSaved(): void;
  /** The act changed nothing, with this code among the reasons. */
  toBeRefusedWith(code: IssueCode): void;
}

// The interfaces of vitest itself have other type parameters from 5 on; what all of them are made of is the assertion of Chai.
declare global {
  namespace Chai {
    interface Assertion extends RegistrationMatchers {}
    interface ExpectStatic extends RegistrationMatchers {}
  }
}

/** Whether a claim holds, and what to say if that was not expected. */
export interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The matchers for `expect.extend(matchers)`. */
export const matchers: {
  readonly [N in keyof RegistrationMatchers]: (
    received: unknown,
    ...told: Parameters<RegistrationMatchers[N]>
  ) => Verdict;
} = {
  toBeIn(received, state) {
    const snapshot = snapshotIn(received);
    const place = pathOf(snapshot.value);
    const known = statesOf(snapshot.machine);
    if (!known.includes(state)) throw new Error(`There is no state "${state}". ${list('The states are', known)}`);
    return verdict(place === state || place.startsWith(`${state}.`), `the registration to be in "${state}"`, [
      `It is in "${place}".`,
      opening(snapshot),
    ]);
  },
  toAllow(received, event) {
    const { snapshot, explanation, who } = asked(received, event);
    const claim = `the registration in "${pathOf(snapshot.value)}" to allow "${event.type}" by ${who}`;
    return explanation.allowed
      ? verdict(true, claim, ['It does.'])
      : verdict(false, claim, [reasons('It is refused:', explanation.issues), opening(snapshot)]);
  },
  toRefuse(received, event, code) {
    const { snapshot, explanation, who } = asked(received, event);
    const reason = code === undefined ? '' : ` with "${code}"`;
    const claim = `the registration in "${pathOf(snapshot.value)}" to refuse "${event.type}" by ${who}${reason}`;
    return explanation.allowed
      ? verdict(false, claim, ['It is allowed.'])
      : verdict(hasCode(explanation.issues, code), claim, [reasons('It is refused:', explanation.issues)]);
  },
  toRequire(received, code) {
    const snapshot = snapshotIn(received);
    const all = requirements(snapshot);
    return verdict(
      hasCode(all.currentlyDue, code),
      `the registration in "${pathOf(snapshot.value)}" to require "${code}" now`,
      (Object.keys(urgencies) as (keyof Requirements)[]).map((urgency) => reasons(urgencies[urgency], all[urgency])),
    );
  },
  toHaveStep(received, step, status) {
    const snapshot = snapshotIn(received);
    const all = steps(snapshot).steps;
    const found = all.find(({ id }) => id === step);
    return verdict(
      found !== undefined && (status === undefined || found.status === status),
      `the registration in "${pathOf(snapshot.value)}" to have the step "${step}"${status === undefined ? '' : ` ${status}`}`,
      [
        lines(
          'The steps are:',
          all.map(({ id, status: is, current }) => `${id}: ${is}${current ? ', where it rests' : ''}`),
        ),
      ],
    );
  },
  toBeSaved(received) {
    const outcome = outcomeIn(received);
    return verdict(outcome.status === 'saved', 'the act to be saved', became(outcome));
  },
  toBeRefusedWith(received, code) {
    const outcome = outcomeIn(received);
    const isRefused = outcome.status === 'refused' || outcome.status === 'invalid';
    return verdict(isRefused && hasCode(outcome.issues, code), `the act to be refused with "${code}"`, became(outcome));
  },
};

const urgencies: { readonly [U in keyof Requirements]: string } = {
  currentlyDue: 'Due now:',
  pastDue: 'Past due:',
  eventuallyDue: 'Due later:',
  pendingVerification: 'Being checked:',
};

interface BecameOf {
  readonly status: string;
  readonly issues: readonly Issue[];
  readonly snapshot: ChartSnapshot;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isSnapshot(value: unknown): value is ChartSnapshot {
  return isObject(value) && 'machine' in value && 'value' in value && 'context' in value;
}

function snapshotIn(received: unknown): ChartSnapshot {
  const holds = isObject(received) ? received : {};
  const found =
    'getSnapshot' in holds && typeof holds.getSnapshot === 'function'
      ? holds.getSnapshot()
      : 'snapshot' in holds
        ? holds.snapshot
        : holds;
  if (isSnapshot(found)) return found;
  throw new Error('Give a snapshot, a session, what became of an act, or a live actor; `await` a promise first.');
}

function outcomeIn(received: unknown): BecameOf {
  if (isObject(received) && 'status' in received && 'issues' in received && 'snapshot' in received)
    return received as BecameOf;
  throw new Error('Give what became of an act: `await session.send(event)`.');
}

function statesOf(machine: AnyStateMachine): string[] {
  const [, ...states] = nodesFrom(rootOf(machine));
  return states.map(({ path }) => path.join('.'));
}

function asked(
  received: unknown,
  event: { readonly type: string },
): { readonly snapshot: ChartSnapshot; readonly explanation: Explanation; readonly who: string } {
  const snapshot = snapshotIn(received);
  const { vocabulary } = chartOf(snapshot.machine);
  const [role] = rolesFor(vocabulary, event.type);
  if (role === undefined)
    throw new Error(`There is no event "${event.type}". ${list('The events are', Object.keys(vocabulary))}`);
  const act = { at: new Date().toISOString(), by: knownIn(snapshot, role), ...event };
  return { snapshot, explanation: explain(snapshot, act), who: `the ${act.by.role} "${act.by.id}"` };
}

/** Whom the registration knows in a role: the one who applies, or the one who is invited. */
function knownIn({ context }: ChartSnapshot, role: Role): Actor {
  const { association } = context;
  const id = role === 'applicant' ? ownerOf(context) : role === 'member' ? association?.invitation?.huaweiId : null;
  return { role, id: id ?? role };
}

function hasCode(found: readonly { readonly code: IssueCode }[], code: IssueCode | undefined): boolean {
  return code === undefined || found.some((each) => each.code === code);
}

function verdict(pass: boolean, claim: string, facts: readonly string[]): Verdict {
  const message = () =>
    [`Expected ${pass ? claim.replace(' to ', ' not to ') : claim}.`, ...facts]
      .filter((fact) => fact !== '')
      .join('\n');
  return { pass, message };
}

function became({ status, issues, snapshot }: BecameOf): string[] {
  const what = {
    saved: 'It was saved',
    ignored: 'It was allowed, and changed nothing',
    refused: 'It was refused',
    invalid: 'It was invalid',
  }[status];
  const rests = `; the registration is in "${pathOf(snapshot.value)}".`;
  return [`${what ?? status}${rests}`, reasons('Because of:', issues), opening(snapshot)];
}

function reasons(title: string, found: readonly (Issue | Requirement)[]): string {
  return lines(
    title,
    found.map(({ code, path, params }) => {
      const place = path.length === 0 ? '' : ` at ${path.join('.')}`;
      return `${code}${place}: ${describeIssue(en, { code, params })}`;
    }),
  );
}

function opening(snapshot: ChartSnapshot): string {
  const open = roles.map((role) => [role, allowedEvents(snapshot, role)] as const);
  return lines(
    'It allows:',
    open.filter(([, types]) => types.length > 0).map(([role, types]) => `${role}: ${types.join(', ')}`),
  );
}

function lines(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : [title, ...items.map((item) => `  ${item}`)].join('\n');
}

function list(title: string, items: readonly string[]): string {
  return `${title}: ${items.join(', ')}.`;
}
