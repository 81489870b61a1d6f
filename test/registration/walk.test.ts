import { describe, expect, it } from 'vitest';
import { type AnyMachineSnapshot, type SnapshotFrom, transition } from 'xstate';
import { type Act, roles } from '../../src/events.js';
import { allowedEvents, explain } from '../../src/explain.js';
import { createPolicy } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import type { RegistrationContext, RegistrationInput } from '../../src/registration/registration.schema.js';
import { deadlines, nextDeadline, requirements } from '../../src/registration/requirements.js';
import { steps } from '../../src/registration/steps.js';
import { chartOf, pathOf } from '../../src/snapshot.js';
import { cloudAccount, cn, intl, realNameAccount, say, throughWizard } from '../support/answers.js';
import { differencesFromXState } from '../support/asXState.js';
import { actorOf } from '../support/drive.js';
import { nodesOf } from '../support/nodes.js';
import { rightCode } from '../support/ports.js';
import { roadAnswers, roadSayings } from '../support/sayings.js';
import { actOf, type Bare, type Ground, inEveryMouth, Walks, walkTime } from '../support/walks.js';

const generous = createPolicy({
  site: 'intl',
  business: { secondAccount: true },
  review: { targetDays: 3, editable: true, withdrawable: true, mostResubmissions: 3 },
});
const strict = createPolicy({ site: 'intl', review: { resubmitUnchanged: false, mostResubmissions: 1 } });

const poolOf = (policy: RegistrationInput['policy']) => inEveryMouth(registrationMachine, roadSayings(policy));
const pools = new Map([intl, cn, generous, strict].map((policy) => [policy, poolOf(policy)]));
const withoutChange = (on: Ground): Ground => ({
  ...on,
  pool: on.pool.filter(({ type }) => !['registration.policyChanged', 'registration.handOver'].includes(type)),
});

const ground = (input: RegistrationInput, lead: readonly Bare[] = []): Ground => ({
  machine: registrationMachine,
  input,
  pool: pools.get(input.policy) ?? [],
  answers: roadAnswers,
  lead,
});

type Saying = Bare & Record<string, unknown>;
const givePhone: Saying = { type: 'signup.securityPhone.give', phone: '+4930123456' };
const registration: readonly Saying[] = [
  { type: 'signup.country.choose', country: 'DE' },
  { type: 'signup.email.submit', email: 'a@b.example' },
  { type: 'signup.code.submit', verificationCode: rightCode },
  { type: 'signup.password.set', password: 'abc12345' },
];
const handedIn = [...throughWizard, say.submit];
const address = { by: 'email', value: 'member@acme.example' };
const becomingDedicated: readonly Saying[] = [
  { type: 'registration.associate' },
  { type: 'association.request', address, company: { partnerId: 'P-1', companyName: 'Partner 1' } },
  { type: 'association.invite', address },
  { type: 'association.accept', statement: { ...intl.association.statement, agreed: true, employee: true } },
  { type: 'association.dedicated.apply', path: 'service', position: 'BD', baseLocation: 'Berlin' },
  { type: 'association.dedicated.approved' },
];
const rejection: Saying = { type: 'review.reject', reason: 'name differs' };

const walks = new Walks(
  {
    nobody: ground({ policy: intl }),
    nobodyOnCn: withoutChange(ground({ policy: cn })),
    registered: withoutChange(ground({ policy: intl }, registration)),
    securing: withoutChange(ground({ policy: cn }, [...registration, givePhone])),
    enabling: ground({ policy: cn }, [...registration, { type: 'signup.securityPhone.skip' }]),
    account: withoutChange(ground({ policy: intl, account: cloudAccount })),
    approvedOnCn: withoutChange(ground({ policy: cn, account: realNameAccount('approved') })),
    rejectedOnCn: ground({ policy: cn, account: realNameAccount('rejected') }),
    complete: ground({ policy: generous, account: cloudAccount }, throughWizard),
    awaitingScreening: {
      ...withoutChange(ground({ policy: intl, account: cloudAccount }, handedIn)),
      answers: { ...roadAnswers, screenApplication: [{ result: 'pending' }] },
    },
    inReview: withoutChange(ground({ policy: generous, account: cloudAccount }, handedIn)),
    rejected: ground({ policy: strict, account: cloudAccount }, [...handedIn, rejection]),
    approved: ground({ policy: intl, account: cloudAccount }, [...handedIn, { type: 'review.approve' }]),
    associating: withoutChange(ground({ policy: intl, account: cloudAccount }, [{ type: 'registration.associate' }])),
    dedicated: withoutChange(ground({ policy: intl, account: cloudAccount }, becomingDedicated)),
  },
  { runs: 550, longest: 40 },
);

const contextOf = ({ context }: AnyMachineSnapshot) => context as RegistrationContext;
const chart = chartOf(registrationMachine);
const people = roles.map(actorOf);
type Road = SnapshotFrom<typeof registrationMachine>;

/** Whether a payload passes depends here on what is known already: a name, or the choices that are left. */
const dependsOnWhatIsKnown = (found: string) => /realName\.synchronised|path\.select|program\.apply/.test(found);

/** One snapshot for each difference that matters to what may be said. */
function distinctSnapshots(): { readonly snapshot: AnyMachineSnapshot; readonly pool: readonly Act[] }[] {
  const found = new Map<string, { snapshot: AnyMachineSnapshot; pool: readonly Act[] }>();
  walks.each(({ after, ground: { pool } }) => {
    const { currentlyDue, eventuallyDue } = requirements(after);
    const key = [pathOf(after.value), pool.length, ...[...currentlyDue, ...eventuallyDue].map(({ code }) => code)];
    if (!found.has(key.join())) found.set(key.join(), { snapshot: after, pool });
  });
  return [...found.values()];
}

describe('on every way along the road', { timeout: 60_000 }, () => {
  it('every resting state is reached', () => {
    const leaves = nodesOf(registrationMachine).flatMap(({ type, path }) => (type === 'atomic' ? path.join('.') : []));
    const passing = ['starting', 'wizard.notStarted', 'review.revising', 'review.checkingCompany'];
    expect(leaves.filter((path) => !walks.states.includes(path)).sort()).toEqual(passing.sort());
  });

  it('every step is the one that XState itself takes', () => {
    let steps = 0;
    walks.each(({ before, event }) => {
      expect(differencesFromXState(registrationMachine, before, event)).toEqual([]);
      steps += 1;
    });
    expect(steps).toBeGreaterThan(10_000);
  });

  it('the explanation, the machine and the list of what is allowed agree on everything that is said', () => {
    const verdicts = { allowed: 0, refused: 0 };
    walks.each(({ before, act, after }) => {
      if (act === null) return;
      const explanation = explain(before, act);
      expect(before.can(act)).toBe(explanation.allowed);
      verdicts[explanation.allowed ? 'allowed' : 'refused'] += 1;
      if (explanation.allowed) {
        expect(allowedEvents(before, act.by, act.at)).toContain(act.type);
        expect(allowedEvents(before, act.by.role, act.at)).toContain(act.type);
      } else {
        expect(explanation.issues).not.toEqual([]);
        expect(after.context).toBe(before.context);
        expect(after.value).toEqual(before.value);
      }
    });
    expect(Math.min(verdicts.allowed, verdicts.refused)).toBeGreaterThan(1000);
  });

  it('so they do for every payload in every mouth, wherever something is different', () => {
    for (const { snapshot, pool } of distinctSnapshots())
      for (const act of pool) {
        const { allowed } = explain(snapshot, act);
        if (snapshot.can(act) !== allowed) fail(snapshot, act, `explained as ${allowed}, but can() says otherwise`);
        if (allowed && !allowedEvents(snapshot, act.by, act.at).includes(act.type)) fail(snapshot, act, 'not listed');
      }
  });

  it('nothing is listed as allowed that no payload brings about', () => {
    const listedInVain = new Set<string>();
    for (const { snapshot, pool } of distinctSnapshots())
      for (const by of people)
        for (const type of allowedEvents(snapshot, by, walkTime)) {
          const acts = pool.filter((act) => act.type === type && act.by.id === by.id);
          if (type === 'registration.policyChanged' || type === 'registration.handOver') continue;
          if (!acts.some((act) => snapshot.can(act))) listedInVain.add(`${pathOf(snapshot.value)} ${by.id} ${type}`);
        }
    expect([...listedInVain].filter((found) => !dependsOnWhatIsKnown(found))).toEqual([]);
  });

  it('R-030 R-040 R-041 in the wizard Submit is possible exactly when nothing is currently due', () => {
    const submit = actOf(registrationMachine, say.submit);
    const counts = { possible: 0, not: 0 };
    walks.each(({ after }) => {
      if (!pathOf(after.value).startsWith('wizard.')) return;
      const possible = after.can(submit);
      expect(requirements(after).currentlyDue.length === 0).toBe(possible);
      counts[possible ? 'possible' : 'not'] += 1;
    });
    expect(Math.min(counts.possible, counts.not)).toBeGreaterThan(100);
  });

  it('R-001 R-034 R-040 R-041 R-042 no application is reviewed that is not complete', () => {
    let submissions = 0;
    walks.each(({ before, act, after }) => {
      if (!pathOf(after.value).startsWith('review.') || pathOf(before.value).startsWith('review.')) return;
      const { account, application, policy, review } = contextOf(after);
      expect([pathOf(before.value), act]).toEqual(['wizard.checkingSubmission', null]);
      expect(account.cloudEnabledAt).not.toBeNull();
      expect(application.filing?.questionnaireVersion).toBe(policy.sensitiveRelationship.version);
      expect(application.acceptance).toMatchObject({ version: policy.agreement.version, authorityConfirmed: true });
      const { company, differentFrom, secondAccount } = application;
      const isAnother = differentFrom !== null && differentFrom.partnerId === company?.partner?.partnerId;
      expect(company?.partner === null || secondAccount || isAnother).toBe(true);
      expect(review.attempt).toBe(contextOf(before).review.attempt + 1);
      submissions += 1;
    });
    expect(submissions).toBeGreaterThan(20);
  });

  it('R-051 R-052 R-059 only a reviewer rejects, and never without a reason', () => {
    let rejections = 0;
    walks.each(({ before, act, after }) => {
      if (pathOf(after.value) !== 'review.rejected' || pathOf(before.value) === 'review.rejected') return;
      expect([act?.type, act?.by.role]).toEqual(['review.reject', 'reviewer']);
      expect(contextOf(after).review.decision?.reason).toMatch(/\S/);
      rejections += 1;
    });
    expect(rejections).toBeGreaterThan(20);
  });

  it('R-050 R-051 R-056 nobody becomes a partner but by the system or a reviewer', () => {
    const doors = new Set<string>();
    walks.each(({ before, event, after }) => {
      if (pathOf(after.value).startsWith('enrollment.') && !pathOf(before.value).startsWith('enrollment.'))
        doors.add(event.type);
    });
    expect([...doors].sort()).toEqual([
      'review.approve',
      'review.screeningPassed',
      'xstate.done.actor.screenApplication',
    ]);
  });

  it('R-057 C-173 enrolled is never left, nor the road to it once approved, save for a partner the company already is', () => {
    let seen = 0;
    walks.each(({ before, event, after }) => {
      const [from, to] = [pathOf(before.value), pathOf(after.value)];
      const isPartner = (path: string) => ['enrollment.enrolled', 'enrollment.lookingUpAccount'].includes(path);
      if (isPartner(from)) expect([to, isPartner(to)]).toEqual([to, true]);
      if (from.startsWith('enrollment.') && !to.startsWith('enrollment.'))
        expect([from, event.type, to]).toEqual([
          'enrollment.registering',
          'xstate.done.actor.registerPartner',
          'wizard.offeringAssociation',
        ]);
      if (isPartner(from)) seen += 1;
    });
    expect(seen).toBeGreaterThan(100);
  });

  it('the context fits its schema and survives being written and read', () => {
    walks.each(({ before, after }) => {
      if (after.context === before.context) return;
      const read: unknown = JSON.parse(JSON.stringify(after.context));
      const parsed = chart.context.safeParse(read);
      if (!parsed.success) throw new Error(JSON.stringify(parsed.error.issues));
      expect(JSON.stringify(parsed.data)).toBe(JSON.stringify(read));
    });
  });

  it('a step that is done stays done, until an answer it rests on changes', () => {
    const falls = new Set<string>();
    walks.each(({ ground: { pool }, before, event, after }) => {
      if (pool.some(({ type }) => type === 'registration.policyChanged')) return;
      const now = new Map(steps(after).steps.map(({ id, status }) => [id, status]));
      for (const { id, status } of steps(before).steps)
        if (status === 'done' && (now.get(id) ?? 'done') !== 'done') falls.add(`${id} by ${event.type}`);
    });
    const answersThatChange = [
      'agreement by wizard.business.save',
      'business by wizard.business.save',
      'business by xstate.done.actor.lookUpCompany',
      'business by xstate.done.actor.lookUpCompanyAgain',
      'business by xstate.done.actor.registerPartner',
      'email by signup.email.submit',
      'invitation by association.acceptedElsewhere',
      'invitation by association.disassociate',
      'invitation by association.expired',
      'invitation by xstate.done.actor.lookUpInvitee',
      'realName by signup.realName.apply',
      'review by xstate.done.actor.registerPartner',
      'sensitiveRelationship by wizard.business.save',
      'sensitiveRelationship by wizard.contact.save',
      'statement by association.disassociate',
    ];
    expect(answersThatChange).toEqual(expect.arrayContaining([...falls]));
    expect(falls).toContain('agreement by wizard.business.save');
  });

  it('the count of steps done falls only with a step, or when another road is taken', () => {
    const falls = new Set<string>();
    walks.each(({ before, event, after }) => {
      const shown = (snapshot: AnyMachineSnapshot) => steps(snapshot).steps.map(({ id }) => id);
      const same = shown(before).join() === shown(after).join();
      if (!same && steps(after).done < steps(before).done) falls.add(event.type);
    });
    const anotherRoad = ['registration.associate', 'registration.leave', 'wizard.company.associate'];
    expect([...anotherRoad, 'registration.policyChanged']).toEqual(expect.arrayContaining([...falls]));
  });

  it('every deadline is due at its time and not before, and the next is the earliest', () => {
    const events = new Set<string>();
    walks.each(({ after }) => {
      const found = deadlines(after);
      expect(nextDeadline(after)).toEqual(found[0] ?? null);
      expect([...found].sort((one, other) => one.at.localeCompare(other.at))).toEqual(found);
      for (const { at, event, payload } of found) {
        const early = new Date(Date.parse(at) - 1).toISOString();
        expect(after.can(actOf(registrationMachine, { ...payload, type: event, at }))).toBe(true);
        expect(after.can(actOf(registrationMachine, { ...payload, type: event, at: early }))).toBe(false);
        events.add(event);
      }
    });
    expect([...events].sort()).toEqual([
      'association.expired',
      'path.annualReview.due',
      'program.certificate.expired',
      'review.overdue',
      'signup.code.expired',
    ]);
  });

  it('the first thing currently due can be closed by someone now, once its step is opened, or once what is known of the account has changed', () => {
    const stuck = new Set<string>();
    for (const { snapshot } of distinctSnapshots()) {
      const due = requirements(snapshot).currentlyDue;
      const [first] = due;
      if (first === undefined || snapshot.hasTag('busy') || pathOf(snapshot.value).startsWith('signup.')) continue;
      const owner = { role: 'applicant', id: contextOf(snapshot).application.applicantId ?? 'applicant-1' } as const;
      const open = actOf(registrationMachine, { type: 'wizard.step.open', step: first.step, by: owner } as Bare);
      const [opened] = transition(registrationMachine, snapshot as Road, open as never);
      const possible = [snapshot, opened].flatMap((place) =>
        [owner, ...people].flatMap((by) => allowedEvents(place, by, walkTime)),
      );
      const remedy = due.some((each) => each.remedy === null) ? 'enrollment.account.lookUp' : first.remedy;
      if (!possible.includes(remedy ?? '')) stuck.add(`${pathOf(snapshot.value)} ${first.code} ${first.remedy}`);
    }
    expect([...stuck].sort()).toEqual([]);
  });

  it('every remedy is an event of the road', () => {
    for (const { snapshot } of distinctSnapshots())
      for (const { remedy } of Object.values(requirements(snapshot)).flat())
        if (remedy !== null) expect(Object.keys(chart.vocabulary)).toContain(remedy);
  });

  it('a state is busy exactly while the outside world is asked, and everywhere else someone may act', () => {
    walks.each(({ after }) => {
      expect(after.hasTag('busy')).toBe(after._nodes.some(({ invoke }) => invoke.length > 0));
      if (!after.hasTag('busy')) expect(roles.some((role) => allowedEvents(after, role).length > 0)).toBe(true);
    });
  });

  it('trouble is about the last act: in wizard, review and enrollment the next act clears it', () => {
    let cleared = 0;
    walks.each(({ before, act, after }) => {
      const { trouble } = contextOf(before);
      if (act === null || trouble.length === 0 || !before.can(act)) return;
      if (!/^(wizard|review|enrollment)/.test(pathOf(before.value))) return;
      expect(contextOf(after).trouble).toEqual([]);
      cleared += 1;
    });
    expect(cleared).toBeGreaterThan(50);
  });
});

function fail(snapshot: AnyMachineSnapshot, act: Act, what: string): never {
  throw new Error(`${pathOf(snapshot.value)} ${JSON.stringify(act)}: ${what}`);
}
