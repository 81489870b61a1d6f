import { type Account, type AccountInformation, knownAccount, type RealNameApplication } from '../account.js';
import type { Acceptance, Business, Contact, Filing } from '../application.js';
import type { Address, Association, Invitee } from '../association/association.schema.js';
import { plainCopy } from '../copy.js';
import { countries } from '../countries.js';
import type { Policy } from '../policy.js';
import { assertPolicy } from '../policy.js';

/** Valid answers to every form of the road. */
export interface Fixtures {
  readonly country: string;
  readonly email: string;
  readonly password: string;
  readonly phone: string;
  /** The agreements to accept when cloud services are enabled. */
  readonly agreements: { readonly id: string; readonly version: string }[];
  readonly information: AccountInformation;
  /** An application for enterprise real-name authentication. */
  readonly realName: RealNameApplication;
  /** An account with which signup is left out: cloud services enabled and, where the site asks for it, real name passed. */
  readonly account: Account;
  readonly business: Business;
  readonly contact: Contact;
  /** Every question of the questionnaire, answered so that nothing has to be explained. */
  readonly filing: Filing;
  readonly acceptance: Acceptance;
  /** The partner that invites. */
  readonly company: NonNullable<Association['company']>;
  /** By what the person to be invited is found. */
  readonly address: Address;
  /** The person to be invited, as the outside world knows them. */
  readonly invitee: Invitee;
  readonly statement: {
    readonly id: string;
    readonly version: string;
    readonly agreed: boolean;
    readonly employee: boolean;
  };
}

const chinese = { country: 'CN', phone: '+8613800138000', registrationNumber: '91350100M000100Y43' };
const others = { country: 'IE', phone: '+353850123456', registrationNumber: 'IE-603211' };

/** A text brought between two lengths. */
function fitted(value: string, { least, most }: { readonly least: number; readonly most: number }): string {
  return value.slice(0, most).trimEnd().padEnd(least, '0');
}

/** The first that fits, the last where none does. */
function firstOf<T>(list: readonly [T, ...T[]], fits: (each: T) => boolean): T {
  return list.find(fits) ?? list[list.length - 1] ?? list[0];
}

/** A password of every kind of character, as far as its length allows; the one everybody knows where it fits. */
function passwordUnder({ account, portalPassword, apiPassword }: Policy): string {
  const isApi = account.passwordRules === 'api';
  const limits = isApi ? apiPassword : portalPassword;
  const usual = 'Correct7Horse';
  const fits = fitted(usual, limits) === usual && !(isApi && apiPassword.leastKinds > 3);
  return fits ? usual : fitted('a7A-', limits);
}

/** Valid answers under a policy, as plain JSON; a fresh copy each time, to be changed at will. Throws `argument.invalid`. */
export function fixtures(policy: Policy): Fixtures {
  assertPolicy(policy);
  const own = policy.site === 'cn' ? chinese : others;
  const { phone } = own;
  const { account, business } = policy;
  const hasCloud = (code: string) => !account.countriesWithoutCloud.includes(code);
  const country = firstOf([own.country, ...countries], hasCloud);
  const email = firstOf(['ada@lantern.example', 'a@l.ie'], ({ length }) => length <= account.emailMost);
  const companyName = fitted('Lantern Cloud Works', business.companyName);
  const isCode = business.registrationNumberFormat === 'unifiedSocialCreditCode';
  const number = isCode ? chinese.registrationNumber : own.registrationNumber;
  const registrationNumber = fitted(number, business.registrationNumber);
  const enabledAt = '2026-01-05T08:00:00.000Z';
  const realName: RealNameApplication = {
    kind: 'enterprise',
    certificateType: 'businessLicence',
    companyName,
    country,
    registrationNumber,
    files: Array.from({ length: policy.realName.leastFiles.enterprise }, (_, place) => ({
      fileId: `licence-${place + 1}`,
      name: 'licence.jpg',
      mediaType: policy.realName.files.mediaTypes[0] ?? '',
      bytes: 20_000,
    })),
  };
  return plainCopy({
    country,
    email,
    password: passwordUnder(policy),
    phone,
    agreements: policy.account.agreements,
    information: { accountType: 'enterprise', name: 'Ada Lantern', mobileNumber: phone, paymentMethodAdded: false },
    realName,
    account: knownAccount({
      country,
      email,
      emailVerifiedAt: enabledAt,
      huaweiId: 'hid-ada',
      registeredAt: enabledAt,
      securityPhone: { status: 'skipped', number: null },
      agreements: policy.account.agreements.map((agreement) => ({ ...agreement, acceptedAt: enabledAt })),
      cloudEnabledAt: enabledAt,
      informationPostponed: true,
      realName: policy.realName.requiredToJoin
        ? { status: 'approved', application: realName, reason: null, decidedAt: enabledAt }
        : null,
    }),
    business: {
      companyName,
      country,
      registrationNumber,
      credentialFile: {
        fileId: 'credential-1',
        name: 'credential.jpg',
        mediaType: policy.business.credentialFiles.mediaTypes[0] ?? '',
        bytes: 20_000,
      },
      address: '1 Lantern Street',
      website: 'https://lantern.example',
      industry: 'Software',
    },
    contact: { name: 'Ada Lantern', jobTitle: 'Partner manager', email, phone },
    filing: {
      questionnaireVersion: policy.sensitiveRelationship.version,
      answers: policy.sensitiveRelationship.items.map(({ id, detailsRequiredWhen }) => ({
        question: id,
        value: detailsRequiredWhen === false,
      })),
    },
    acceptance: { agreementId: policy.agreement.id, version: policy.agreement.version, authorityConfirmed: true },
    company: { partnerId: 'P-LANTERN', companyName },
    address: { by: 'email', value: 'ben@lantern.example' },
    invitee: {
      huaweiId: 'hid-ben',
      accountName: 'ben',
      enterpriseAuthenticated: false,
      individualRealName: true,
      partnerAccount: false,
      associatedWith: null,
      history: [],
    },
    statement: { ...policy.association.statement, agreed: true, employee: true },
  });
}
