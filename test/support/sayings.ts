import { wizardSteps } from '../../src/application.js';
import type { DevelopmentPath, PartnerProgram } from '../../src/choices.js';
import { createPolicy, type Policy } from '../../src/policy.js';
import { cleanAccount } from '../../src/testing/ports.js';
import {
  acceptance,
  business,
  cnBusiness,
  completeApplication,
  contact,
  filing,
  programApplication,
  say,
  unifiedCode,
} from './answers.js';
import { rightCode } from './ports.js';
import type { Bare, WorldAnswers } from './walks.js';

/** Something said, with whatever it carries. */
const said = (type: string, payload: object = {}): Bare => ({ type, ...payload });

const licence = { fileId: 'file-1', name: 'licence.png', mediaType: 'image/png', bytes: 20_000 };
const enterprise = {
  kind: 'enterprise',
  certificateType: 'businessLicence',
  companyName: cnBusiness.companyName,
  country: 'CN',
  registrationNumber: unifiedCode,
  files: [licence],
};
const individual = { kind: 'individual', name: '张伟', birthDate: '1990-01-01', files: [licence, licence] };
const information = {
  accountType: 'enterprise',
  name: cnBusiness.companyName,
  mobileNumber: '+4930123456',
  paymentMethodAdded: false,
};
const member = { by: 'email', value: 'member@acme.example' };
const dedicated = { path: 'service', position: 'SA', baseLocation: 'Berlin' };
const statement = { id: 'huawei-id-association-statement', version: '1.0', agreed: true, employee: true };

/** The policy of next year: another agreement, another questionnaire. */
export function nextYear(policy: Policy): Policy {
  return createPolicy({
    ...policy,
    agreement: { id: policy.agreement.id, version: '2027-11' },
    sensitiveRelationship: { ...policy.sensitiveRelationship, version: '2027-11' },
  });
}

/** For every event of the road at least one payload that may pass, and most of the ways to get it wrong. */
export function roadSayings(policy: Policy): Bare[] {
  const next = nextYear(policy);
  return [
    said('signup.country.choose', { country: policy.site === 'cn' ? 'CN' : 'DE' }),
    said('signup.country.choose', { country: 'TR' }),
    said('signup.country.choose', { country: 'Atlantis' }),
    said('signup.email.submit', { email: 'a@b.example' }),
    said('signup.email.submit', { email: 'c@d.example' }),
    said('signup.email.submit', { email: 'nobody' }),
    said('signup.code.submit', { verificationCode: rightCode }),
    said('signup.code.submit', { verificationCode: '12' }),
    said('signup.code.resend', { at: '2026-11-22T10:02:00.000Z' }),
    said('signup.code.resend'),
    said('signup.code.expired', { at: '2026-11-22T11:00:00.000Z' }),
    said('signup.code.expired'),
    said('signup.password.set', { password: 'abc12345' }),
    said('signup.password.set', { password: 'abc' }),
    said('signup.securityPhone.give', { phone: '+4930123456' }),
    said('signup.securityPhone.give', { phone: '123' }),
    said('signup.securityPhone.skip'),
    said('signup.cloud.enable', { agreements: policy.account.agreements }),
    said('signup.cloud.enable', { agreements: [] }),
    said('signup.cloudAccount.linked', { accountId: 'cloud-1' }),
    said('signup.information.complete', { information }),
    said('signup.information.complete', { information: { ...information, accountName: '12345' } }),
    said('signup.information.postpone'),
    said('signup.realName.start'),
    said('signup.realName.apply', { application: enterprise }),
    said('signup.realName.apply', { application: individual }),
    said('signup.realName.apply', { application: { ...enterprise, files: [] } }),
    said('signup.realName.postpone'),
    said('signup.realName.decided', { resultCode: 0 }),
    said('signup.realName.decided', { resultCode: 1, reason: 'unreadable' }),
    said('signup.realName.decided', { resultCode: 1 }),
    said('signup.realName.decided', { resultCode: 2 }),
    said('signup.realName.decided', { resultCode: 2, attempt: 1 }),
    said('signup.realName.synchronised', { masterNameBefore: null, application: enterprise }),
    said('signup.realName.synchronised', { masterNameBefore: information.name, application: enterprise }),
    said('signup.oldAccount.signedIn', { accountId: 'old-1', country: 'DE', email: 'a@b.example' }),
    said('signup.upgrade.request', { huaweiId: 'huawei-id-2' }),
    said('signup.upgrade.postpone'),
    said('signup.back'),

    say.start,
    policy.site === 'cn' ? said('wizard.business.save', { business: cnBusiness }) : say.business(),
    say.business({ companyName: 'Acme AG' }),
    say.business({ registrationNumber: 'HRB 9' }),
    say.business({ companyName: '12345' }),
    say.contact(),
    say.contact({ name: 'Zoë Maier' }),
    said('wizard.contact.save', { contact: { ...contact, email: '' } }),
    say.filing(filing(policy)),
    say.filing(filing(next)),
    say.filing({ ...filing(policy), answers: [] }),
    say.agreement(acceptance(policy)),
    say.agreement(acceptance(next)),
    say.agreement({ ...acceptance(policy), authorityConfirmed: false }),
    say.submit,
    say.back,
    ...wizardSteps.map(say.open),
    said('wizard.step.open', { step: 'somewhere' }),
    said('wizard.draft.keep', { step: 'contact', draft: { name: 'Z' } }),
    said('wizard.company.checkAgain'),
    said('wizard.company.associate'),
    said('wizard.company.applyAnyway'),
    said('wizard.company.isAnother'),
    { ...say.submit, by: { role: 'applicant', id: 'applicant-2' } },
    { ...say.start, by: { role: 'applicant', id: 'applicant-2' } },

    said('review.screeningPassed'),
    said('review.screeningFailed', { findings: [{ cause: 'other' }] }),
    said('review.screening.retry'),
    said('review.approve'),
    said('review.approve', { attempt: 2 }),
    said('review.reject', { reason: 'name differs' }),
    said('review.reject', { reason: ' ' }),
    said('review.overdue', { at: '2027-01-22T10:00:00.000Z' }),
    said('review.overdue'),
    said('review.revise'),
    said('review.resubmit', { application: completeApplication(policy, { business }) }),
    said('review.edit'),
    said('review.withdraw'),
    said('review.withdraw', { by: { role: 'applicant', id: 'applicant-2' } }),

    said('enrollment.registration.retry'),
    said('enrollment.account.lookUp'),
    said('enrollment.account.lookUp', { partnerId: 'partner-2' }),
    said('enrollment.purchase.request'),
    said('enrollment.purchase.request', { product: 'ecs' }),
    said('enrollment.deregister'),
    said('enrollment.deregister', { reason: 'why not' }),
    said('enrollment.sensitiveRelationship.file', { filing: filing(policy, true) }),
    said('enrollment.sensitiveRelationship.file', { filing: filing(next) }),
    said('enrollment.sensitiveRelationship.file', { filing: { ...filing(policy), answers: [] } }),
    said('enrollment.withdraw'),
    ...pathsWalked.flatMap(pathSayings),
    said('path.select', { path: 'hardware' }),
    said('path.exit'),
    said('path.solution.certified', { path: 'software', level: 'golden' }),
    said('path.validation.passed', { path: 'service', certificate: 'C-1' }),
    ...programsWalked.flatMap((program) => programSayings(program, policy)),
    said('program.apply', { program: 'poker' }),
    said('program.apply', { program: 'cloudSolutionProvider', businessArea: 'Atlantis' }),
    said('program.submit', { program: 'distributor', application: { agreements: [] } }),
    said('program.submit', {
      program: 'koogallerySeller',
      application: { agreements: [], seller: { website: 'ftp://x' } },
    }),
    said('program.cooperation.invited', { program: 'reseller', distributor: { partnerId: 'P-D', country: 'FR' } }),

    said('association.request', { address: member, company: { partnerId: 'P-1', companyName: 'Partner 1' } }),
    said('association.request', { address: member }),
    said('association.invite', { address: member }),
    said('association.resend'),
    said('association.account.choose', { huaweiId: 'member-1' }),
    said('association.account.choose', { huaweiId: 'nobody' }),
    said('association.open'),
    said('association.accept', { statement }),
    said('association.accept', { statement: { ...statement, agreed: false } }),
    said('association.accept', { statement, at: '2027-01-22T10:00:00.000Z' }),
    said('association.expired', { at: '2027-01-22T10:00:00.000Z' }),
    said('association.expired'),
    said('association.acceptedElsewhere'),
    said('association.disassociate'),
    said('association.benefit.request', { benefit: 'examVoucher' }),
    said('association.dedicated.apply', dedicated),
    said('association.dedicated.apply', { ...dedicated, path: 'distributor' }),
    said('association.dedicated.apply', { ...dedicated, baseLocation: ' ' }),
    said('association.dedicated.approved'),
    said('association.dedicated.approved', { reason: 'why not' }),
    said('association.dedicated.approved', { attempt: 2 }),
    said('association.dedicated.rejected', { reason: 'no certificate' }),
    said('association.dedicated.rejected', { reason: ' ' }),
    said('association.dedicated.cancel', { reason: 'moved on', file: licence }),
    said('association.dedicated.cancel', { reason: 'moved on' }),
    said('association.dedicated.revoke'),
    said('association.dedicated.revoke', { reason: 'stays' }),
    said('association.dedicated.cancelled'),
    said('association.dedicated.cancelled', { reason: 'moved on' }),
    said('association.dedicated.kept', { reason: 'the file is unreadable' }),
    said('association.dedicated.kept'),
    said('association.dedicated.disqualified', { reason: 'left the company' }),
    said('association.dedicated.disqualified', { reason: '' }),

    said('registration.associate'),
    said('registration.leave'),
    // Of the owner of every walk: there is nobody else on it to whom it could go.
    said('registration.handOver', { to: 'applicant-1' }),
    said('registration.handOver', { to: ' ' }),
    said('registration.handOver'),
    said('registration.policyChanged', { policy }),
    said('registration.policyChanged', { policy: next }),
    said('registration.policyChanged', { policy: { ...policy, site: 'mars' } }),
    said('registration.fly'),
  ];
}

const pathsWalked = ['software', 'service', 'learning'] as const;
const programsWalked = ['cloudSolutionProvider', 'distributor', 'reseller', 'koogallerySeller'] as const;
const inAYear = '2027-11-22T10:00:00.000Z';

/** Everything that may be said of a path. */
function pathSayings(path: DevelopmentPath): Bare[] {
  const certificate = { id: 'C-1', validUntil: inAYear };
  return [
    said('path.invited', { path }),
    said('path.whitelisted', { path }),
    said('path.select', { path }),
    said('path.exit', { path }),
    said('path.solution.certified', { path, level: 'certified' }),
    said('path.solution.certified', { path, level: 'advanced', certificate }),
    said('path.validation.submit', { path }),
    said('path.validation.passed', { path, certificate: { id: 'C-2' } }),
    said('path.validation.passed', { path, attempt: 1 }),
    said('path.validation.failed', { path, reason: 'too few engineers' }),
    said('path.validation.failed', { path, reason: ' ' }),
    said('path.differentiation.submit', { path }),
    said('path.differentiation.passed', { path }),
    said('path.differentiation.failed', { path, reason: 'too few projects' }),
    said('path.annualReview.due', { path }),
    said('path.annualReview.due', { path, at: inAYear }),
    said('path.annualReview.submit', { path }),
    said('path.annualReview.passed', { path, certificate }),
    said('path.annualReview.failed', { path, reason: 'no revenue' }),
  ];
}

/** Everything that may be said of a program. */
function programSayings(program: PartnerProgram, policy: Policy): Bare[] {
  const certificate = { id: 'K-1', validUntil: inAYear };
  return [
    said('program.invited', { program }),
    said('program.apply', { program }),
    said('program.apply', { program, businessArea: 'SG' }),
    said('program.cancel', { program }),
    said('program.submit', { program, application: programApplication(program, policy) }),
    said('program.revise', { program }),
    said('program.approved', { program, certificate }),
    said('program.approved', { program }),
    said('program.approved', { program, attempt: 2 }),
    said('program.rejected', { program, reason: 'no plan' }),
    said('program.rejected', { program, reason: '' }),
    said('program.certificate.expired', { program }),
    said('program.certificate.expired', { program, at: inAYear }),
    said('program.renew', { program }),
    said('program.renew', { program, at: inAYear }),
    said('program.renewed', { program, certificate: { id: 'K-2', validUntil: '2028-11-22T10:00:00.000Z' } }),
    said('program.renewalRefused', { program, reason: 'no customers' }),
    said('program.leave', { program }),
    said('program.left', { program }),
    said('program.cooperation.invited', { program, distributor: { partnerId: 'P-D', country: 'DE' } }),
    said('program.cooperation.accept', { program, distributor: 'P-D' }),
  ];
}

const invitee = (huaweiId: string) => ({
  huaweiId,
  accountName: huaweiId,
  enterpriseAuthenticated: false,
  individualRealName: true,
  partnerAccount: false,
  associatedWith: null,
  history: [],
});

const upgradable = {
  oldAccountCountry: 'DE',
  huaweiIdCountry: 'DE',
  huaweiIdFrozen: false,
  huaweiIdBoundElsewhere: false,
  contactOnUnusedId: false,
  mobileTaken: false,
};

/** What the outside world may answer on the road; what lets it go on comes most often. */
export const roadAnswers: WorldAnswers = {
  sendVerificationCode: [{ challengeId: 'c-1' }, { challengeId: 'c-2' }, { challengeId: 'c-3' }, null],
  checkVerificationCode: [{ result: 'correct' }, { result: 'correct' }, { result: 'wrong' }, null],
  registerHuaweiId: [
    { result: 'registered', huaweiId: 'huawei-id-1' },
    { result: 'registered', huaweiId: 'huawei-id-1' },
    { result: 'refused' },
    null,
  ],
  lookUpMobile: [{ huaweiIds: 0 }, { huaweiIds: 1 }, { huaweiIds: 3 }, null],
  enableCloudServices: [{}, {}, {}, null],
  applyForRealName: [{}, {}, {}, { refused: ['masterInvitationOpen'] }, null],
  lookUpUpgrade: [upgradable, { ...upgradable, huaweiIdFrozen: true }, null],
  upgradeAccount: [{}, null],
  lookUpCompany: [{ partner: null }, { partner: null }, { partner: { partnerId: 'P-77', companyName: 'A' } }, null],
  screenApplication: [
    { result: 'notPassed', findings: [{ cause: 'other' }] },
    { result: 'pending' },
    { result: 'passed' },
    null,
  ],
  registerPartner: [
    { partnerId: 'P-1' },
    { result: 'alreadyPartner', partner: { partnerId: 'P-77', companyName: 'A' } },
    null,
  ],
  lookUpAccount: [
    cleanAccount,
    cleanAccount,
    { ...cleanAccount, resources: true, records: ['mdf'], solution: 'certified' },
    null,
  ],
  lookUpInvitee: [
    { matches: [invitee('member-1')], invitationsToday: 0 },
    { matches: [invitee('applicant-1')], invitationsToday: 0 },
    { matches: [invitee('member-1'), invitee('member-2')], invitationsToday: 1 },
    { matches: [], invitationsToday: 0 },
    null,
  ],
  associateMember: [{ result: 'associated' }, { result: 'associated' }, { result: 'associatedElsewhere' }, null],
  lookUpCompanyPaths: [{ paths: ['service'] }, { paths: ['service', 'learning'] }, { paths: [] }, null],
};
