import * as z from 'zod/mini';
import {
  type Account,
  accountInformationSchema,
  accountSchema,
  knownAccount,
  realNameApplicationSchema,
} from '../account.js';
import { attemptSchema } from '../attempt.js';
import { applicant, defineEvents, type EventsOf } from '../events.js';
import {
  country,
  email,
  type Fields,
  identifier,
  personal,
  phone,
  type Schema,
  secret,
  text,
  told,
} from '../fields.js';
import { partly, taken } from '../input.js';
import type { Issue } from '../issue.js';
import { limits } from '../limits.js';
import { type Policy, policySchema, soundPolicySchema } from '../policy.js';
import { port } from '../ports.js';
import { troubleSchema } from '../updates.js';

/** What signup remembers. */
export type SignupContext = {
  policy: Policy;
  account: Account;
  trouble: readonly Issue[];
};

/** What signup remembers, as a schema. */
export const signupContextSchema: Schema<SignupContext> = z.strictObject({
  policy: policySchema,
  account: accountSchema,
  trouble: troubleSchema,
});

/** What signup starts from. */
export interface SignupInput {
  readonly policy: Policy;
  readonly account?: Parameters<typeof knownAccount>[0] | undefined;
}

/** What signup starts from, as a schema. */
export const signupInput: Schema<SignupInput> = z.strictObject({
  policy: soundPolicySchema,
  account: z.optional(partly(accountSchema)),
});

/** The context signup starts with. The input is copied, so that what the caller holds stays apart. */
export function signupContext(input: SignupInput): SignupContext {
  const { policy, account } = taken(signupInput, input);
  return { policy, account: knownAccount(account), trouble: [] };
}

const system = ['system'] as const;

/** What may be said to signup. */
export const signupEvents = defineEvents({
  'signup.country.choose': { by: applicant, payload: { country } },
  'signup.email.submit': { by: applicant, payload: { email } },
  'signup.code.submit': { by: applicant, payload: { verificationCode: secret(64) } },
  'signup.code.resend': { by: applicant, payload: {} },
  'signup.code.expired': { by: system, payload: {} },
  'signup.password.set': { by: applicant, payload: { password: secret(limits.password) } },
  'signup.securityPhone.give': { by: applicant, payload: { phone } },
  'signup.securityPhone.skip': { by: applicant, payload: {} },
  'signup.cloud.enable': {
    by: applicant,
    payload: {
      agreements: z
        .array(z.strictObject({ id: identifier, version: identifier }))
        .check(z.maxLength(limits.agreements)),
    },
  },
  'signup.cloudAccount.linked': { by: system, payload: { accountId: personal(identifier) } },
  'signup.information.complete': { by: applicant, payload: { information: accountInformationSchema } },
  'signup.information.postpone': { by: applicant, payload: {} },
  'signup.realName.start': { by: applicant, payload: {} },
  'signup.realName.apply': { by: applicant, payload: { application: realNameApplicationSchema } },
  'signup.realName.postpone': { by: applicant, payload: {} },
  'signup.realName.decided': {
    by: ['system', 'reviewer'],
    decides: true,
    payload: {
      resultCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
      reason: z.optional(text(2000)),
      attempt: attemptSchema,
    },
  },
  'signup.realName.synchronised': {
    by: system,
    payload: { masterNameBefore: z.nullable(text(512)), application: realNameApplicationSchema },
  },
  'signup.oldAccount.signedIn': { by: system, payload: { accountId: personal(identifier), country, email } },
  'signup.upgrade.request': { by: applicant, payload: { huaweiId: personal(identifier) } },
  'signup.upgrade.postpone': { by: applicant, payload: {} },
  'signup.back': { by: applicant, payload: {} },
});

/** What may be said to signup. */
export type SignupEvent = EventsOf<typeof signupEvents>;

const channel = z.enum(['email', 'sms']);
/** An object without keys; an error that is answered instead of thrown is none. */
const nothing = z.record(z.string(), z.never());

/** Why Huawei does not take an application for real-name authentication. */
export const realNameRefusals = ['masterInvitationOpen', 'sharedWithMaster'] as const;

/** What is known of an old account and a HUAWEI ID that shall become one. */
const upgradeFacts = told(
  z.strictObject({
    oldAccountCountry: country,
    huaweiIdCountry: country,
    huaweiIdFrozen: z.boolean(),
    huaweiIdBoundElsewhere: z.boolean(),
    contactOnUnusedId: z.boolean(),
    mobileTaken: z.boolean(),
  }),
);

/** What is known of an old account and a HUAWEI ID that shall become one. */
export type UpgradeFacts = Fields<typeof upgradeFacts>;

/** What is known of an old account and a HUAWEI ID that shall become one, as a port answers it. */
export const upgradeFactsSchema: Schema<UpgradeFacts> = upgradeFacts;

const ports = {
  /** Send a code; `challengeId` is what the outside world will know it by. Validity in minutes. */
  sendVerificationCode: port(
    z.strictObject({
      channel,
      scene: z.literal('registration'),
      to: z.union([email, phone]),
      digits: z.int(),
      validityMinutes: z.int(),
    }),
    z.strictObject({ challengeId: identifier }),
  ),
  /** Is this the code that was sent? */
  checkVerificationCode: port(
    z.strictObject({ channel, to: z.union([email, phone]), challengeId: identifier, verificationCode: secret(64) }),
    z.strictObject({ result: z.enum(['correct', 'wrong']) }),
  ),
  /** Register the HUAWEI ID. The password goes through here and nowhere else. */
  registerHuaweiId: port(
    z.strictObject({ country, email, password: secret(limits.password) }),
    z.discriminatedUnion('result', [
      z.strictObject({ result: z.literal('registered'), huaweiId: personal(identifier) }),
      z.strictObject({ result: z.literal('refused') }),
    ]),
  ),
  /** How many HUAWEI IDs does this mobile number have already? */
  lookUpMobile: port(z.strictObject({ phone }), z.strictObject({ huaweiIds: z.int().check(z.minimum(0)) })),
  /** Enable Huawei Cloud services after the agreements are accepted. */
  enableCloudServices: port(
    z.strictObject({
      huaweiId: personal(identifier),
      country,
      agreements: z.array(z.strictObject({ id: identifier, version: identifier })),
    }),
    nothing,
  ),
  /**
   * Hand in an application for real-name authentication; the result comes later as `signup.realName.decided` and names
   * the attempt. `reauthentication` says that that of an enterprise is in force and stays so until then. Answer
   * `refused` where Huawei does not take the application: an invitation between this account and a master or member
   * account is open, or the authentication is shared with the master, which alone renews it. `huaweiId` is the account: an old
   * one that was not upgraded is known by its own id.
   */
  applyForRealName: port(
    z.strictObject({
      huaweiId: personal(identifier),
      application: realNameApplicationSchema,
      attempt: z.int(),
      reauthentication: z.boolean(),
    }),
    z.union([
      nothing,
      z.strictObject({ refused: z.array(z.enum(realNameRefusals)).check(z.minLength(1), z.maxLength(10)) }),
    ]),
  ),
  /** What is known of an old account and the HUAWEI ID it shall become. */
  lookUpUpgrade: port(
    z.strictObject({ accountId: personal(identifier), huaweiId: personal(identifier) }),
    upgradeFactsSchema,
  ),
  /** Upgrade the old account to the HUAWEI ID. */
  upgradeAccount: port(z.strictObject({ accountId: personal(identifier), huaweiId: personal(identifier) }), nothing),
};

/** What signup asks the outside world, as a table. */
export type SignupQuestions = { readonly [N in keyof typeof ports]: (typeof ports)[N] };

/** What signup asks the outside world. */
export const signupPorts: SignupQuestions = ports;
