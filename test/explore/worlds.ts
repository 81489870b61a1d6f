import {
  type ExploreWorldOptions,
  exploreWorld,
  type World,
  type WorldExploration,
  type WorldRegistration,
} from 'hcpn-registration/testing';
import type { AnyStateMachine } from 'xstate';
import { createPolicy, type Policy, type PolicySettings } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { fixtures } from '../../src/testing/fixtures.js';
import { completeApplication, programApplication, submittedApplication } from '../support/answers.js';
import { honest, needsPeople, nobody, type Outside, withStranger } from './outside.js';
import {
  adaAsReviewer,
  again,
  applicant,
  asLantern,
  associating,
  colleagues,
  companyOf,
  decisions,
  desk,
  hid,
  namesakes,
  person,
  type Registration,
  rita,
  robot,
  savings,
  say,
  submit,
  wayBack,
} from './worldPeople.js';

/** Several registrations in one world, and what is true of them whatever they say. */
export interface WorldGround {
  readonly name: string;
  readonly machine: AnyStateMachine;
  readonly policy: Policy;
  readonly exploration: WorldExploration<Outside>;
  /** What was explored, for it to be played again. */
  readonly options: ExploreWorldOptions<AnyStateMachine, Outside>;
  /** The company behind each account, by HUAWEI ID, and behind each other partner, by its id, however they are spelt. */
  readonly companies: Readonly<Record<string, string>>;
  /** The registrations that are one partner's invitation of somebody. */
  readonly invitations: readonly string[];
  /** Whether enough may be said for everybody to come to an end. */
  readonly isWhole: boolean;
}

/** What is changed of a ground, to see an invariant broken. */
export interface Variant {
  readonly machine?: AnyStateMachine;
  readonly world?: (world: World<Outside>) => World<Outside>;
  /** What is said of the exploration, for what no chart and no world could do. */
  readonly explored?: (found: WorldExploration<Outside>) => WorldExploration<Outside>;
}

/** Explores a ground, or a variant of it. */
export type WorldGoing = (variant?: Variant) => WorldGround;

interface Plan extends Partial<Pick<WorldGround, 'machine' | 'companies' | 'invitations' | 'isWhole'>> {
  readonly registrations: readonly WorldRegistration<AnyStateMachine>[];
  readonly world: World<Outside>;
  readonly more?: Pick<ExploreWorldOptions<AnyStateMachine, Outside>, 'failing' | 'stopping'>;
}

const same = <T>(it: T): T => it;

function ground(name: string, settings: PolicySettings, planned: (policy: Policy) => Plan): [string, WorldGoing] {
  const go: WorldGoing = ({ machine: other, world: changed = same, explored = same } = {}) => {
    const policy = createPolicy(settings);
    const plan = planned(policy);
    const { registrations, world, more, companies = {}, invitations = [], isWhole = true } = plan;
    const machine = other ?? plan.machine ?? registrationMachine;
    const options = { registrations, world: changed(world), ...more };
    const exploration = explored(exploreWorld(machine, options));
    return { name, machine, policy, companies, invitations, isWhole, options, exploration };
  };
  return [name, go];
}

const intl: PolicySettings = { site: 'intl', review: { mostResubmissions: 1 } };
const named: PolicySettings = { ...intl, decisions: { unnamed: false } };

function grounds(): [string, WorldGoing][] {
  return [
    ground('two colleagues submit', intl, (policy) => ({
      registrations: colleagues(policy, ['ada', 'bob']),
      world: withStranger(honest(nobody), companyOf(fixtures(policy).business)),
      companies: { ...asLantern('ada', 'bob'), 'P-elsewhere': 'lantern' },
    })),
    ground('two colleagues are reviewed', intl, (policy) => {
      const own = fixtures(policy);
      const names = ['ada', 'bob'];
      const events = (name: string) => [submit, ...again, ...decisions, ...associating(own, name)];
      return {
        registrations: names.map((name) => person({ policy, name, events: events(name) })),
        world: honest(nobody, [needsPeople]),
        more: { failing: ['registerPartner'], stopping: false },
        companies: asLantern(...names),
      };
    }),
    ground('three colleagues submit', intl, (policy) => ({
      registrations: colleagues(policy, ['ada', 'bob', 'cem']),
      world: honest(nobody),
      more: { failing: ['registerPartner'], stopping: false },
      companies: asLantern('ada', 'bob', 'cem'),
    })),
    ground('one is rejected, a colleague is not', intl, (policy) => {
      const own = fixtures(policy);
      const rejected = say(rita, 'review.reject', { reason: 'the name differs' });
      return {
        registrations: [
          person({
            policy,
            name: 'ada',
            from: 'submitted',
            before: [rejected],
            events: [submit, ...again, ...decisions, ...associating(own, 'ada')],
          }),
          person({
            policy,
            name: 'bob',
            from: 'submitted',
            events: [...again, say(rita, 'review.approve'), ...associating(own, 'bob')],
          }),
        ],
        world: honest(nobody, [needsPeople]),
        companies: asLantern('ada', 'bob'),
      };
    }),
    ground('colleagues who spell the number of their company differently', intl, (policy) => {
      const own = fixtures(policy);
      const spelt = { ...own.business, registrationNumber: 'ｉｅ 603.211' };
      const events = (name: string) => [submit, ...again, ...associating(own, name)];
      return {
        registrations: [
          person({ policy, name: 'ada', events: events('ada') }),
          person({ policy, name: 'bob', business: spelt, events: events('bob') }),
        ],
        world: honest(nobody),
        more: { stopping: false },
        companies: asLantern('ada', 'bob'),
      };
    }),
    ground('two partners invite one person, who applies as well', intl, (policy) => {
      const { statement } = fixtures(policy);
      const whom = { by: 'accountName', value: hid('ben') };
      const invitation = (name: string): Registration => {
        const company = { partnerId: `P-${name}`, companyName: name };
        return {
          ...person({
            policy,
            name: `ben at ${name}`,
            from: 'choice',
            account: { huaweiId: hid('ben') },
            before: [
              say(applicant('ben'), 'registration.associate'),
              say(applicant('ben'), 'association.request', { address: whom, company }),
            ],
            events: [
              say(desk, 'association.invite', { address: whom }),
              say('member', 'association.accept', { statement }),
              say(robot, 'association.acceptedElsewhere'),
            ],
            actors: [desk, robot, { role: 'member', id: hid('ben') }],
          }),
          own: [`ben at ${name}`, `P-${name}`, name],
        };
      };
      return {
        registrations: [
          invitation('red'),
          invitation('blue'),
          person({ policy, name: 'ben', events: [submit, ...again] }),
        ],
        world: honest(nobody),
        more: { failing: ['associateMember'], stopping: false },
        companies: asLantern('ben'),
        invitations: ['ben at red', 'ben at blue'],
      };
    }),
    ground('a person who is invited applies for a company that is another partner', intl, (policy) => {
      const { business } = own(policy);
      const red = { ...business, registrationNumber: 'IE-1' };
      const blue = { ...business, registrationNumber: 'IE-2' };
      const partners = {
        'P-red': { ...companyOf(red), huaweiId: null },
        'P-blue': { ...companyOf(blue), huaweiId: null },
      };
      const events = [
        say('applicant', 'wizard.start'),
        say('applicant', 'wizard.business.save', { business: red }),
        say('applicant', 'wizard.business.save', { business: blue }),
        say('applicant', 'registration.leave'),
        say('applicant', 'association.request', {
          address: { by: 'accountName', value: hid('ada') },
          company: { partnerId: 'P-blue', companyName: 'Blue' },
        }),
        ...associating(own(policy), 'ada'),
      ];
      return {
        registrations: [person({ policy, name: 'ada', from: 'choice', events })],
        world: honest({ ...nobody, partners }),
        more: { failing: ['lookUpCompany', 'associateMember'] },
        companies: { [hid('ada')]: 'red', 'P-red': 'red', 'P-blue': 'blue' },
        invitations: ['ada'],
      };
    }),
    ground(
      'everybody tries to act and to decide on what is not theirs',
      { site: 'intl', review: { mostResubmissions: 0 } },
      (policy) => {
        const own = fixtures(policy);
        const mouths = ['ada', 'eve', hid('ada')];
        const actors = [
          ...mouths.map((id) => ({ role: 'applicant', id }) as const),
          ...[...mouths, 'rita'].map((id) => ({ role: 'reviewer', id }) as const),
          desk,
        ];
        const [start = submit, ...rest] = savings(own);
        const events = [
          ...rest.map((saying) => ({ ...saying, by: 'applicant' as const })),
          submit,
          say('reviewer', 'review.approve'),
          say('reviewer', 'review.reject', { reason: 'no' }),
          say('applicant', 'registration.handOver', { to: 'eve' }),
          say(desk, 'registration.handOver', { to: 'eve' }),
          say(desk, 'registration.handOver', { to: 'ada' }),
        ];
        return {
          registrations: [person({ policy, name: 'ada', from: 'choice', before: [start], events, actors })],
          world: honest(nobody, [needsPeople]),
          more: { failing: [], stopping: false },
          companies: asLantern('ada'),
        };
      },
    ),
    ground('a partner joins CSP, selects a path, in every order', intl, (policy) => {
      const program = 'cloudSolutionProvider';
      const path = 'software';
      const certificate = { id: 'K-1', validUntil: '2027-11-22T10:00:00.000Z' };
      const events = [
        say(robot, 'program.invited', { program }),
        say('applicant', 'program.apply', { program, businessArea: own(policy).country }),
        say('applicant', 'program.submit', { program, application: programApplication(program, policy) }),
        say(robot, 'program.approved', { program, certificate }),
        say(robot, 'program.approved', { program, certificate, attempt: 1 }),
        say(adaAsReviewer, 'program.approved', { program, certificate }),
        say(robot, 'program.rejected', { program, reason: 'no plan' }),
        say('applicant', 'program.cancel', { program }),
        say(robot, 'program.left', { program }),
        say('applicant', 'path.select', { path }),
        say('applicant', 'path.exit', { path }),
        say('applicant', 'enrollment.deregister'),
      ];
      return {
        registrations: [
          person({ policy, name: 'ada', from: 'submitted', events }),
          person({
            policy,
            name: 'bob',
            from: 'submitted',
            business: { ...own(policy).business, registrationNumber: 'IE-1' },
            events: [say('applicant', 'path.select', { path })],
          }),
        ],
        world: honest(nobody),
        more: { failing: [], stopping: false },
        companies: { [hid('ada')]: 'lantern', [hid('bob')]: 'another' },
      };
    }),
    ground(
      'a partner of cn asks to be deregistered, selects a path and joins a program, in every order',
      { site: 'cn' },
      (policy) => {
        const program = 'reseller';
        const certificate = { id: 'K-1', validUntil: '2027-11-22T10:00:00.000Z' };
        const events = [
          say('applicant', 'enrollment.deregister'),
          say('applicant', 'enrollment.purchase.request'),
          say('applicant', 'path.select', { path: 'software' }),
          say('applicant', 'path.exit', { path: 'software' }),
          say(robot, 'program.invited', { program }),
          say('applicant', 'program.apply', { program }),
          say('applicant', 'program.submit', { program, application: programApplication(program, policy) }),
          say(robot, 'program.approved', { program, certificate }),
          say(robot, 'program.rejected', { program, reason: 'no plan' }),
          say('applicant', 'program.cancel', { program }),
        ];
        return {
          registrations: [person({ policy, name: 'ada', from: 'submitted', events })],
          world: honest(nobody),
          companies: asLantern('ada'),
        };
      },
    ),
    ground('a company of Hong Kong on cn', { site: 'cn' }, (policy) => {
      const { realName, business, account } = own(policy);
      const company = { companyName: 'Harbour Cloud Limited', country: 'HK', registrationNumber: '2345678' };
      const harbour = { ...business, ...company };
      const [, , ...rest] = savings(own(policy));
      const events = (name: string) => [
        say('applicant', 'signup.realName.start'),
        say('applicant', 'signup.realName.apply', { application: { ...realName, ...company } }),
        say(robot, 'signup.realName.decided', { resultCode: 2 }),
        say(adaAsReviewer, 'signup.realName.decided', { resultCode: 2 }),
        say(robot, 'signup.realName.decided', { resultCode: 1, reason: 'unreadable' }),
        say('applicant', 'wizard.start'),
        say('applicant', 'wizard.business.save', { business: harbour }),
        ...rest.map((saying) => ({ ...saying, by: 'applicant' as const })),
        submit,
        ...again,
        ...associating(own(policy), name),
      ];
      return {
        registrations: [
          person({
            policy,
            name: 'ada',
            from: 'choice',
            account: { ...account, huaweiId: hid('ada'), realName: null },
            events: events('ada'),
          }),
        ],
        world: honest(nobody),
        more: { failing: ['lookUpCompany', 'registerPartner'] },
        companies: asLantern('ada'),
      };
    }),
    ground('a company whose number a company of another register has', { site: 'intl' }, (policy) => {
      const { business, munich, start } = namesakes(policy);
      const [, , ...later] = savings(own(policy));
      const events = [
        ...later.map((saying) => ({ ...saying, by: 'applicant' as const })),
        submit,
        ...again,
        say(rita, 'review.approve'),
        say('applicant', 'wizard.company.isAnother'),
        say('applicant', 'wizard.back'),
        say('applicant', 'wizard.business.save', { business: { ...business, register: 'Hamburg' } }),
        ...wayBack,
        ...associating(own(policy), 'ada'),
      ];
      const initial = { ...nobody, partners: { 'P-munich': munich } };
      return {
        registrations: [person({ policy, name: 'ada', from: 'choice', before: start, events })],
        world: withStranger(honest(initial, undefined, isNotMunich), { ...companyOf(business), register: 'Hamburg' }),
        more: { failing: ['registerPartner'], stopping: false },
        companies: { [hid('ada')]: 'hamburg', 'P-munich': 'munich', 'P-elsewhere': 'hamburg' },
      };
    }),
    ground('colleagues who both say that their company is not the partner of the same number', intl, (policy) => {
      const { munich, before } = namesakes(policy);
      const isAnother = say('applicant', 'wizard.company.isAnother');
      const events = [submit, ...again, say(rita, 'review.approve'), say(robot, 'review.screeningPassed'), isAnother];
      return {
        registrations: ['ada', 'bob'].map((name) => person({ policy, name, from: 'choice', before, events })),
        world: honest({ ...nobody, partners: { 'P-munich': munich } }),
        companies: { [hid('ada')]: 'hamburg', [hid('bob')]: 'hamburg', 'P-munich': 'munich' },
        isWhole: false,
      };
    }),
    ground('decisions name a submission, and a policy comes that asks for more', named, (policy) => {
      const { contact } = own(policy);
      const asksForMore = createPolicy({ ...named, contact: { jobTitleRequired: true } });
      const { jobTitle: _jobTitle, ...withoutJobTitle } = contact;
      const decided = [1, 2].flatMap((attempt) => [
        say(rita, 'review.approve', { attempt }),
        say(rita, 'review.reject', { attempt, reason: 'the name differs' }),
      ]);
      const events = [
        ...decided,
        say(rita, 'review.approve'),
        say('applicant', 'review.revise'),
        say('applicant', 'wizard.step.open', { step: 'contact' }),
        say('applicant', 'wizard.contact.save', { contact }),
        say('applicant', 'wizard.step.open', { step: 'agreement' }),
        submit,
        ...again,
        say(robot, 'registration.policyChanged', { policy: asksForMore }),
      ];
      const before = [
        { type: 'wizard.step.open', step: 'contact' },
        { type: 'wizard.contact.save', contact: withoutJobTitle },
        { type: 'wizard.step.open', step: 'agreement' },
        { type: 'wizard.submit' },
      ];
      return {
        registrations: [person({ policy, name: 'ada', before, events })],
        world: honest(nobody, [needsPeople]),
        more: { failing: ['lookUpCompany', 'registerPartner'] },
        companies: asLantern('ada'),
      };
    }),
    ground('a person who is associated becomes dedicated personnel, whoever decides', named, (policy) => {
      const { address, statement } = own(policy);
      const whom = { by: 'accountName', value: hid('ben') } as typeof address;
      const application = { path: 'service', position: 'SA', baseLocation: 'Berlin' };
      const decided = [rita, { role: 'reviewer', id: hid('ben') } as const].flatMap((by) =>
        [1, 2].flatMap((attempt) => [
          say(by, 'association.dedicated.approved', { attempt }),
          say(by, 'association.dedicated.rejected', { attempt, reason: 'no certificate' }),
        ]),
      );
      const before = [
        say(applicant('ben'), 'registration.associate'),
        say(applicant('ben'), 'association.request', {
          address: whom,
          company: { partnerId: 'P-red', companyName: 'Red' },
        }),
        say(desk, 'association.invite', { address: whom }),
        say({ role: 'member', id: hid('ben') }, 'association.accept', { statement }),
      ];
      const events = [say(desk, 'association.dedicated.apply', application), ...decided];
      const world = honest(nobody);
      return {
        registrations: [person({ policy, name: 'ben', from: 'choice', before, events })],
        world: { ...world, ports: { ...world.ports, lookUpCompanyPaths: () => [{ value: { paths: ['service'] } }] } },
        invitations: ['ben'],
      };
    }),
    ground('in review alone, a company becomes a partner elsewhere, and a policy comes', intl, (policy) => {
      const { business } = own(policy);
      const revised = completeApplication(policy, { business });
      return {
        machine: reviewMachine,
        registrations: ['ada', 'bob'].map((name) => ({
          name,
          input: {
            policy,
            account: { huaweiId: hid(name) },
            application: submittedApplication(policy, { applicantId: name, business }),
          },
          prologue: [say(rita, 'review.reject', { reason: 'the name differs' })],
          events: [
            ...decisions,
            say('applicant', 'review.resubmit', { application: revised }),
            say(robot, 'registration.policyChanged', { policy: createPolicy({ site: 'intl' }) }),
          ],
          actors: [applicant(name), rita, robot],
          own: [name, hid(name)],
        })),
        world: withStranger(honest(nobody, [needsPeople]), companyOf(business)),
        more: { stopping: false },
        isWhole: false,
      };
    }),
  ];
}

const own = fixtures;

const isNotMunich = (partnerId: string) => partnerId !== 'P-munich';

/** The grounds of the world; each is gone when asked for. */
export const worlds: ReadonlyMap<string, WorldGoing> = new Map(grounds());
