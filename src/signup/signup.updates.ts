import { authenticatedCompany, openRealName, type RealNameApplication, realNameAsKept } from '../account.js';
import { issue } from '../issue.js';
import { bindOwner } from '../owner.js';
import { codeValidityMinutes } from '../policy.js';
import { after, dayIn } from '../time.js';
import { updatesOf } from '../updates.js';
import { mobileQuotaIssues, refusalIssues, upgradeIssues } from './signup.guards.js';
import { type SignupContext, type SignupEvent, signupEvents, type signupPorts } from './signup.schema.js';

const { on, answered, failed } = updatesOf<SignupContext, SignupEvent, typeof signupPorts>(signupEvents, bindOwner);

/** The country or region of the account to be. */
const recordCountry = on('signup.country.choose', ({ account }, { country }) => {
  account.country = country;
});

/** The e-mail address, to be confirmed by a code. */
const recordEmail = on('signup.email.submit', ({ account }, { at, email }) => {
  account.email = email;
  account.emailVerifiedAt = null;
  account.challenge = { channel: 'email', to: email, requestedAt: at, sent: null };
});

/** The security phone, to be confirmed by a code. */
const recordSecurityPhone = on('signup.securityPhone.give', ({ account }, { at, phone }) => {
  account.securityPhone = { status: 'given', number: phone };
  account.challenge = { channel: 'sms', to: phone, requestedAt: at, sent: null };
});

/** No security phone for now. */
const skipSecurityPhone = on('signup.securityPhone.skip', ({ account }) => {
  account.securityPhone = { status: 'skipped', number: null };
  account.challenge = null;
});

/** Another code is asked for. */
const requestCode = on('signup.code.resend', ({ account }, { at }) => {
  if (account.challenge !== null) account.challenge.requestedAt = at;
});

/** The code is on its way; the one before is void. */
const recordCodeSent = answered('sendVerificationCode', ({ account }, { at, value }, { policy }) => {
  if (account.challenge === null) return;
  const { attempts, resendSeconds } = policy.verificationCode;
  account.challenge.sent = {
    challengeId: value.challengeId,
    at,
    validUntil: after(at, { minutes: codeValidityMinutes(policy) }),
    resendFrom: after(at, { seconds: resendSeconds }),
    attemptsLeft: attempts,
    expired: false,
  };
  const day = dayIn(policy.timeZone, at);
  const before = account.codesSent?.day === day ? account.codesSent.count : 0;
  account.codesSent = { day, count: before + 1 };
});

/** The code's time is over. */
const expireCode = on('signup.code.expired', ({ account }) => {
  if (account.challenge?.sent) account.challenge.sent.expired = true;
});

/** A wrong code costs an attempt. */
const countWrongCode = answered('checkVerificationCode', (context) => {
  const sent = context.account.challenge?.sent;
  if (!sent) return;
  sent.attemptsLeft = Math.max(0, sent.attemptsLeft - 1);
  context.trouble = [
    sent.attemptsLeft === 0
      ? issue('code.locked', ['verificationCode'])
      : issue('code.wrong', ['verificationCode'], { left: sent.attemptsLeft }),
  ];
});

/** The e-mail address is confirmed. */
const recordEmailVerified = answered('checkVerificationCode', ({ account }, { at }) => {
  account.emailVerifiedAt = at;
  account.challenge = null;
});

/** The security phone is confirmed. */
const recordPhoneVerified = answered('checkVerificationCode', ({ account }) => {
  account.securityPhone.status = 'verified';
  account.challenge = null;
});

/** The mobile number has too many HUAWEI IDs. */
const refusePhone = answered('lookUpMobile', (context, { value }) => {
  context.account.securityPhone = { status: 'undecided', number: null };
  context.account.challenge = null;
  context.trouble = mobileQuotaIssues(value.huaweiIds, context.policy);
});

/** The HUAWEI ID exists; its country is final from now on. */
const recordRegistration = answered('registerHuaweiId', ({ account }, { at, value }) => {
  if (value.result !== 'registered') return;
  account.huaweiId = value.huaweiId;
  account.registeredAt = at;
});

/** The HUAWEI ID was not registered. */
const refuseRegistration = answered('registerHuaweiId', (context) => {
  context.trouble = [issue('account.registrationRefused')];
});

/** The agreements are accepted. */
const recordAgreements = on('signup.cloud.enable', ({ account }, { at, agreements }, { policy }) => {
  account.agreements = agreements
    .filter(({ id }) => policy.account.agreements.some((offered) => offered.id === id))
    .map((agreement) => ({ ...agreement, acceptedAt: at }));
});

/** Cloud services are enabled. */
const recordCloudEnabled = answered('enableCloudServices', ({ account }, { at }) => {
  account.cloudEnabledAt = at;
});

/** A Huawei Cloud account was registered elsewhere and stands in for the HUAWEI ID. */
const recordCloudAccount = on('signup.cloudAccount.linked', ({ account }, { accountId, at }) => {
  account.huaweiId = accountId;
  account.huaweiIdHolder = null;
  account.cloudEnabledAt = at;
});

/** The account details. */
const recordInformation = on('signup.information.complete', ({ account }, { information }) => {
  account.information = information;
  account.informationPostponed = false;
});

/** The account details come later. */
const postponeInformation = on('signup.information.postpone', ({ account }) => {
  account.informationPostponed = true;
});

/**
 * An application for real-name authentication, beside the approved one where there is one. Why an earlier one was
 * rejected is kept until this one is handed in.
 */
const recordRealNameApplication = on('signup.realName.apply', ({ account, policy }, { application: applied }) => {
  const application = realNameAsKept(applied, policy);
  const before = openRealName(account);
  const rejected = before?.status === 'rejected' ? before : null;
  const status = rejected === null ? ('applying' as const) : ('rejected' as const);
  const open = { status, application, reason: rejected?.reason ?? null, decidedAt: rejected?.decidedAt ?? null };
  if (account.realName?.status === 'approved') account.reauthentication = open;
  else account.realName = open;
});

/** The application for real-name authentication is in review. */
const recordRealNameInReview = answered('applyForRealName', ({ account }) => {
  const open = openRealName(account);
  if (open === null) return;
  Object.assign(open, { status: 'inReview', reason: null, decidedAt: null });
  account.realNameAttempts += 1;
});

/** The application for real-name authentication is not taken, and why. */
const refuseRealName = answered('applyForRealName', (context, { value }) => {
  context.trouble = refusalIssues(value);
});

/** Real-name authentication is still in review. */
const keepRealNameInReview = on('signup.realName.decided', () => {});

/** Real-name authentication is passed and replaces the one before; an enterprise's makes the account an enterprise account. */
const approveRealName = on('signup.realName.decided', ({ account }, { at }) => {
  const passed = openRealName(account);
  if (passed === null) return;
  const { application } = passed;
  account.realName = { status: 'approved', application, reason: null, decidedAt: at };
  account.reauthentication = null;
  if (account.information !== null && application.kind === 'enterprise') account.information.accountType = 'enterprise';
});

/** Real-name authentication is not passed, and why; an approved one stays in force. */
const rejectRealName = on('signup.realName.decided', ({ account }, { at, reason }) => {
  const open = openRealName(account);
  if (open !== null) Object.assign(open, { status: 'rejected', reason: reason ?? null, decidedAt: at });
});

/** The master account's authentication replaces all others of this account and makes it an enterprise account. */
const synchroniseRealName = on('signup.realName.synchronised', ({ account, policy }, { application, at }) => {
  account.realName = {
    status: 'approved',
    application: realNameAsKept(application, policy),
    reason: null,
    decidedAt: at,
  };
  account.reauthentication = null;
  if (account.information !== null) account.information.accountType = 'enterprise';
});

/** An account from before the HUAWEI ID; its cloud services are enabled. */
const recordOldAccount = on('signup.oldAccount.signedIn', ({ account }, { accountId, at, country, email }) => {
  account.oldAccount = { accountId, upgrade: 'open' };
  account.country = country;
  account.email = email;
  account.cloudEnabledAt = at;
});

/** The HUAWEI ID the old account shall become. */
const recordUpgradeRequest = on('signup.upgrade.request', ({ account }, { huaweiId }) => {
  account.huaweiId = huaweiId;
  account.huaweiIdHolder = null;
});

/** The old account stays as it is, and usable. */
const postponeUpgrade = on('signup.upgrade.postpone', ({ account }) => {
  if (account.oldAccount !== null) account.oldAccount.upgrade = 'postponed';
  account.huaweiId = null;
});

/** The upgrade is not possible, and why; the old account stays usable. */
const refuseUpgrade = answered('lookUpUpgrade', (context, { value }) => {
  context.account.huaweiId = null;
  context.trouble = upgradeIssues(value);
});

/** The old account has become a HUAWEI ID. */
const recordUpgrade = answered('upgradeAccount', ({ account }, { at }) => {
  if (account.oldAccount !== null) account.oldAccount.upgrade = 'done';
  account.registeredAt = at;
});

/** Back to a form with everything kept. */
const leaveForm = on(['signup.back', 'signup.realName.start', 'signup.realName.postpone'], () => {});

/** What is handed in is with a port now, and not kept. */
const handIn = on('signup.code.submit', () => {});

/** The password is with a port now, and not kept; the HUAWEI ID will be the owner's of now. */
const handInPassword = on('signup.password.set', ({ account }) => {
  account.huaweiIdHolder = null;
});

/** To the code that was sent already. */
const returnToCode = on(['signup.email.submit', 'signup.securityPhone.give'], () => {});

/** What each act and each answer changes, by the name of its action. */
export const signupUpdates = {
  returnToCode,
  handIn,
  handInPassword,
  recordCountry,
  recordEmail,
  recordSecurityPhone,
  skipSecurityPhone,
  requestCode,
  recordCodeSent,
  expireCode,
  countWrongCode,
  recordEmailVerified,
  recordPhoneVerified,
  refusePhone,
  recordRegistration,
  refuseRegistration,
  recordAgreements,
  recordCloudEnabled,
  recordCloudAccount,
  recordInformation,
  postponeInformation,
  recordRealNameApplication,
  recordRealNameInReview,
  refuseRealName,
  keepRealNameInReview,
  approveRealName,
  rejectRealName,
  synchroniseRealName,
  recordOldAccount,
  recordUpgradeRequest,
  postponeUpgrade,
  refuseUpgrade,
  recordUpgrade,
  leaveForm,
  noteCodeNotSent: failed('sendVerificationCode'),
  noteCodeNotChecked: failed('checkVerificationCode'),
  noteNotRegistered: failed('registerHuaweiId'),
  noteMobileNotLookedUp: failed('lookUpMobile'),
  noteCloudNotEnabled: failed('enableCloudServices'),
  noteRealNameNotHandedIn: failed('applyForRealName'),
  noteUpgradeNotLookedUp: failed('lookUpUpgrade'),
  noteNotUpgraded: failed('upgradeAccount'),
};

/** What is sent to whom. */
export function codeToSend({ account, policy }: SignupContext) {
  return {
    channel: account.challenge?.channel ?? ('email' as const),
    scene: 'registration' as const,
    to: account.challenge?.to ?? '',
    digits: policy.verificationCode.digits,
    validityMinutes: codeValidityMinutes(policy),
  };
}

/** What is checked against the code that was sent; the code comes from the event and is kept nowhere. */
export function codeToCheck({ account }: SignupContext, event: { type: string }) {
  return {
    channel: account.challenge?.channel ?? ('email' as const),
    to: account.challenge?.to ?? '',
    challengeId: account.challenge?.sent?.challengeId ?? '',
    verificationCode: 'verificationCode' in event ? String(event.verificationCode) : '',
  };
}

/** What a HUAWEI ID is registered with; the password comes from the event and is kept nowhere. */
export function idToRegister({ account }: SignupContext, event: { type: string }) {
  return {
    country: account.country ?? '',
    email: account.email ?? '',
    password: 'password' in event ? String(event.password) : '',
  };
}

/** For which HUAWEI ID cloud services are enabled. */
export function cloudToEnable({ account }: SignupContext) {
  return {
    huaweiId: account.huaweiId ?? '',
    country: account.country ?? '',
    agreements: account.agreements.map(({ id, version }) => ({ id, version })),
  };
}

/** Which old account shall become which HUAWEI ID. */
export function upgradeToMake({ account }: SignupContext) {
  return { accountId: account.oldAccount?.accountId ?? '', huaweiId: account.huaweiId ?? '' };
}

/** What is handed in for real-name authentication, as which attempt, and whether one of an enterprise is in force. */
export function realNameToApplyFor({ account }: SignupContext): {
  huaweiId: string;
  application: RealNameApplication;
  attempt: number;
  reauthentication: boolean;
} {
  return {
    huaweiId: account.huaweiId ?? account.oldAccount?.accountId ?? '',
    application: openRealName(account)?.application ?? emptyRealName,
    attempt: account.realNameAttempts + 1,
    reauthentication: authenticatedCompany(account) !== null,
  };
}

const emptyRealName: RealNameApplication = { kind: 'individual', name: '', birthDate: '', files: [] };
