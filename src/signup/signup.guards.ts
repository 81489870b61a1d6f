import type * as z from 'zod/mini';
import {
  type Account,
  type AccountInformation,
  authenticatedCompany,
  openRealName,
  type RealNameApplication,
  realNameApplicationIssues,
} from '../account.js';
import { emailLengthIssues } from '../application.js';
import { attemptIssues } from '../attempt.js';
import {
  type Deadline,
  noRequirements,
  type Requirement,
  type Requirements,
  requirement,
  type Step,
} from '../chart.js';
import { accountNameIssues, apiPasswordIssues, portalPasswordIssues } from '../credentials.js';
import type { Act } from '../events.js';
import { type Issue, type IssuePath, issue } from '../issue.js';
import { whoMayAct } from '../owner.js';
import type { Policy } from '../policy.js';
import { type Guard, ruleBook } from '../rules.js';
import { dayIn, isReached, isTooEarly } from '../time.js';
import { answers } from '../updates.js';
import { type SignupContext, type SignupEvent, signupEvents, signupPorts, type UpgradeFacts } from './signup.schema.js';

/** why an old account cannot be upgraded to a HUAWEI ID; all reasons at once. */
export function upgradeIssues(facts: UpgradeFacts): Issue[] {
  return [
    ...(facts.contactOnUnusedId ? [issue('upgrade.contactOnUnusedId')] : []),
    ...(facts.huaweiIdBoundElsewhere ? [issue('upgrade.idBoundElsewhere')] : []),
    ...(facts.oldAccountCountry === facts.huaweiIdCountry ? [] : [issue('upgrade.countryMismatch')]),
    ...(facts.huaweiIdFrozen ? [issue('upgrade.idFrozen')] : []),
    ...(facts.mobileTaken ? [issue('upgrade.mobileTaken')] : []),
  ];
}

/** the country or region is free until the HUAWEI ID is registered. */
export function countryIssues({ account }: SignupContext): Issue[] {
  return account.registeredAt !== null || account.cloudEnabledAt !== null
    ? [issue('account.countryImmutable', ['country'])]
    : [];
}

/** a HUAWEI ID of some countries cannot enable cloud services. */
export function cloudCountryIssues({ account, policy }: SignupContext): Issue[] {
  const { country } = account;
  return country !== null && policy.account.countriesWithoutCloud.includes(country)
    ? [issue('account.countryCannotEnableCloud', [], { country })]
    : [];
}

/** every agreement of the policy is accepted in its current version. */
export function agreementsIssues(
  accepted: readonly { readonly id: string; readonly version: string }[],
  policy: Policy,
  path: IssuePath,
): Issue[] {
  return policy.account.agreements.flatMap(({ id, version }) => {
    const acceptance = accepted.find((other) => other.id === id);
    if (acceptance === undefined) return [issue('account.agreementNotAccepted', path, { agreement: id })];
    return acceptance.version === version
      ? []
      : [issue('account.agreementVersionStale', path, { agreement: id, current: version })];
  });
}

/** Whether the day's codes are used up. */
function dailyCodeIssues({ account, policy }: SignupContext, at: string): Issue[] {
  const { codesSent } = account;
  const most = policy.verificationCode.perDay;
  const usedUp = at !== '' && codesSent?.day === dayIn(policy.timeZone, at) && codesSent.count >= most;
  return usedUp ? [issue('code.dailyLimit', [], { most })] : [];
}

/** Whether another code may be sent: after the pause, within the day's limit. */
export function resendIssues(context: SignupContext, at: string): Issue[] {
  const sent = context.account.challenge?.sent ?? null;
  const tooSoon = sent !== null && isTooEarly(at, sent.resendFrom);
  return [
    ...(tooSoon ? [issue('code.resendTooSoon', [], { from: sent.resendFrom })] : []),
    ...dailyCodeIssues(context, at),
  ];
}

/** Whether the code that was sent can still be entered. */
export function codeStandingIssues({ account }: SignupContext, at: string): Issue[] {
  const sent = account.challenge?.sent ?? null;
  if (sent === null || sent.expired || isReached(at, sent.validUntil)) return [issue('code.expired')];
  return sent.attemptsLeft === 0 ? [issue('code.locked')] : [];
}

function codeFormatIssues(code: string, { verificationCode: { digits } }: Policy): Issue[] {
  return /^\d+$/.test(code) && code.length === digits ? [] : [issue('code.format', ['verificationCode'], { digits })];
}

/** what is wrong with the account details. */
export function informationIssues(information: AccountInformation, { account, policy }: SignupContext): Issue[] {
  const known = account.information;
  const path = ['information'];
  const type = authenticatedCompany(account) !== null ? 'enterprise' : policy.account.typeSetOnce && known?.accountType;
  const names = [known?.name ?? information.name, authenticatedCompany(account)?.companyName];
  const locked = account.realName?.status === 'approved' && !names.includes(information.name);
  return [
    ...(information.accountName === undefined
      ? []
      : accountNameIssues(information.accountName, policy, [...path, 'accountName'])),
    ...(type && type !== information.accountType ? [issue('account.typeAlreadySet', [...path, 'accountType'])] : []),
    ...(locked ? [issue('account.nameLocked', [...path, 'name'])] : []),
  ];
}

function cloudEnabledIssues({ account }: SignupContext): Issue[] {
  return account.cloudEnabledAt === null ? [issue('account.cloudNotEnabled')] : [];
}

/** an enterprise authentication is not followed by an individual one, and an individual one not by another. */
function realNameKindIssues({ account }: SignupContext, application: RealNameApplication): Issue[] {
  const passed = account.realName?.status === 'approved' ? account.realName.application.kind : null;
  if (passed === null || application.kind === 'enterprise') return [];
  return [issue(passed === 'enterprise' ? 'realName.enterpriseIsFinal' : 'realName.alreadyPassed')];
}

/** whether a real-name authentication may be started, be it the first or after a change of name or entity. */
export function realNameStartIssues(context: SignupContext): Issue[] {
  const { account, policy } = context;
  return [
    ...cloudEnabledIssues(context),
    ...(policy.realName.offered ? [] : [issue('realName.notOffered')]),
    ...(isRealNameInReview(account) ? [issue('realName.inReview')] : []),
  ];
}

function isRealNameInReview(account: Account): boolean {
  return openRealName(account)?.status === 'inReview';
}

const refusals = {
  masterInvitationOpen: issue('realName.masterInvitationOpen'),
  sharedWithMaster: issue('realName.sharedWithMaster'),
} as const;

/** why Huawei does not take an application for real-name authentication. */
export function refusalIssues(answer: z.output<typeof signupPorts.applyForRealName.output>): Issue[] {
  return 'refused' in answer ? answer.refused.map((reason) => refusals[reason]) : [];
}

/** The name under which a master account knows this account: as authenticated, otherwise as in its details. */
function nameOf(account: Account): string | null {
  return authenticatedCompany(account)?.companyName ?? account.information?.name ?? null;
}

/** An individual's authentication is not replaced by that of a master account, which is about enterprises. */
function isIndividual({ realName }: Account): boolean {
  return realName?.status === 'approved' && realName.application.kind === 'individual';
}

/**
 * R-175, S24: a master account's first authentication reaches a member if their names matched before, or match after,
 * whether the member was authenticated by itself or not.
 */
export function synchronisationIssues(
  member: { readonly name: string | null; readonly authenticated: boolean },
  master: { readonly nameBefore: string | null; readonly nameAfter: string },
): Issue[] {
  if (member.name !== null && [master.nameBefore, master.nameAfter].includes(member.name)) return [];
  return [issue(member.authenticated ? 'realName.alreadyPassed' : 'realName.nameDiffers')];
}

const book = ruleBook<SignupContext, SignupEvent>(signupEvents, whoMayAct(signupEvents));

const realNameFollows = ({ account, policy }: SignupContext) =>
  policy.realName.offered && account.realName?.status !== 'approved';

const completesInformation = (when: (context: SignupContext) => boolean) =>
  book.rule('signup.information.complete', {
    when,
    standing: cloudEnabledIssues,
    said: (context, { information }) => informationIssues(information, context),
  });

/** Whether a code was sent on this channel; coming back to its address needs no other. */
const isCodeOut =
  (channel: 'email' | 'sms') =>
  ({ account: { challenge } }: SignupContext): boolean =>
    challenge?.channel === channel && challenge.sent !== null;

const givesPhone = (when: (context: SignupContext) => boolean) =>
  book.rule('signup.securityPhone.give', { when, standing: (context, { at }) => resendIssues(context, at) });

const decides = (resultCode: 0 | 1 | 2) =>
  book.rule('signup.realName.decided', {
    which: (_context, event) => event.resultCode === resultCode,
    standing: ({ account }, { type }) =>
      isRealNameInReview(account) ? [] : [issue('event.notExpected', [], { event: type })],
    said: ({ account, policy }, event) => [
      ...attemptIssues(event, account.realNameAttempts, policy),
      ...(resultCode === 1 && event.reason === undefined ? [issue('realName.reasonMissing', ['reason'])] : []),
    ],
  });

/** The rules of signup, by the name of their guard. */
export const signupRules = {
  isCountryOpen: book.rule('signup.country.choose', { standing: countryIssues }),
  isEmailAcceptable: book.rule('signup.email.submit', {
    standing: (context, { at }) => dailyCodeIssues(context, at),
    said: (context, event) => [
      ...emailLengthIssues(event.email, context.policy, ['email']),
      ...(context.account.challenge?.to === event.email ? resendIssues(context, event.at) : []),
    ],
  }),
  isEmailCodeOut: book.rule('signup.email.submit', {
    when: isCodeOut('email'),
    which: ({ account }, event) => account.challenge?.to === event.email,
    standing: (context, { at }) => codeStandingIssues(context, at),
  }),
  isCodeAcceptable: book.rule('signup.code.submit', {
    standing: (context, { at }) => codeStandingIssues(context, at),
    said: ({ policy }, { verificationCode }) => codeFormatIssues(verificationCode, policy),
  }),
  mayResendCode: book.rule('signup.code.resend', { standing: (context, { at }) => resendIssues(context, at) }),
  isCodeOverdue: book.rule('signup.code.expired', {
    standing: ({ account }, { at }) => {
      const sent = account.challenge?.sent ?? null;
      const overdue = sent !== null && !sent.expired && !isTooEarly(at, sent.validUntil);
      return overdue ? [] : [issue('event.notExpected', [], { event: 'signup.code.expired' })];
    },
  }),
  isPasswordStrong: book.rule('signup.password.set', {
    said: ({ account, policy }, { password }) =>
      policy.account.passwordRules === 'portal'
        ? portalPasswordIssues(password, policy, ['password'])
        : apiPasswordIssues(password, { email: account.email ?? undefined }, policy, ['password']),
  }),
  isPhoneToBeLookedUp: givesPhone(({ policy }) => policy.account.huaweiIdsPerMobile !== null),
  isPhoneAcceptable: givesPhone(({ policy }) => policy.account.huaweiIdsPerMobile === null),
  isPhoneCodeOut: book.rule('signup.securityPhone.give', {
    when: isCodeOut('sms'),
    which: ({ account }, event) => account.challenge?.to === event.phone,
    standing: (context, { at }) => codeStandingIssues(context, at),
  }),
  maySkipSecurityPhone: book.rule('signup.securityPhone.skip'),
  areAgreementsAccepted: book.rule('signup.cloud.enable', {
    standing: cloudCountryIssues,
    said: ({ policy }, { agreements }) => agreementsIssues(agreements, policy, ['agreements']),
  }),
  isCloudAccountNeeded: book.rule('signup.cloudAccount.linked', {
    standing: (context) =>
      cloudCountryIssues(context).length > 0
        ? []
        : [issue('event.notExpected', [], { event: 'signup.cloudAccount.linked' })],
  }),
  isInformationCompleteBeforeRealName: completesInformation(realNameFollows),
  isInformationComplete: completesInformation((context) => !realNameFollows(context)),
  mayAddInformation: completesInformation(() => true),
  mayPostponeInformationBeforeRealName: book.rule('signup.information.postpone', { when: realNameFollows }),
  mayPostponeInformation: book.rule('signup.information.postpone', { when: (context) => !realNameFollows(context) }),
  mayStartRealName: book.rule('signup.realName.start', { standing: realNameStartIssues }),
  isRealNameApplicationComplete: book.rule('signup.realName.apply', {
    said: (context, { application, at }) => [
      ...realNameKindIssues(context, application),
      ...realNameApplicationIssues(application, at, context.policy, ['application']),
    ],
  }),
  mayPostponeRealName: book.rule('signup.realName.postpone'),
  /** while an authentication is in force, nobody has to wait for the next one. */
  mayGoOnMeanwhile: book.rule('signup.back', { when: ({ account }) => account.realName?.status === 'approved' }),
  isRealNameStillInReview: decides(0),
  isRealNameRejected: decides(1),
  isRealNameApproved: decides(2),
  isRealNameSynchronised: book.rule('signup.realName.synchronised', {
    possible: ({ account }) => nameOf(account) !== null && !isIndividual(account),
    said: ({ account }, { application, masterNameBefore }) => {
      if (application.kind === 'individual')
        return [issue('value.notOffered', ['application', 'kind'], { offered: 'enterprise' })];
      return isIndividual(account)
        ? [issue('realName.alreadyPassed')]
        : synchronisationIssues(
            { name: nameOf(account), authenticated: authenticatedCompany(account) !== null },
            { nameBefore: masterNameBefore, nameAfter: application.companyName },
          );
    },
  }),
  mayUseOldAccount: book.rule('signup.oldAccount.signedIn', {
    standing: countryIssues,
    said: ({ policy }, event) => emailLengthIssues(event.email, policy, ['email']),
  }),
  mayRequestUpgrade: book.rule('signup.upgrade.request'),
  mayPostponeUpgrade: book.rule('signup.upgrade.postpone'),
  mayGoBack: book.rule('signup.back'),
};

const isCodeCorrect = answers(signupPorts.checkVerificationCode, ({ result }) => result === 'correct');
const isRegistered = answers(signupPorts.registerHuaweiId, ({ result }) => result === 'registered');
const isMobileFree = answers(
  signupPorts.lookUpMobile,
  ({ huaweiIds }, { policy }: SignupContext) => mobileQuotaIssues(huaweiIds, policy).length === 0,
);
const isRealNameHandedIn = answers(signupPorts.applyForRealName, (answer) => refusalIssues(answer).length === 0);
const wasRealNameRejected: Guard<SignupContext> = ({ context }) => openRealName(context.account)?.status === 'rejected';
const isUpgradeFree = answers(signupPorts.lookUpUpgrade, (facts) => upgradeIssues(facts).length === 0);

/** how many HUAWEI IDs one mobile number may have. */
export function mobileQuotaIssues(huaweiIds: number, policy: Policy): Issue[] {
  const most = policy.account.huaweiIdsPerMobile;
  return most !== null && huaweiIds >= most ? [issue('account.mobileQuota', ['phone'], { most })] : [];
}

/** The guards of signup, as the chart names them. */
export const signupGuards = book.guards(signupRules, {
  isCodeCorrect,
  isRegistered,
  isMobileFree,
  isRealNameHandedIn,
  wasRealNameRejected,
  isUpgradeFree,
});

/** What signup still asks for. */
export function signupRequirements(context: SignupContext, state: string): Requirements {
  const { account } = context;
  return {
    ...noRequirements,
    currentlyDue: account.cloudEnabledAt === null ? accountDue(context, state) : detailsDue(context, state),
    eventuallyDue: [
      ...(account.informationPostponed && account.information === null
        ? [requirement(issue('account.informationIncomplete'), 'information', 'signup.information.complete')]
        : []),
      ...reauthenticationDue(account, state),
    ],
    pendingVerification: isRealNameInReview(account) ? [requirement(issue('realName.inReview'), 'realName', null)] : [],
  };
}

/** another authentication is not due at once, for the approved one is in force. */
function reauthenticationDue({ realName, reauthentication }: Account, state: string): Requirement[] {
  if (realName?.status !== 'approved') return [];
  const isAtForm = state === 'realName.applying' || state === 'realName.rejected';
  if (state.startsWith('realName.') && !isAtForm) return [];
  const remedy = isAtForm ? 'signup.realName.apply' : 'signup.realName.start';
  if (reauthentication?.status === 'rejected')
    return [requirement(issue('realName.rejected', [], { reason: reauthentication.reason ?? '' }), 'realName', remedy)];
  return isAtForm ? [requirement(issue('realName.reauthenticationOpen'), 'realName', remedy)] : [];
}

function accountDue(context: SignupContext, state: string): Requirement[] {
  const { account, policy } = context;
  const codeUntil = account.challenge?.sent?.validUntil ?? null;
  const enteringCode = state.endsWith('enteringCode');
  const due: Requirement[] = [];
  if (account.country === null)
    due.push(requirement(issue('account.countryRequired'), 'country', 'signup.country.choose'));
  if (account.emailVerifiedAt === null)
    due.push(
      enteringCode
        ? requirement(issue('account.emailUnverified'), 'email', 'signup.code.submit', codeUntil)
        : requirement(issue('account.emailUnverified'), 'email', 'signup.email.submit'),
    );
  if (account.registeredAt === null)
    due.push(requirement(issue('account.passwordUnset'), 'password', 'signup.password.set'));
  if (account.securityPhone.status === 'undecided')
    due.push(requirement(issue('account.securityPhoneUndecided'), 'securityPhone', 'signup.securityPhone.give'));
  if (account.securityPhone.status === 'given')
    due.push(
      enteringCode
        ? requirement(issue('account.securityPhoneUnverified'), 'securityPhone', 'signup.code.submit', codeUntil)
        : requirement(issue('account.securityPhoneUnverified'), 'securityPhone', 'signup.securityPhone.give'),
    );
  const closed = cloudCountryIssues(context);
  if (closed.length > 0)
    return [...due, ...closed.map((found) => requirement(found, 'cloud', 'signup.cloudAccount.linked'))];
  const unaccepted = agreementsIssues(account.agreements, policy, ['agreements']);
  const cloud = unaccepted.length > 0 ? unaccepted : cloudEnabledIssues(context);
  return [...due, ...cloud.map((found) => requirement(found, 'cloud', 'signup.cloud.enable'))];
}

function detailsDue({ account }: SignupContext, state: string): Requirement[] {
  if (account.oldAccount?.upgrade === 'open')
    return [requirement(issue('upgrade.open'), 'country', 'signup.upgrade.request')];
  const due: Requirement[] = [];
  if (account.information === null && !account.informationPostponed && state === 'completingInformation')
    due.push(requirement(issue('account.informationIncomplete'), 'information', 'signup.information.complete'));
  if (account.realName?.status === 'approved') return due;
  if (state === 'realName.applying')
    due.push(requirement(issue('realName.required'), 'realName', 'signup.realName.apply'));
  if (state === 'realName.rejected')
    due.push(
      requirement(
        issue('realName.rejected', [], { reason: account.realName?.reason ?? '' }),
        'realName',
        'signup.realName.apply',
      ),
    );
  return due;
}

/** The steps of signup and how far each is. */
export function signupSteps({ account, policy }: SignupContext, state: string): Step[] {
  const at = (...places: string[]) => places.some((place) => state === place || state.startsWith(`${place}.`));
  const done = (is: boolean) => (is ? 'done' : 'open') as Step['status'];
  const enabled = account.cloudEnabledAt !== null;
  const phone = account.securityPhone.status;
  const steps: Step[] = [
    step(
      'country',
      done(enabled || account.country !== null),
      at('choosingCountry', 'offeringUpgrade', 'checkingUpgrade', 'upgradingAccount'),
    ),
    step('email', done(enabled || account.emailVerifiedAt !== null), at('verifyingEmail')),
    step('password', done(enabled || account.registeredAt !== null), at('settingPassword')),
    step('securityPhone', done(enabled || phone === 'skipped' || phone === 'verified'), at('securingPhone')),
    step('cloud', done(enabled), at('acceptingAgreements', 'enablingCloud')),
    step(
      'information',
      done(account.information !== null || account.informationPostponed || (enabled && !at('completingInformation'))),
      at('completingInformation'),
    ),
  ];
  if (!policy.realName.offered) return steps;
  const status = account.realName?.status;
  const realName = status === 'approved' ? 'done' : status === 'inReview' ? 'waiting' : 'open';
  return [...steps, step('realName', realName, at('realName'))];
}

function step(id: string, status: Step['status'], current: boolean): Step {
  return { id, status, current, reachable: current };
}

/** The times at which something happens in signup by itself. */
export function signupDeadlines({ account }: SignupContext, state: string): Deadline[] {
  const sent = account.challenge?.sent ?? null;
  if (sent === null || sent.expired || !state.endsWith('enteringCode')) return [];
  const step = state.startsWith('verifyingEmail') ? 'email' : 'securityPhone';
  return [{ at: sent.validUntil, step, event: 'signup.code.expired' }];
}

/** What a person is told before an event: a country may close the way to cloud services. */
export function signupConsequences(context: SignupContext, event: Act): Issue[] {
  const said = event as SignupEvent;
  if (said.type !== 'signup.country.choose') return [];
  return cloudCountryIssues({ ...context, account: { ...context.account, country: said.country } });
}
