import type { AnyStateMachine, InputFrom } from 'xstate';
import { newApplication } from '../../src/application.js';
import { associationMachine } from '../../src/association/association.machine.js';
import { type PartnerProgram, partnerPrograms } from '../../src/choices.js';
import { developmentPathMachine } from '../../src/developmentPath/developmentPath.machine.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import type { Actor, Role } from '../../src/events.js';
import { partnerProgramMachine } from '../../src/partnerProgram/partnerProgram.machine.js';
import { createPolicy, type Policy, type PolicySettings } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { type Fixtures, fixtures } from '../../src/testing/fixtures.js';
import { cleanAccount } from '../../src/testing/ports.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import { programApplication } from '../support/answers.js';
import type { Span } from '../support/clock.js';
import type { Saying } from '../support/drive.js';
import { down, type Scripts } from '../support/ports.js';

/** The verification code of every challenge; so long that no hash or time contains it by chance. */
export const code = '908172635445';

/** Who acts in each role. */
export const people: Readonly<Record<Role, Actor>> = {
  applicant: { role: 'applicant', id: 'ada' },
  member: { role: 'member', id: 'hid-ben' },
  administrator: { role: 'administrator', id: 'adam' },
  reviewer: { role: 'reviewer', id: 'rita' },
  system: { role: 'system', id: 'portal' },
};

/** One line of a scenario: what is said and by whom, or how much time passes before what is due then. */
export type Line = Said | { readonly tick: Span };

/** Something said, what becomes of it and how long before it nothing happened; saved at once unless told otherwise. */
interface Said<E = { readonly type: string }> {
  readonly say: E;
  readonly by?: Role;
  readonly wait?: Span;
  readonly becomes?: 'saved' | 'ignored' | 'refused';
}

/** A registration from its start to its end. */
export interface Scenario {
  readonly name: string;
  readonly machine: AnyStateMachine;
  readonly input: { readonly policy: Policy };
  /** Ports that remember nothing of another run. */
  readonly ports: () => Scripts;
  readonly lines: readonly Line[];
  /** Where it ends, as a dotted path. */
  readonly ends: string;
}

interface Told<M extends AnyStateMachine> extends Omit<Scenario, 'machine' | 'input' | 'lines' | 'ports'> {
  readonly machine: M;
  readonly input: InputFrom<M> & { readonly policy: Policy };
  readonly ports?: () => Scripts;
  readonly lines: readonly (Said<Saying<M>> | Saying<M> | { readonly tick: Span })[];
}

function scenario<M extends AnyStateMachine>(told: Told<M>): Scenario {
  const lines = told.lines.map((line) => ('type' in line ? { say: line } : line) as Line);
  return { ...told, lines, ports: () => ({ ...honest(told.input.policy), ...told.ports?.() }) };
}

/** Ports that know the code of this file and the person of the fixtures. */
function honest(policy: Policy): Scripts {
  return {
    checkVerificationCode: ({ verificationCode }) => ({ result: verificationCode === code ? 'correct' : 'wrong' }),
    lookUpInvitee: () => ({ matches: [fixtures(policy).invitee], invitationsToday: 0 }),
  };
}

/** A port that is down the first time. */
function downAtFirst(answer: () => unknown): () => unknown {
  let calls = 0;
  return () => {
    calls += 1;
    return calls === 1 ? down() : answer();
  };
}

function policyOf(settings: PolicySettings): Policy {
  return createPolicy({ verificationCode: { digits: code.length }, ...settings });
}

const intl = policyOf({ site: 'intl', review: { targetDays: 5 } });
const cn = policyOf({ site: 'cn' });
const lenient = policyOf({
  site: 'eu',
  business: { secondAccount: true },
  review: { editable: true, withdrawable: true },
});

const notPassed = () => ({ result: 'notPassed', findings: [{ cause: 'other' }] });
const right = { type: 'signup.code.submit', verificationCode: code } as const;
const wrong = { type: 'signup.code.submit', verificationCode: '000000000000' } as const;

const toPassword = ({ country, email }: Fixtures) =>
  [{ type: 'signup.country.choose', country }, { type: 'signup.email.submit', email }, right] as const;

const throughSignup = (answers: Fixtures) =>
  [
    ...toPassword(answers),
    { type: 'signup.password.set', password: answers.password },
    { type: 'signup.securityPhone.skip' },
    { type: 'signup.cloud.enable', agreements: answers.agreements },
    { type: 'signup.information.complete', information: answers.information },
  ] as const;

const afterBusiness = ({ contact, filing, acceptance }: Fixtures) =>
  [
    { type: 'wizard.contact.save', contact },
    { type: 'wizard.sensitiveRelationship.file', filing },
    { type: 'wizard.agreement.accept', acceptance },
    { type: 'wizard.submit' },
  ] as const;

const throughWizard = (answers: Fixtures) =>
  [
    { type: 'wizard.start' },
    { type: 'wizard.business.save', business: answers.business },
    ...afterBusiness(answers),
  ] as const;

const invitation = (answers: Fixtures) =>
  [
    { type: 'association.invite', address: answers.address },
    { say: { type: 'association.open' }, by: 'member' },
    { say: { type: 'association.accept', statement: answers.statement }, by: 'member' },
  ] as const;

const dedicated = {
  type: 'association.dedicated.apply',
  path: 'service',
  position: 'SA',
  baseLocation: 'Galway',
  certificate: 'HCIP-4711',
  onboardingDate: '2026-03-02',
} as const;
const cancelled = {
  type: 'association.dedicated.cancel',
  reason: 'Ben has moved to another team.',
  file: { fileId: 'file-9', name: 'request.pdf', mediaType: 'application/pdf', bytes: 20_000 },
} as const;

const one = fixtures(intl);
const chinese = fixtures(cn);
const european = fixtures(lenient);

/** Scenarios of the whole road. Between them everything that may be said is said, and the main end of each site is reached. */
export const roads: readonly Scenario[] = [
  scenario({
    name: 'intl: rejected once by manual review, then a partner',
    machine: registrationMachine,
    input: { policy: intl },
    ports: () => ({
      screenApplication: notPassed,
      registerPartner: downAtFirst(() => ({ partnerId: 'P-LANTERN' })),
    }),
    lines: [
      { type: 'signup.country.choose', country: 'FR' },
      { type: 'signup.country.choose', country: one.country },
      { say: { type: 'signup.country.choose', country: one.country }, becomes: 'ignored' },
      { type: 'signup.email.submit', email: one.email },
      { say: { type: 'signup.code.resend' }, becomes: 'refused' },
      { say: { type: 'signup.code.resend' }, wait: { seconds: 60 } },
      wrong,
      { tick: { minutes: 6 } },
      { type: 'signup.code.resend' },
      right,
      { type: 'signup.back' },
      { type: 'signup.email.submit', email: one.email },
      right,
      { say: { type: 'signup.password.set', password: 'short1' }, becomes: 'refused' },
      { type: 'signup.password.set', password: one.password },
      { type: 'signup.securityPhone.give', phone: one.phone },
      right,
      { say: { type: 'signup.cloud.enable', agreements: [] }, becomes: 'refused' },
      { type: 'signup.cloud.enable', agreements: one.agreements },
      { type: 'signup.information.complete', information: one.information },
      { type: 'wizard.start' },
      { type: 'wizard.draft.keep', step: 'business', draft: { companyName: 'Lant', website: 'none yet' } },
      { type: 'wizard.business.save', business: one.business },
      { type: 'wizard.contact.save', contact: one.contact },
      { type: 'wizard.back' },
      { type: 'wizard.step.open', step: 'sensitiveRelationship' },
      { say: { type: 'wizard.submit' }, becomes: 'refused' },
      { type: 'wizard.sensitiveRelationship.file', filing: one.filing },
      { type: 'wizard.agreement.accept', acceptance: one.acceptance },
      { type: 'wizard.submit' },
      { say: { type: 'review.reject', reason: '' }, becomes: 'refused' },
      { tick: { days: 6 } },
      {
        type: 'review.reject',
        reason: 'The name differs from the licence.',
        causes: ['companyNameMismatch'],
        attempt: 1,
      },
      { type: 'review.revise' },
      { type: 'wizard.business.save', business: { ...one.business, companyName: 'Lantern Cloud Works Ltd' } },
      ...afterBusiness(one),
      { type: 'review.approve', attempt: 2 },
      { type: 'enrollment.registration.retry' },
      { say: { type: 'enrollment.withdraw' }, becomes: 'refused' },
      { say: { type: 'path.select', path: 'learning' }, becomes: 'refused' },
      { type: 'path.invited', path: 'learning' },
      { say: { type: 'path.select', path: 'learning' }, by: 'administrator' },
      { type: 'program.apply', program: 'reseller' },
      { say: { type: 'program.apply', program: 'cloudSolutionProvider' }, becomes: 'refused' },
      { say: { type: 'enrollment.deregister' }, becomes: 'refused' },
      {
        type: 'registration.policyChanged',
        policy: policyOf({ site: 'intl', version: 'next year', business: { registerRequiredIn: ['US'] } }),
      },
    ],
    ends: 'enrollment.enrolled',
  }),
  scenario({
    name: 'cn: real-name authentication rejected once, then a partner',
    machine: registrationMachine,
    input: { policy: cn },
    ports: () => ({ screenApplication: () => ({ result: 'pending' }) }),
    lines: [
      ...toPassword(chinese),
      { type: 'signup.password.set', password: chinese.password },
      { type: 'signup.securityPhone.give', phone: chinese.phone },
      right,
      { type: 'signup.cloud.enable', agreements: chinese.agreements },
      { type: 'signup.information.postpone' },
      { type: 'signup.realName.postpone' },
      { say: { type: 'wizard.start' }, becomes: 'refused' },
      { type: 'signup.realName.start' },
      { type: 'signup.realName.apply', application: chinese.realName },
      { say: { type: 'signup.realName.decided', resultCode: 0 }, becomes: 'ignored' },
      { type: 'signup.realName.decided', resultCode: 1, reason: 'The file cannot be read.', attempt: 1 },
      { type: 'signup.realName.apply', application: chinese.realName },
      { say: { type: 'signup.realName.decided', resultCode: 2 }, by: 'reviewer' },
      { type: 'signup.information.complete', information: { ...chinese.information, accountType: 'enterprise' } },
      ...throughWizard(chinese),
      { say: { type: 'path.select', path: 'service' }, becomes: 'refused' },
      { say: { type: 'program.apply', program: 'reseller' }, becomes: 'refused' },
      { say: { type: 'enrollment.deregister' }, becomes: 'refused' },
      { type: 'review.screeningPassed', attempt: 1 },
      { type: 'path.select', path: 'service' },
      { say: { type: 'enrollment.deregister' }, becomes: 'refused' },
      { type: 'path.exit', path: 'service' },
      { type: 'enrollment.deregister' },
      { say: { type: 'enrollment.deregister' }, becomes: 'refused' },
      { say: { type: 'registration.handOver', to: people.applicant.id }, becomes: 'refused' },
      { type: 'registration.handOver', to: 'ada-2' },
      { say: { type: 'registration.handOver', to: people.applicant.id }, by: 'administrator' },
    ],
    ends: 'enrollment.enrolled',
  }),
  scenario({
    name: 'cn: real-name authentication comes from the master account, manual review follows',
    machine: registrationMachine,
    input: {
      policy: cn,
      account: { ...chinese.account, realName: null, information: { ...chinese.information, name: 'Lantern' } },
    },
    ports: () => ({ screenApplication: () => ({ result: 'pending' }) }),
    lines: [
      { type: 'signup.realName.start' },
      { type: 'signup.realName.synchronised', masterNameBefore: 'Lantern', application: chinese.realName },
      ...throughWizard(chinese),
      {
        type: 'review.screeningFailed',
        findings: [{ cause: 'contactInvalid', detail: 'Nobody answers.' }],
        attempt: 1,
      },
      { type: 'review.approve' },
    ],
    ends: 'enrollment.enrolled',
  }),
  scenario({
    name: 'eu: edits in review and gives up',
    machine: registrationMachine,
    input: { policy: lenient, account: european.account },
    ports: () => {
      const answers = [() => ({ result: 'pending' }), down, notPassed];
      return { screenApplication: () => answers.shift()?.() };
    },
    lines: [
      ...throughWizard(european),
      { type: 'review.edit' },
      { type: 'wizard.submit' },
      { type: 'review.screening.retry' },
      { type: 'review.withdraw' },
      { type: 'registration.associate' },
      { type: 'association.request', address: european.address, company: european.company },
      { type: 'registration.leave' },
    ],
    ends: 'choosingRoad',
  }),
  scenario({
    name: 'intl: the company is a partner already, so the person associates',
    machine: registrationMachine,
    input: { policy: intl, account: one.account },
    ports: () => ({
      lookUpCompany: downAtFirst(() => ({ partner: one.company })),
      lookUpInvitee: () => ({
        matches: [one.invitee, { ...one.invitee, huaweiId: 'hid-other' }],
        invitationsToday: 0,
      }),
    }),
    lines: [
      { type: 'wizard.start' },
      { type: 'wizard.business.save', business: one.business },
      { type: 'wizard.company.checkAgain' },
      { say: { type: 'wizard.company.applyAnyway' }, becomes: 'refused' },
      { type: 'wizard.company.associate' },
      { type: 'association.request', address: one.address },
      { type: 'association.invite', address: one.address },
      { type: 'association.account.choose', huaweiId: one.invitee.huaweiId },
      { say: { type: 'association.open' }, by: 'applicant', becomes: 'refused' },
      { tick: { days: 7 } },
      { type: 'association.resend' },
      { say: { type: 'association.open' }, by: 'member', wait: { days: 6, hours: 23 } },
      { say: { type: 'association.accept', statement: one.statement }, by: 'member' },
      { type: 'association.benefit.request', benefit: 'examVoucher' },
      { type: 'association.disassociate' },
      { type: 'association.invite', address: one.address },
      { type: 'association.account.choose', huaweiId: one.invitee.huaweiId },
      { type: 'association.acceptedElsewhere' },
    ],
    ends: 'association.superseded',
  }),
  scenario({
    name: 'eu: applies although the company is a partner already',
    machine: registrationMachine,
    input: { policy: lenient, account: european.account },
    ports: () => ({ lookUpCompany: () => ({ partner: european.company }) }),
    lines: [
      { type: 'wizard.start' },
      { type: 'wizard.business.save', business: european.business },
      { type: 'wizard.back' },
      { type: 'wizard.business.save', business: european.business },
      { type: 'wizard.company.applyAnyway' },
      ...afterBusiness(european),
    ],
    ends: 'enrollment.enrolled',
  }),
  scenario({
    name: 'eu: a partner of the same number is another company, so people review',
    machine: registrationMachine,
    input: { policy: lenient, account: european.account },
    ports: () => ({ lookUpCompany: () => ({ partner: european.company }) }),
    lines: [
      { type: 'wizard.start' },
      { type: 'wizard.business.save', business: european.business },
      { type: 'wizard.company.isAnother' },
      ...afterBusiness(european),
      { type: 'review.approve' },
    ],
    ends: 'enrollment.enrolled',
  }),
  scenario({
    name: 'intl: the company becomes a partner while its application is in review',
    machine: registrationMachine,
    input: { policy: intl, account: one.account },
    ports: () => ({ registerPartner: downAtFirst(() => ({ result: 'alreadyPartner', partner: one.company })) }),
    lines: [...throughWizard(one), { type: 'enrollment.registration.retry' }],
    ends: 'wizard.offeringAssociation',
  }),
  scenario({
    name: 'intl: an account from before the HUAWEI ID is upgraded',
    machine: registrationMachine,
    input: { policy: intl },
    ports: () => {
      const facts = {
        oldAccountCountry: one.country,
        huaweiIdCountry: one.country,
        huaweiIdFrozen: false,
        huaweiIdBoundElsewhere: false,
        contactOnUnusedId: false,
        mobileTaken: false,
      };
      const answers = [down, () => ({ ...facts, huaweiIdFrozen: true }), () => facts];
      return { lookUpUpgrade: () => answers.shift()?.() };
    },
    lines: [
      { type: 'signup.oldAccount.signedIn', accountId: 'old-1', country: one.country, email: one.email },
      { type: 'signup.upgrade.request', huaweiId: 'hid-ada' },
      { type: 'signup.upgrade.request', huaweiId: 'hid-ada' },
      { type: 'signup.upgrade.request', huaweiId: 'hid-ada' },
    ],
    ends: 'choosingRoad',
  }),
  scenario({
    name: 'intl: an account from before the HUAWEI ID stays as it is',
    machine: registrationMachine,
    input: { policy: intl },
    lines: [
      { type: 'signup.oldAccount.signedIn', accountId: 'old-1', country: one.country, email: one.email },
      { type: 'signup.upgrade.postpone' },
    ],
    ends: 'choosingRoad',
  }),
  scenario({
    name: 'intl: a country whose HUAWEI ID cannot enable cloud services',
    machine: registrationMachine,
    input: { policy: intl },
    lines: [
      { type: 'signup.country.choose', country: 'TR' },
      { type: 'signup.email.submit', email: one.email },
      right,
      { type: 'signup.password.set', password: one.password },
      { type: 'signup.securityPhone.skip' },
      { say: { type: 'signup.cloud.enable', agreements: one.agreements }, becomes: 'refused' },
      { type: 'signup.cloudAccount.linked', accountId: 'cloud-1' },
      { type: 'signup.information.postpone' },
    ],
    ends: 'choosingRoad',
  }),
];

/** Where every program is left without Huawei, and the account of a partner may be deregistered. */
const leavable = policyOf({
  site: 'intl',
  programs: { selfLeave: [...partnerPrograms] },
  deregistration: { partnerAccounts: true },
});

const handIn = (program: PartnerProgram) =>
  ({ type: 'program.submit', program, application: programApplication(program, leavable) }) as const;

const submittedAt = '2026-11-20T09:00:00.000Z';

const submitted = newApplication({
  applicantId: people.applicant.id,
  business: one.business,
  contact: one.contact,
  filing: one.filing,
  acceptance: { ...one.acceptance, acceptedAt: submittedAt, acceptedBy: people.applicant.id },
  company: { country: one.country, registrationNumber: one.business.registrationNumber, partner: null },
  submittedAt,
});

/** As a client may send it: all that it was shown comes back, of which only the answers are the applicant's to say. */
const revised = newApplication({
  ...submitted,
  contact: { ...one.contact, name: 'Ada L.' },
  business: { ...one.business, register: 'CRO' },
  acceptance: {
    ...one.acceptance,
    acceptedAt: submittedAt,
    acceptedBy: people.applicant.id,
    text: { url: 'https://lantern.example/agreement', sha256: 'a'.repeat(64) },
  },
  drafts: { contact: { name: 'Ada' } },
  company: {
    country: one.country,
    registrationNumber: one.business.registrationNumber,
    register: 'CRO',
    partner: null,
  },
  differentFrom: { partnerId: 'P-OTHER', statedAt: submittedAt },
  rejected: { business: { ...one.business, register: 'CRO' }, contact: one.contact, filing: one.filing },
});

/** Everything explained that may be. */
const explained = {
  ...one.filing,
  answers: one.filing.answers.map((answer) => ({ ...answer, value: true, details: 'A brother of the founder.' })),
};

/** One scenario for each chart on its own. */
export const charts: readonly Scenario[] = [
  scenario({
    name: 'signup alone',
    machine: signupMachine,
    input: { policy: intl },
    lines: throughSignup(one),
    ends: 'complete',
  }),
  scenario({
    name: 'wizard alone',
    machine: wizardMachine,
    input: { policy: intl, account: one.account },
    lines: throughWizard(one),
    ends: 'submitted',
  }),
  scenario({
    name: 'review alone',
    machine: reviewMachine,
    input: { policy: intl, application: submitted },
    ports: () => ({ screenApplication: ({ attempt }) => (attempt === 1 ? notPassed() : { result: 'passed' }) }),
    lines: [
      { type: 'review.reject', reason: 'The name differs from the licence.', attempt: 1 },
      { type: 'review.revise' },
      { type: 'review.resubmit', application: revised },
    ],
    ends: 'approved',
  }),
  scenario({
    name: 'enrollment alone',
    machine: enrollmentMachine,
    input: { policy: intl, account: one.account, application: submitted },
    ports: () => ({ registerPartner: downAtFirst(() => ({ partnerId: 'P-LANTERN' })) }),
    lines: [{ type: 'enrollment.registration.retry' }, { type: 'path.select', path: 'software' }],
    ends: 'enrolled',
  }),
  scenario({
    name: 'enrollment alone: several paths, one up to the annual review',
    machine: enrollmentMachine,
    input: { policy: intl, account: one.account, application: submitted },
    ports: () => ({ lookUpAccount: downAtFirst(() => cleanAccount) }),
    lines: [
      { type: 'path.whitelisted', path: 'learning' },
      { type: 'path.invited', path: 'learning' },
      { type: 'path.select', path: 'learning' },
      { type: 'path.select', path: 'learning' },
      { say: { type: 'path.select', path: 'learning' }, becomes: 'refused' },
      { type: 'path.select', path: 'service' },
      { type: 'path.select', path: 'software' },
      { type: 'path.exit', path: 'service' },
      { type: 'path.validation.submit', path: 'software' },
      { type: 'path.solution.certified', path: 'software', level: 'certified' },
      { type: 'path.validation.submit', path: 'software' },
      { type: 'path.differentiation.submit', path: 'software' },
      { type: 'path.differentiation.failed', path: 'software', reason: 'Too few projects.', attempt: 1 },
      { type: 'path.differentiation.submit', path: 'software' },
      { type: 'path.differentiation.passed', path: 'software', certificate: { id: 'C-1' }, attempt: 2 },
      { type: 'path.validation.submit', path: 'learning' },
      { type: 'path.validation.failed', path: 'learning', reason: 'Too few trainers.', attempt: 1 },
      { type: 'path.validation.submit', path: 'learning' },
      { say: { type: 'path.validation.passed', path: 'learning', attempt: 2 }, by: 'system' },
      { say: { type: 'path.exit', path: 'learning' }, becomes: 'refused' },
      { tick: { days: 365 } },
      { type: 'path.annualReview.submit', path: 'software' },
      { type: 'path.annualReview.failed', path: 'software', reason: 'No revenue.', attempt: 3 },
      { type: 'path.annualReview.submit', path: 'software' },
      { type: 'path.annualReview.passed', path: 'software', attempt: 4 },
      { type: 'path.solution.certified', path: 'software', level: 'advanced' },
    ],
    ends: 'enrolled',
  }),
  scenario({
    name: 'enrollment alone: programs, one excluding the other, and the account deregistered in the end',
    machine: enrollmentMachine,
    input: { policy: leavable, account: one.account, application: submitted },
    ports: () => {
      const answers = [() => ({ ...cleanAccount, resources: true }), down];
      return { lookUpAccount: () => (answers.shift() ?? (() => cleanAccount))() };
    },
    lines: [
      { type: 'program.invited', program: 'distributor' },
      { type: 'program.apply', program: 'cloudSolutionProvider' },
      { type: 'program.apply', program: 'cloudSolutionProvider' },
      { type: 'enrollment.purchase.request' },
      { type: 'enrollment.account.lookUp' },
      { type: 'program.apply', program: 'cloudSolutionProvider', businessArea: 'SG' },
      { say: { type: 'enrollment.purchase.request' }, becomes: 'ignored' },
      handIn('cloudSolutionProvider'),
      { say: { type: 'enrollment.purchase.request' }, becomes: 'refused' },
      { say: { type: 'program.apply', program: 'distributor' }, becomes: 'refused' },
      { type: 'program.rejected', program: 'cloudSolutionProvider', reason: 'No plan.', attempt: 1 },
      { type: 'program.revise', program: 'cloudSolutionProvider' },
      { type: 'program.cancel', program: 'cloudSolutionProvider' },
      { type: 'program.apply', program: 'distributor' },
      handIn('distributor'),
      { say: { type: 'program.apply', program: 'cloudSolutionProvider' }, becomes: 'refused' },
      { type: 'program.approved', program: 'distributor', certificate: { id: 'K-1' }, attempt: 1 },
      { type: 'program.left', program: 'distributor' },
      { type: 'program.apply', program: 'reseller' },
      handIn('reseller'),
      { type: 'program.approved', program: 'reseller', certificate: { id: 'K-2', validUntil: '2026-12-24T00:00:00Z' } },
      { type: 'program.cooperation.invited', program: 'reseller', distributor: { partnerId: 'P-D', country: 'IE' } },
      { type: 'program.cooperation.accept', program: 'reseller', distributor: 'P-D' },
      { type: 'program.renew', program: 'reseller' },
      { type: 'program.renewalRefused', program: 'reseller', reason: 'No customers.', attempt: 2 },
      { tick: { days: 40 } },
      { type: 'program.renew', program: 'reseller' },
      {
        type: 'program.renewed',
        program: 'reseller',
        certificate: { id: 'K-3', validUntil: '2027-12-24T00:00:00Z' },
        attempt: 3,
      },
      { say: { type: 'program.renew', program: 'reseller' }, becomes: 'refused' },
      { say: { type: 'enrollment.deregister' }, becomes: 'refused' },
      { type: 'program.leave', program: 'reseller' },
      { type: 'enrollment.deregister' },
      { type: 'enrollment.sensitiveRelationship.file', filing: explained },
      { say: { type: 'enrollment.withdraw' }, becomes: 'refused' },
    ],
    ends: 'enrolled',
  }),
  scenario({
    name: 'association alone',
    machine: associationMachine,
    input: { policy: intl, company: one.company },
    lines: [...invitation(one), { say: { type: 'association.open' }, by: 'member', becomes: 'refused' }],
    ends: 'associated.notDedicated',
  }),
  scenario({
    name: 'dedicated personnel: rejected, proposed again, cancelled in the end',
    machine: associationMachine,
    input: { policy: intl, company: one.company },
    ports: () => ({ lookUpCompanyPaths: downAtFirst(() => ({ paths: ['service'] })) }),
    lines: [
      ...invitation(one),
      dedicated,
      dedicated,
      { type: 'association.dedicated.rejected', reason: 'The certificate has run out.', attempt: 1 },
      dedicated,
      { type: 'association.dedicated.approved', attempt: 2 },
      { type: 'association.dedicated.disqualified', reason: 'No certificate was handed in.', attempt: 2 },
      dedicated,
      { type: 'association.dedicated.approved' },
      cancelled,
      { type: 'association.dedicated.revoke' },
      cancelled,
      { type: 'association.dedicated.kept', reason: 'The file cannot be read.', attempt: 5 },
      cancelled,
      { type: 'association.dedicated.cancelled', attempt: 6 },
    ],
    ends: 'associated.cancelled',
  }),
];

/** One scenario for each chart that enrollment keeps as data, alone. */
export const parts: readonly Scenario[] = [
  scenario({
    name: 'developmentPath alone',
    machine: developmentPathMachine,
    input: { policy: intl, path: 'software', partner: { partnerId: 'P-LANTERN', account: cleanAccount } },
    lines: [
      { type: 'path.select', path: 'software' },
      { type: 'path.solution.certified', path: 'software', level: 'certified' },
      { type: 'path.validation.submit', path: 'software' },
      { type: 'path.differentiation.submit', path: 'software' },
      { type: 'path.differentiation.passed', path: 'software', certificate: { id: 'C-1' } },
      { tick: { days: 365 } },
      { type: 'path.annualReview.submit', path: 'software' },
      { type: 'path.annualReview.passed', path: 'software' },
    ],
    ends: 'differentiated',
  }),
  scenario({
    name: 'partnerProgram alone',
    machine: partnerProgramMachine,
    input: {
      policy: leavable,
      program: 'reseller',
      partner: { partnerId: 'P-LANTERN', country: one.country, account: cleanAccount },
    },
    lines: [
      { type: 'program.apply', program: 'reseller' },
      handIn('reseller'),
      { type: 'program.approved', program: 'reseller', certificate: { id: 'K-2', validUntil: '2026-12-24T00:00:00Z' } },
      { type: 'program.renew', program: 'reseller' },
      { type: 'program.renewalRefused', program: 'reseller', reason: 'No customers.' },
      { tick: { days: 40 } },
      { type: 'program.renew', program: 'reseller' },
      { type: 'program.renewed', program: 'reseller', certificate: { id: 'K-3', validUntil: '2027-12-24T00:00:00Z' } },
      { type: 'program.leave', program: 'reseller' },
    ],
    ends: 'left',
  }),
];

/** Every scenario of the road and of the charts it has as states. */
export const scenarios: readonly Scenario[] = [...roads, ...charts];
