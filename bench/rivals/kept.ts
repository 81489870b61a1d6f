import { companyKey, type RegistrationContext, registrationMachine } from 'hcpn-registration';
import { initialTransition } from 'xstate';
import { answers, type Port, policy, type Said } from './script.js';

/** What is remembered: the very data our own machine remembers, so that every way saves about as much text. */
export type Kept = RegistrationContext;

/** What is remembered before the first act. */
export const nothingYet: Kept = initialTransition(registrationMachine, { policy })[0].context;

const calendar = new Intl.DateTimeFormat('en-CA', {
  timeZone: policy.timeZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const later = (at: string, seconds: number): string => new Date(Date.parse(at) + seconds * 1000).toISOString();

/** Whether an act may be carried out, by what is known so far. */
export function allows({ account, application, policy: { verificationCode } }: Kept, said: Said): boolean {
  if (account.ownerId !== null && account.ownerId !== said.by.id) return false;
  const { challenge, codesSent } = account;
  switch (said.type) {
    case 'signup.country.choose':
      return account.registeredAt === null && account.cloudEnabledAt === null;
    case 'signup.email.submit':
    case 'signup.securityPhone.give': {
      const today = codesSent?.day === calendar.format(Date.parse(said.at)) ? codesSent.count : 0;
      const resendFrom = challenge?.sent?.resendFrom;
      return today < verificationCode.perDay && (resendFrom === undefined || said.at >= resendFrom);
    }
    case 'signup.code.submit': {
      const sent = challenge?.sent;
      return sent !== null && sent !== undefined && !sent.expired && said.at < sent.validUntil && sent.attemptsLeft > 0;
    }
    case 'signup.cloud.enable':
      return account.country !== null && !policy.account.countriesWithoutCloud.includes(account.country);
    case 'signup.information.complete':
      return account.cloudEnabledAt !== null;
    case 'wizard.start':
      return account.cloudEnabledAt !== null && account.partnerId === null;
    case 'wizard.submit':
      return isComplete(application);
    default:
      return true;
  }
}

function isComplete({ business, contact, filing, acceptance, company, lookAgain }: Kept['application']): boolean {
  if (business === null || contact === null || filing === null || acceptance === null || company === null) return false;
  return lookAgain.length === 0 && company.partner === null && companyKey(company) === companyKey(business);
}

const withAccount = (kept: Kept, account: Partial<Kept['account']>): Kept => ({
  ...kept,
  account: { ...kept.account, ...account },
});

const withApplication = (kept: Kept, application: Partial<Kept['application']>): Kept => ({
  ...kept,
  application: { ...kept.application, ...application },
});

/** What is remembered after an act. Codes and passwords are not. The first to act owns the registration. */
export function afterAct(kept: Kept, said: Said): Kept {
  return changed(kept.account.ownerId === null ? withAccount(kept, { ownerId: said.by.id }) : kept, said);
}

function changed(kept: Kept, said: Said): Kept {
  const { at, by } = said;
  const { trail } = kept.application;
  switch (said.type) {
    case 'signup.country.choose':
      return withAccount(kept, { country: said.country });
    case 'signup.email.submit': {
      const challenge = { channel: 'email' as const, to: said.email, requestedAt: at, sent: null };
      return withAccount(kept, { email: said.email, emailVerifiedAt: null, challenge });
    }
    case 'signup.securityPhone.give': {
      const challenge = { channel: 'sms' as const, to: said.phone, requestedAt: at, sent: null };
      return withAccount(kept, { securityPhone: { status: 'given', number: said.phone }, challenge });
    }
    case 'signup.cloud.enable':
      return withAccount(kept, { agreements: said.agreements.map((each) => ({ ...each, acceptedAt: at })) });
    case 'signup.information.complete':
      return withAccount(kept, { information: said.information, informationPostponed: false });
    case 'wizard.start':
      return withApplication(kept, { applicantId: by.id, trail: ['business'] });
    case 'wizard.business.save':
      return withApplication(kept, { business: said.business });
    case 'wizard.contact.save':
      return withApplication(kept, { contact: said.contact, trail: [...trail, 'sensitiveRelationship'] });
    case 'wizard.sensitiveRelationship.file':
      return withApplication(kept, { filing: said.filing, filedAt: at, trail: [...trail, 'agreement'] });
    case 'wizard.agreement.accept':
      return withApplication(kept, { acceptance: { ...said.acceptance, acceptedAt: at, acceptedBy: by.id } });
    case 'wizard.submit':
    case 'signup.code.submit':
    case 'signup.password.set':
      return kept;
  }
}

/** What is remembered after a service has answered. Only the answers of the script are understood. */
export function afterAnswer(kept: Kept, port: Port, at: string): Kept {
  const { account, application } = kept;
  switch (port) {
    case 'sendVerificationCode':
      return afterCodeSent(kept, at);
    case 'checkVerificationCode':
      return account.challenge?.channel === 'email'
        ? withAccount(kept, { emailVerifiedAt: at, challenge: null })
        : withAccount(kept, { securityPhone: { ...account.securityPhone, status: 'verified' }, challenge: null });
    case 'registerHuaweiId':
      return withAccount(kept, { huaweiId: answers.registerHuaweiId.huaweiId, registeredAt: at });
    case 'enableCloudServices':
      return withAccount(kept, { cloudEnabledAt: at });
    case 'lookUpCompany': {
      const { country = '', registrationNumber = '' } = application.business ?? {};
      const company = { country, registrationNumber, ...answers.lookUpCompany };
      if (application.acceptance === null)
        return withApplication(kept, { company, trail: [...application.trail, 'contact'] });
      // Asked once more on Submit.
      const review = { ...kept.review, attempt: kept.review.attempt + 1, submittedAt: at };
      return { ...withApplication(kept, { company, submittedAt: at }), review };
    }
    case 'screenApplication':
      return { ...kept, review: { ...kept.review, screening: { passed: true, findings: [], at } } };
    case 'registerPartner': {
      const { partnerId } = answers.registerPartner;
      const { agreementId: id = '', version = '', acceptedAt = '' } = application.acceptance ?? {};
      const { filing, filedAt } = application;
      const agreement = { id, version, acceptedAt };
      const filings = filing === null ? [] : [{ filing, filedAt }];
      const enrollment = { ...kept.enrollment, partnerId, enrolledAt: at, agreement, filings };
      return { ...withAccount(kept, { partnerId }), enrollment };
    }
  }
}

function afterCodeSent(kept: Kept, at: string): Kept {
  const { challenge, codesSent } = kept.account;
  const { attempts, resendSeconds, validityMinutes } = kept.policy.verificationCode;
  if (challenge === null) return kept;
  const day = calendar.format(Date.parse(at));
  const sent = {
    challengeId: answers.sendVerificationCode.challengeId,
    at,
    validUntil: later(at, validityMinutes * 60),
    resendFrom: later(at, resendSeconds),
    attemptsLeft: attempts,
    expired: false,
  };
  const count = (codesSent?.day === day ? codesSent.count : 0) + 1;
  return withAccount(kept, { challenge: { ...challenge, sent }, codesSent: { day, count } });
}
