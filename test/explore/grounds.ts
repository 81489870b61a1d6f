import { type Exploration, type ExploreOptions, explore, type Saying } from 'hcpn-registration/testing';
import type { AnyStateMachine } from 'xstate';
import { associationMachine } from '../../src/association/association.machine.js';
import { developmentPathMachine } from '../../src/developmentPath/developmentPath.machine.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import { roles } from '../../src/events.js';
import { partnerProgramMachine } from '../../src/partnerProgram/partnerProgram.machine.js';
import { createPolicy, type Policy, type PolicySettings } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { fixtures } from '../../src/testing/fixtures.js';
import { cleanAccount } from '../../src/testing/ports.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import {
  cloudAccount,
  completeApplication,
  contact,
  realNameAccount,
  submittedApplication,
} from '../support/answers.js';
import { roadAnswers, roadSayings } from '../support/sayings.js';
import type { Bare } from '../support/walks.js';

/** One machine under one policy, and what may be said there. */
export interface Ground {
  readonly name: string;
  readonly machine: AnyStateMachine;
  readonly policy: Policy;
  /** The types of event of which everything there is to say is said. */
  readonly said: ReadonlySet<string>;
  readonly exploration: Exploration;
}

/** Explores the machine of a ground, or a variant of it. */
export type Going = (variant?: AnyStateMachine) => Ground;

const partner = { partnerId: 'partner-1', country: 'DE', account: cleanAccount } as const;

/** What each port may answer; failing is added by the exploration. */
const answers: ExploreOptions<AnyStateMachine>['answers'] = Object.fromEntries(
  Object.entries(roadAnswers).map(([port, values]) => [port, distinct(values.filter((value) => value !== null))]),
);

function distinct(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** What may be said, valid and invalid, without fixed times. Countries and companies that differ in nothing are left out. */
function sayingsOf(policy: Policy): Saying[] {
  const changed = completeApplication(policy, { contact: { ...contact, name: 'Zoë Maier' } });
  const incomplete = completeApplication(policy, { contact: null });
  const resubmissions = [changed, incomplete].map((application) => ({ type: 'review.resubmit', application }));
  const handOvers = ['applicant-1', 'applicant-2'].map((to) => ({ type: 'registration.handOver', to }));
  return [...roadSayings(policy), ...resubmissions, ...handOvers].map(({ at: _at, ...saying }: Bare): Saying => saying);
}

function typesOf(sayings: readonly Saying[]): Set<string> {
  return new Set(sayings.map(({ type }) => type));
}

const within =
  (...prefixes: readonly string[]) =>
  (saying: Saying) =>
    prefixes.some((prefix) => saying.type.startsWith(prefix));

/** What differs in nothing that a rule reads, or leads aside, when the whole road is gone. */
const aside =
  (...types: readonly string[]) =>
  (saying: Saying) =>
    !types.includes(saying.type);

function ground<M extends AnyStateMachine>(
  name: string,
  machine: M,
  settings: PolicySettings,
  input: (policy: Policy) => ExploreOptions<M>['input'],
  isSaid: (saying: Saying) => boolean,
  more: Partial<ExploreOptions<M>> = {},
): [string, Going] {
  const go: Going = (variant = machine) => {
    const policy = createPolicy(settings);
    const sayings = sayingsOf(policy);
    const events = sayings.filter(isSaid);
    const partly = typesOf(sayings.filter((saying) => !isSaid(saying)));
    const said = new Set([...typesOf(events)].filter((type) => !partly.has(type)));
    const options = { input: input(policy), events, answers, ...more };
    return { name, machine: variant, policy, said, exploration: explore<AnyStateMachine>(variant, options as never) };
  };
  return [name, go];
}

/** From the start into the months in which a certificate of the sayings may be renewed, in seconds. */
const untilRenewal = 600 * 24 * 60 * 60;

const onRoad = aside(
  'signup.oldAccount.signedIn',
  'signup.upgrade.request',
  'signup.information.complete',
  'signup.securityPhone.give',
  'wizard.draft.keep',
  'wizard.step.open',
  'registration.policyChanged',
  'registration.handOver',
  'wizard.company.isAnother',
  'enrollment.sensitiveRelationship.file',
);

/** What only leads to being authenticated again, later or as an individual: signup alone has all of it. */
const authenticatedOnce = (saying: Saying) => aside('signup.realName.postpone')(saying) && asEnterprise(saying);

/** What only leads to being authenticated again or as an individual: a result may still come when the applicant is elsewhere. */
const asEnterprise = (saying: Saying) =>
  aside('signup.realName.start', 'signup.realName.synchronised')(saying) &&
  !JSON.stringify(saying).includes('individual');

/** Filing again is explored where nothing else is said, for it adds to a list. */
const filedOnce = aside('enrollment.sensitiveRelationship.file');

/** What is said beside the way to join. On cn, where one may be authenticated again at any time, no more than the way itself. */
const alongside = {
  intl: ['enrollment.', 'registration.'],
  cn: ['enrollment.registration', 'registration.associate'],
} as const;

/** Every machine alone, and the whole road by which companies join and by which people associate; each is gone when asked for. */
export const grounds: ReadonlyMap<string, Going> = new Map(roads());

function roads(): [string, Going][] {
  const strict: PolicySettings = { site: 'intl', review: { mostResubmissions: 1, resubmitUnchanged: false } };
  const generous: PolicySettings = {
    site: 'intl',
    review: { editable: true, withdrawable: true, targetDays: 3, mostResubmissions: 2 },
  };
  const alone = (prefix: string) => within(`${prefix}.`);
  return [
    ...(['intl', 'eu', 'cn'] as const).map((site) =>
      ground(`signup ${site}`, signupMachine, { site }, (policy) => ({ policy }), alone('signup'), { waits: [60] }),
    ),
    ground(
      'wizard intl',
      wizardMachine,
      { site: 'intl' },
      (policy) => ({ policy, account: cloudAccount }),
      alone('wizard'),
    ),
    ground(
      'wizard eu, a second account may join',
      wizardMachine,
      { site: 'eu', business: { secondAccount: true } },
      (policy) => ({ policy, account: cloudAccount }),
      alone('wizard'),
    ),
    ...([false, true] as const).map((secondAccount) =>
      ground(
        `wizard cn${secondAccount ? ', a second account may join' : ''}`,
        wizardMachine,
        { site: 'cn', business: { secondAccount } },
        (policy) => ({ policy, account: realNameAccount('approved') }),
        alone('wizard'),
      ),
    ),
    ...[strict, generous].map((settings, place) =>
      ground(
        `review ${['strict', 'generous'][place]}`,
        reviewMachine,
        settings,
        (policy) => ({ policy, application: submittedApplication(policy) }),
        alone('review'),
      ),
    ),
    ground(
      'association intl',
      associationMachine,
      { site: 'intl' },
      (policy) => ({ policy, company: fixtures(policy).company }),
      alone('association'),
    ),
    ...(['software', 'service', 'learning'] as const).map((path) =>
      ground(
        `path ${path}`,
        developmentPathMachine,
        { site: 'intl' },
        (policy) => ({ policy, path, partner }),
        alone('path'),
      ),
    ),
    ground(
      'path software with an advanced solution',
      developmentPathMachine,
      { site: 'intl' },
      (policy) => ({
        policy,
        path: 'software' as const,
        partner: { ...partner, account: { ...cleanAccount, solution: 'advanced' as const } },
      }),
      alone('path'),
    ),
    ...(['cloudSolutionProvider', 'distributor', 'reseller', 'koogallerySeller'] as const).map((program) =>
      ground(
        `program ${program}`,
        partnerProgramMachine,
        { site: 'intl' },
        (policy) => ({ policy, program, partner }),
        alone('program'),
        { waits: [untilRenewal] },
      ),
    ),
    ground(
      'program reseller, left by oneself',
      partnerProgramMachine,
      { site: 'intl', programs: { selfLeave: ['reseller'] } },
      (policy) => ({ policy, program: 'reseller' as const, partner }),
      alone('program'),
    ),
    ground(
      'enrollment cn without a path',
      enrollmentMachine,
      { site: 'cn' },
      (policy) => ({ policy, account: realNameAccount('approved'), application: submittedApplication(policy) }),
      alone('enrollment'),
    ),
    ground(
      'enrollment with a path',
      enrollmentMachine,
      { site: 'intl' },
      (policy) => ({ policy, account: cloudAccount, application: submittedApplication(policy) }),
      (saying) =>
        filedOnce(saying) && within('enrollment.', 'path.')(saying) && (saying['path'] ?? 'software') === 'software',
    ),
    ground(
      'enrollment with a program',
      enrollmentMachine,
      { site: 'intl' },
      (policy) => ({ policy, account: cloudAccount, application: submittedApplication(policy) }),
      (saying) =>
        filedOnce(saying) &&
        within('enrollment.', 'program.')(saying) &&
        (saying['program'] ?? 'reseller') === 'reseller',
    ),
    ...(['intl', 'cn'] as const).map((site) =>
      ground(
        `joining ${site}`,
        registrationMachine,
        { site, review: { mostResubmissions: 1 }, account: {} },
        (policy) => ({ policy }),
        (saying) =>
          onRoad(saying) &&
          (site === 'intl' || authenticatedOnce(saying)) &&
          within('signup.', 'wizard.', 'review.', ...alongside[site])(saying) &&
          saying.type !== 'wizard.company.associate',
      ),
    ),
    ground(
      'joining eu under a policy that changes on the way',
      registrationMachine,
      { site: 'eu', review: { mostResubmissions: 1 } },
      (policy) => ({ policy, account: cloudAccount }),
      (saying) =>
        aside(
          'wizard.draft.keep',
          'wizard.step.open',
          'wizard.company.associate',
          'wizard.company.isAnother',
          'registration.handOver',
        )(saying) && within('wizard.', 'review.', 'enrollment.registration', 'registration.')(saying),
    ),
    ground(
      'getting an account cn',
      registrationMachine,
      { site: 'cn' },
      (policy) => ({ policy }),
      (saying) =>
        asEnterprise(saying) &&
        within('signup.', 'registration.associate', 'registration.leave', 'path.select', 'program.apply')(saying),
      { waits: [60] },
    ),
    ground(
      'handing over intl',
      registrationMachine,
      { site: 'intl' },
      (policy) => ({ policy, account: cloudAccount }),
      within(
        'registration.handOver',
        'registration.associate',
        'registration.leave',
        'wizard.start',
        'wizard.business',
        'wizard.company',
      ),
      { actors: [...roles.map((role) => ({ role, id: `${role}-1` })), { role: 'applicant', id: 'applicant-2' }] },
    ),
    ground(
      'associating intl',
      registrationMachine,
      { site: 'intl' },
      (policy) => ({ policy, account: cloudAccount }),
      (saying) =>
        aside('association.benefit.request')(saying) &&
        within('association.', 'registration.associate', 'registration.leave')(saying),
    ),
  ];
}
