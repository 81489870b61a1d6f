import type { Saying, WorldRegistration } from 'hcpn-registration/testing';
import type { Business } from '../../src/application.js';
import type { Policy } from '../../src/policy.js';
import type { registrationMachine } from '../../src/registration/registration.machine.js';
import { type Fixtures, fixtures } from '../../src/testing/fixtures.js';

/** One registration on the road. */
export type Registration = WorldRegistration<typeof registrationMachine>;

export const rita = { role: 'reviewer', id: 'rita' } as const;
/** The applicant herself, who works at the review desk too. */
export const adaAsReviewer = { role: 'reviewer', id: 'ada' } as const;
export const desk = { role: 'administrator', id: 'desk' } as const;
export const robot = { role: 'system', id: 'robot' } as const;

export const hid = (name: string) => `hid-${name}`;
export const applicant = (id: string) => ({ role: 'applicant', id }) as const;

/** Somebody with an account who applies for a company. */
interface Person {
  readonly policy: Policy;
  readonly name: string;
  readonly business?: Business;
  /** How far it is when the exploration begins. */
  readonly from?: 'choice' | 'agreement' | 'submitted';
  readonly before?: readonly Saying[];
  readonly events: readonly Saying[];
  readonly account?: Partial<Fixtures['account']>;
  readonly actors?: Registration['actors'];
}

export function person(who: Person): Registration {
  const { policy, name, from = 'agreement', before = [], events, account = {} } = who;
  const own = fixtures(policy);
  const business = who.business ?? own.business;
  const answers = { ...own, business };
  const submit = from === 'submitted' ? [{ type: 'wizard.submit' }] : [];
  const prologue = from === 'choice' ? before : [...savings(answers), ...submit, ...before];
  return {
    name,
    own: [name, hid(name), `P-${hid(name)}`],
    input: { policy, account: { ...own.account, huaweiId: hid(name), ...account } },
    prologue: prologue.map((saying) => ({ by: applicant(name), ...saying })),
    events,
    actors: who.actors ?? [applicant(name), rita, desk, robot, { role: 'member', id: hid(name) }],
  };
}

export function savings({ business, contact, filing, acceptance }: Fixtures): Saying[] {
  return [
    { type: 'wizard.start' },
    { type: 'wizard.business.save', business },
    { type: 'wizard.contact.save', contact },
    { type: 'wizard.sensitiveRelationship.file', filing },
    { type: 'wizard.agreement.accept', acceptance },
  ];
}

export const say = (by: Saying['by'], type: string, fields: object = {}): Saying => ({ type, by, ...fields }) as Saying;

export const submit = say('applicant', 'wizard.submit');
export const again = [
  say('applicant', 'enrollment.registration.retry'),
  say('applicant', 'review.screening.retry'),
  say('applicant', 'wizard.company.checkAgain'),
];
export const decisions = [
  say(rita, 'review.approve'),
  say(rita, 'review.reject', { reason: 'the name differs' }),
  say('applicant', 'review.revise'),
];

/** How one gets from the offer to associate to being associated. */
export function associating({ statement, address }: Fixtures, name: string): Saying[] {
  const whom = { by: 'accountName', value: hid(name) } as typeof address;
  return [
    say('applicant', 'wizard.company.associate'),
    say('applicant', 'association.request', { address: whom }),
    say(desk, 'association.invite', { address: whom }),
    say('member', 'association.accept', { statement }),
  ];
}

/** The way back from associating with a company that is another one. */
export const wayBack = [
  say('applicant', 'registration.leave'),
  say('applicant', 'wizard.start'),
  say('applicant', 'wizard.step.open', { step: 'agreement' }),
];

export const asLantern = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [hid(name), 'lantern']));

/** Applicants of one company who are about to submit. */
export function colleagues(policy: Policy, names: readonly string[], more: Partial<Person> = {}): Registration[] {
  const own = fixtures(policy);
  return names.map((name) => person({ policy, name, events: [submit, ...again, ...associating(own, name)], ...more }));
}

export function companyOf({ companyName, country, registrationNumber }: Business) {
  return { companyName, country, registrationNumber, register: null };
}

/** A company of Hamburg, and the partner of Munich whose number is the same. */
export function namesakes(policy: Policy) {
  const german = { country: 'DE', registrationNumber: 'HRB 12345' };
  const business = { ...fixtures(policy).business, ...german, companyName: 'Hamburg Cloud' };
  const [first = submit, , ...rest] = savings(fixtures(policy));
  const start = [first, { type: 'wizard.business.save', business }];
  return {
    business,
    munich: { ...german, companyName: 'Munich Cloud', register: 'München', huaweiId: null },
    /** The register is not said, and Munich is offered. */
    start,
    /** That is another company. */
    before: [...start, { type: 'wizard.company.isAnother' }, ...rest],
  };
}
