import { isSameCompany, isSameCompanyName, plainNumber } from './company.js';
import { companyNameIssues, isUnifiedSocialCreditCode, lengthIssues } from './fields.js';
import { type Issue, type IssuePath, issue } from './issue.js';
import type { Policy } from './policy.js';

/** A company as a person names it: at real-name authentication and in the business information. */
export interface NamedCompany {
  readonly companyName: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly registrationNumber: string;
  /** The court or state that keeps the register, where a country has several. */
  readonly register?: string | undefined;
}

/**
 * what is wrong with the name, number and register of a company under a policy. Both gates ask it,
 * real-name authentication and the wizard, so that what passes the first can pass the second.
 */
export function companyIdentityIssues(company: NamedCompany, policy: Policy, path: IssuePath): Issue[] {
  const { business } = policy;
  const { companyName, country, registrationNumber, register } = inNormalForm(company, policy);
  return [
    ...lengthIssues(companyName, business.companyName, [...path, 'companyName']),
    ...companyNameIssues(companyName, [...path, 'companyName']),
    ...lengthIssues(registrationNumber, business.registrationNumber, [...path, 'registrationNumber']),
    ...registrationNumberIssues(company, business, [...path, 'registrationNumber']),
    ...(register === undefined && business.registerRequiredIn.includes(country)
      ? [issue('value.missing', [...path, 'register'])]
      : []),
  ];
}

/** The form of a number follows the country of the company: elsewhere than in China nobody has a unified code. */
function hasUnifiedCode({ country }: NamedCompany, { registrationNumberFormat }: Policy['business']): boolean {
  return registrationNumberFormat === 'unifiedSocialCreditCode' && country === 'CN';
}

function registrationNumberIssues(company: NamedCompany, limits: Policy['business'], path: IssuePath): Issue[] {
  const number = plainNumber(company.registrationNumber);
  if (hasUnifiedCode(company, limits))
    return isUnifiedSocialCreditCode(number) ? [] : [issue('registrationNumber.notUnifiedCode', path)];
  return number === '' ? [issue('registrationNumber.invalid', path)] : [];
}

/** The company with its number as it is kept: a unified code in its normal form, any other number as it was typed. */
export function inNormalForm<C extends NamedCompany>(company: C, policy: Policy): C {
  const registrationNumber = plainNumber(company.registrationNumber);
  return hasUnifiedCode(company, policy.business) && isUnifiedSocialCreditCode(registrationNumber)
    ? { ...company, registrationNumber }
    : company;
}

/** The fields by which a company differs from another one, in the order they are asked. */
export function differingFields(company: NamedCompany, other: NamedCompany): ('companyName' | CompanyNumberField)[] {
  return [
    ...(isSameCompanyName(company.companyName, other.companyName) ? [] : (['companyName'] as const)),
    ...numberFields.filter((field) => !isSameIn(field, company, other)),
  ];
}

const numberFields = ['country', 'registrationNumber', 'register'] as const;
type CompanyNumberField = (typeof numberFields)[number];

/** Whether two companies are the same as far as one field says; a register that only one of them says tells nothing. */
function isSameIn(field: CompanyNumberField, one: NamedCompany, other: NamedCompany): boolean {
  const alike = { country: one.country, registrationNumber: one.registrationNumber, register: one.register };
  return isSameCompany(alike, { ...alike, [field]: other[field] });
}
