import type { Policy } from 'hcpn-registration';
import { acceptanceByHand, businessByHand, contactByHand, filingByHand } from './answersByHand.js';
import {
  booleanOf,
  checkLength,
  countryOf,
  emailOf,
  type Form,
  formOf,
  instantOf,
  oneOf,
  phoneOf,
  secretOf,
  textOf,
  type Wrong,
} from './fields.js';
import type { Said } from './script.js';

const keysWith = (...payload: readonly string[]): ReadonlySet<string> => new Set(['type', 'at', 'by', ...payload]);

/** Which keys each act has. */
const keys: { readonly [T in Said['type']]: ReadonlySet<string> } = {
  'signup.country.choose': keysWith('country'),
  'signup.email.submit': keysWith('email'),
  'signup.code.submit': keysWith('verificationCode'),
  'signup.password.set': keysWith('password'),
  'signup.securityPhone.give': keysWith('phone'),
  'signup.cloud.enable': keysWith('agreements'),
  'signup.information.complete': keysWith('information'),
  'wizard.start': keysWith(),
  'wizard.business.save': keysWith('business'),
  'wizard.contact.save': keysWith('contact'),
  'wizard.sensitiveRelationship.file': keysWith('filing'),
  'wizard.agreement.accept': keysWith('acceptance'),
  'wizard.submit': keysWith(),
};
const actorKeys: ReadonlySet<string> = new Set(['role', 'id']);
const agreementKeys: ReadonlySet<string> = new Set(['id', 'version']);
const informationKeys: ReadonlySet<string> = new Set([
  'accountType',
  'name',
  'accountName',
  'mobileNumber',
  'paymentMethodAdded',
]);

/** The act in its normal form: known, of the right shape, said by an applicant, as policy asks. Throws what is wrong. */
export function heard(value: unknown, policy: Policy): Said {
  const wrong: Wrong = [];
  const said = read(value, policy, wrong);
  if (said === null || wrong.length > 0) throw new Error(`Invalid: ${wrong.join(', ')}`);
  return said;
}

function read(value: unknown, policy: Policy, wrong: Wrong): Said | null {
  const named = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  if (typeof named !== 'string' || !Object.hasOwn(keys, named)) return null;
  const type = named as Said['type'];
  const form = formOf(value, keys[type], 'act', wrong);
  const at = instantOf(form['at'], 'at', wrong);
  const who = formOf(form['by'], actorKeys, 'by', wrong);
  const by = { role: oneOf(who['role'], ['applicant'], 'by.role', wrong), id: textOf(who['id'], 128, 'by.id', wrong) };
  switch (type) {
    case 'signup.country.choose':
      return { type, at, by, country: countryOf(form['country'], 'country', wrong) };
    case 'signup.email.submit': {
      const email = emailOf(form['email'], 'email', wrong);
      checkLength(email, { least: 1, most: policy.account.emailMost }, 'email', wrong);
      return { type, at, by, email };
    }
    case 'signup.code.submit': {
      const verificationCode = secretOf(form['verificationCode'], 64, 'verificationCode', wrong);
      const right = /^\d+$/.test(verificationCode) && verificationCode.length === policy.verificationCode.digits;
      if (!right) wrong.push('verificationCode');
      return { type, at, by, verificationCode };
    }
    case 'signup.password.set': {
      const password = secretOf(form['password'], 256, 'password', wrong);
      checkLength(password, policy.portalPassword, 'password', wrong);
      if (!/[A-Za-z]/.test(password) || !/\d/.test(password) || /\s/.test(password)) wrong.push('password');
      return { type, at, by, password };
    }
    case 'signup.securityPhone.give':
      return { type, at, by, phone: phoneOf(form['phone'], 'phone', wrong) };
    case 'signup.cloud.enable':
      return { type, at, by, agreements: agreementsOf(form['agreements'], policy, wrong) };
    case 'signup.information.complete':
      return { type, at, by, information: informationOf(form['information'], policy, wrong) };
    case 'wizard.business.save':
      return { type, at, by, business: businessByHand(form['business'], policy, wrong) };
    case 'wizard.contact.save':
      return { type, at, by, contact: contactByHand(form['contact'], policy, wrong) };
    case 'wizard.sensitiveRelationship.file':
      return { type, at, by, filing: filingByHand(form['filing'], policy, wrong) };
    case 'wizard.agreement.accept':
      return { type, at, by, acceptance: acceptanceByHand(form['acceptance'], policy, wrong) };
    case 'wizard.start':
    case 'wizard.submit':
      return { type, at, by };
  }
}

function agreementsOf(value: unknown, { account }: Policy, wrong: Wrong) {
  const given: readonly unknown[] = Array.isArray(value) && value.length <= 20 ? value : [];
  const agreements = given.map((each) => {
    const form = formOf(each, agreementKeys, 'agreements', wrong);
    return {
      id: textOf(form['id'], 128, 'agreements.id', wrong),
      version: textOf(form['version'], 128, 'agreements.version', wrong),
    };
  });
  for (const { id, version } of account.agreements)
    if (agreements.find((agreement) => agreement.id === id)?.version !== version) wrong.push('agreements');
  return agreements;
}

type Information = Extract<Said, { type: 'signup.information.complete' }>['information'];

function informationOf(value: unknown, policy: Policy, wrong: Wrong): Information {
  const form = formOf(value, informationKeys, 'information', wrong);
  const information: Information = {
    accountType: oneOf(form['accountType'], ['individual', 'enterprise'], 'information.accountType', wrong),
    name: textOf(form['name'], 256, 'information.name', wrong),
    mobileNumber: phoneOf(form['mobileNumber'], 'information.mobileNumber', wrong),
    paymentMethodAdded: booleanOf(form['paymentMethodAdded'], 'information.paymentMethodAdded', wrong),
  };
  if (form['accountName'] !== undefined) information.accountName = accountNameOf(form, policy, wrong);
  return information;
}

function accountNameOf(form: Form, { accountName: { most, reservedPrefixes } }: Policy, wrong: Wrong): string {
  const name = textOf(form['accountName'], 128, 'information.accountName', wrong);
  const reserved = reservedPrefixes.some((prefix) => name.toLowerCase().startsWith(prefix.toLowerCase()));
  const right = name.length <= most && /^[a-zA-Z0-9\u00c0-\u00ff\-._ ]*$/.test(name) && !/^\d+$/.test(name);
  if (reserved || !right) wrong.push('information.accountName');
  return name;
}
