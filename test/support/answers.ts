import type { Account } from '../../src/account.js';
import {
  type Acceptance,
  type Application,
  type Business,
  type Contact,
  type Filing,
  newApplication,
} from '../../src/application.js';
import type { PartnerProgram } from '../../src/choices.js';
import type { ProgramApplication } from '../../src/partnerProgram/partnerProgram.schema.js';
import { createPolicy, type Policy } from '../../src/policy.js';

/** The policies of the sites as they are shipped. */
export const intl = createPolicy({ site: 'intl' });
export const cn = createPolicy({ site: 'cn' });

const noon = '2026-11-22T12:00:00.000Z';

/** A unified social credit code with its right check character. */
export const unifiedCode = '91350100M000100Y43';

/** An account with cloud services, as a host may know it. */
export const cloudAccount: Partial<Account> = {
  country: 'DE',
  huaweiId: 'huawei-id-1',
  cloudEnabledAt: '2026-11-01T08:00:00.000Z',
};

/** An account on the cn site whose enterprise real-name authentication has a status. */
export function realNameAccount(status: 'applying' | 'inReview' | 'rejected' | 'approved'): Partial<Account> {
  return {
    ...cloudAccount,
    country: 'CN',
    realName: {
      status,
      application: {
        kind: 'enterprise',
        certificateType: 'businessLicence',
        companyName: cnBusiness.companyName,
        country: 'CN',
        registrationNumber: unifiedCode,
        files: [{ fileId: 'file-1', name: 'licence.png', mediaType: 'image/png', bytes: 20_000 }],
      },
      reason: status === 'rejected' ? 'unreadable' : null,
      decidedAt: status === 'approved' || status === 'rejected' ? noon : null,
    },
  };
}

/** Right answers to each step. */
export const business: Business = { companyName: 'Ácme Cloud GmbH', country: 'DE', registrationNumber: 'HRB 4711' };
export const cnBusiness: Business = {
  companyName: '福州云服务有限公司',
  country: 'CN',
  registrationNumber: unifiedCode,
};
export const contact: Contact = { name: 'Zoë Müller', email: 'zoe@acme.example', phone: '+4930123456' };

/** A filing with the same answer to every question, and details wherever one is `yes`. */
export function filing(policy: Policy = intl, value = false): Filing {
  const { version, items } = policy.sensitiveRelationship;
  return {
    questionnaireVersion: version,
    answers: items.map(({ id }) => (value ? { question: id, value, details: 'a brother' } : { question: id, value })),
  };
}

/** The acceptance of the agreement on offer. */
export function acceptance(policy: Policy = intl): Acceptance {
  return { agreementId: policy.agreement.id, version: policy.agreement.version, authorityConfirmed: true };
}

/** Everything the wizard asks, answered by `applicant-1` and not yet handed in. */
export function completeApplication(policy: Policy = intl, over: Partial<Application> = {}): Application {
  return newApplication({
    applicantId: 'applicant-1',
    business,
    contact,
    filing: filing(policy),
    acceptance: { ...acceptance(policy), acceptedAt: noon, acceptedBy: 'applicant-1' },
    company: { country: business.country, registrationNumber: business.registrationNumber, partner: null },
    trail: ['business', 'contact', 'sensitiveRelationship', 'agreement'],
    ...over,
  });
}

/** The same, handed in. */
export function submittedApplication(policy: Policy = intl, over: Partial<Application> = {}): Application {
  return completeApplication(policy, { submittedAt: noon, ...over });
}

/** Everything a program asks for. */
export function programApplication(
  program: PartnerProgram,
  { programs, association }: Policy = intl,
): ProgramApplication {
  const agreements = programs.agreements.filter((asked) => asked.program === program);
  return {
    agreements: agreements.map(({ id, version }) => ({ id, version })),
    ...(programs.withStatement.includes(program) ? { statement: { ...association.statement, agreed: true } } : {}),
    ...(programs.withSeller.includes(program) ? { seller: { website: 'https://acme.example' } } : {}),
  };
}

/** What is said to answer each step. */
export const say = {
  start: { type: 'wizard.start' },
  business: (over: Partial<Business> = {}) =>
    ({ type: 'wizard.business.save', business: { ...business, ...over } }) as const,
  contact: (over: Partial<Contact> = {}) =>
    ({ type: 'wizard.contact.save', contact: { ...contact, ...over } }) as const,
  filing: (answers: Filing = filing()) => ({ type: 'wizard.sensitiveRelationship.file', filing: answers }) as const,
  agreement: (accepted: Acceptance = acceptance()) =>
    ({ type: 'wizard.agreement.accept', acceptance: accepted }) as const,
  submit: { type: 'wizard.submit' },
  back: { type: 'wizard.back' },
  open: (step: 'business' | 'contact' | 'sensitiveRelationship' | 'agreement') =>
    ({ type: 'wizard.step.open', step }) as const,
} as const;

/** The wizard from its start to just before Submit. */
export const throughWizard = [say.start, say.business(), say.contact(), say.filing(), say.agreement()] as const;
