import { countries } from './countries.js';
import { type Issue, type IssuePath, issue } from './issue.js';
import { limits } from './limits.js';
import type { Policy } from './policy.js';

/** What in a policy lets nobody pass: settings that exclude each other, or ask for more than can be said. */
export function policyIssues(policy: Policy): Issue[] {
  return [
    ...codeIssues(policy),
    ...accountIssues(policy),
    ...passwordIssues(policy),
    ...realNameIssues(policy),
    ...businessIssues(policy),
    ...atMost(policy.sensitiveRelationship.items.length, limits.answers, ['sensitiveRelationship', 'items']),
    ...repeated(policy.sensitiveRelationship.items, ({ id }) => id, ['sensitiveRelationship', 'items']),
    ...programIssues(policy),
  ];
}

function atMost(value: number, most: number, path: IssuePath): Issue[] {
  return value > most ? [issue('value.tooMany', path, { most })] : [];
}

function atLeast(value: number, least: number, path: IssuePath): Issue[] {
  return value < least ? [issue('value.tooFew', path, { least })] : [];
}

/** Each that says the same as one before. */
function repeated<T>(list: readonly T[], nameOf: (each: T) => string, path: IssuePath, key = 'id'): Issue[] {
  const names = list.map(nameOf);
  return names.flatMap((name, place) =>
    names.indexOf(name) === place ? [] : [issue('value.repeated', [...path, place, key])],
  );
}

/** the validity a longer one falls back to is allowed itself. */
function codeIssues({ verificationCode }: Policy): Issue[] {
  const { fallbackValidityMinutes, longestValidityMinutes } = verificationCode;
  return atMost(fallbackValidityMinutes, longestValidityMinutes, ['verificationCode', 'fallbackValidityMinutes']);
}

function accountIssues({ account: { agreements, emailMost, countriesWithoutCloud } }: Policy): Issue[] {
  const excluded = new Set(countriesWithoutCloud).size;
  return [
    ...atLeast(emailMost, limits.shortestEmail, ['account', 'emailMost']),
    ...atMost(excluded, countries.size - 1, ['account', 'countriesWithoutCloud']),
    ...atMost(agreements.length, limits.agreements, ['account', 'agreements']),
    ...repeated(agreements, ({ id }) => id, ['account', 'agreements']),
  ];
}

/** there is a password of a letter and a digit, or of so many kinds of characters. */
function passwordIssues({ portalPassword, apiPassword }: Policy): Issue[] {
  return [
    ...lengthIssues(portalPassword, limits.password, 2, ['portalPassword']),
    ...lengthIssues(apiPassword, limits.password, apiPassword.leastKinds, ['apiPassword']),
  ];
}

/** Limits of length between which there is something: `longest` is what can be said, `shortest` what must be in it. */
function lengthIssues(
  { least, most }: { readonly least: number; readonly most: number },
  longest: number,
  shortest: number,
  path: IssuePath,
): Issue[] {
  return [...atMost(least, Math.min(most, longest), [...path, 'least']), ...atLeast(most, shortest, [...path, 'most'])];
}

/** what is required is offered, with as many files as can be handed in, by people who live. */
function realNameIssues({ realName: { offered, requiredToJoin, leastFiles, leastAge } }: Policy): Issue[] {
  return [
    ...(requiredToJoin && !offered
      ? [issue('value.notOffered', ['realName', 'requiredToJoin'], { offered: 'false' })]
      : []),
    ...atMost(leastFiles.enterprise, limits.realNameFiles, ['realName', 'leastFiles', 'enterprise']),
    ...atMost(leastFiles.individual, limits.realNameFiles, ['realName', 'leastFiles', 'individual']),
    ...atMost(leastAge, limits.oldestAge, ['realName', 'leastAge']),
  ];
}

/** there are names and numbers of that length, also where they come from real-name authentication. */
function businessIssues({ business, realName }: Policy): Issue[] {
  const { companyName, registrationNumber, registrationNumberFormat } = business;
  const isCode = registrationNumberFormat === 'unifiedSocialCreditCode';
  const name = realName.requiredToJoin ? limits.realNameCompanyName : limits.companyName;
  const longest = realName.requiredToJoin ? limits.realNameRegistrationNumber : limits.registrationNumber;
  const number = isCode ? limits.unifiedCode : longest;
  return [
    ...lengthIssues(companyName, name, 1, ['business', 'companyName']),
    ...lengthIssues(registrationNumber, number, isCode ? limits.unifiedCode : 1, ['business', 'registrationNumber']),
  ];
}

function programIssues({ programs: { agreements, reviewWorkingDays } }: Policy): Issue[] {
  const ofPrograms = new Map<string, number>();
  for (const { program } of agreements) ofPrograms.set(program, (ofPrograms.get(program) ?? 0) + 1);
  const most = Math.max(0, ...ofPrograms.values());
  return [
    ...(most > limits.agreements
      ? [issue('value.tooMany', ['programs', 'agreements'], { most: limits.agreements })]
      : []),
    ...repeated(agreements, ({ program, id }) => `${program} ${id}`, ['programs', 'agreements']),
    ...repeated(reviewWorkingDays, ({ program }) => program, ['programs', 'reviewWorkingDays'], 'program'),
  ];
}
