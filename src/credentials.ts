import * as z from 'zod/mini';
import { emailLengthIssues } from './application.js';
import { assertArguments } from './arguments.js';
import { email, secret, text } from './fields.js';
import { type Issue, type IssuePath, issue, type Validator, validator } from './issue.js';
import { limits } from './limits.js';
import { assertPolicy, type Policy } from './policy.js';

/** What a password must not resemble. */
export interface PasswordSurroundings {
  readonly accountName?: string | undefined;
  readonly email?: string | undefined;
  readonly mobileNumber?: string | undefined;
}

const surroundingsArgument: z.ZodMiniType<PasswordSurroundings> = z.object({
  accountName: z.optional(z.string()),
  email: z.optional(z.string()),
  mobileNumber: z.optional(z.string()),
});

/** a portal password has its length, a letter and a digit, and no space. */
export function portalPasswordIssues(password: string, policy: Policy, path: IssuePath = []): Issue[] {
  return [
    ...passwordLengthIssues(password, policy.portalPassword, path),
    ...(/[A-Za-z]/.test(password) ? [] : [issue('password.noLetter', path)]),
    ...(/\d/.test(password) ? [] : [issue('password.noDigit', path)]),
    ...(/\s/.test(password) ? [issue('password.hasSpace', path)] : []),
  ];
}

/** an API password mixes kinds of characters and resembles neither the account's name nor its contacts. */
export function apiPasswordIssues(
  password: string,
  { accountName, email: address, mobileNumber }: PasswordSurroundings,
  policy: Policy,
  path: IssuePath = [],
): Issue[] {
  const { leastKinds } = policy.apiPassword;
  const kinds = [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z0-9\s]/].filter((kind) => kind.test(password)).length;
  const lower = password.toLowerCase();
  const name = accountName?.toLowerCase() ?? '';
  const reversed = [...name].reverse().join('');
  const contacts = [address?.toLowerCase(), mobileNumber, mobileNumber?.replace(/^\+/, '')];
  return [
    ...passwordLengthIssues(password, policy.apiPassword, path),
    ...(kinds < leastKinds ? [issue('password.tooFewKinds', path, { least: leastKinds })] : []),
    ...(name !== '' && (lower === name || lower === reversed) ? [issue('password.equalsAccountName', path)] : []),
    ...(contacts.some((contact) => contact !== undefined && contact !== '' && lower.includes(contact))
      ? [issue('password.containsContact', path)]
      : []),
  ];
}

function passwordLengthIssues(
  password: string,
  { least, most }: { readonly least: number; readonly most: number },
  path: IssuePath,
): Issue[] {
  const length = [...password].length;
  if (length < least) return [issue('password.tooShort', path, { least })];
  return length > most ? [issue('password.tooLong', path, { most })] : [];
}

/** an account name keeps to its characters, has no reserved beginning and is not only digits. */
export function accountNameIssues(name: string, policy: Policy, path: IssuePath = []): Issue[] {
  const { most, reservedPrefixes } = policy.accountName;
  const prefix = reservedPrefixes.find((reserved) => name.toLowerCase().startsWith(reserved.toLowerCase()));
  return [
    ...(name.length > most ? [issue('text.tooLong', path, { most })] : []),
    ...(/^[a-zA-Z0-9\u00c0-\u00ff\-._ ]*$/.test(name) ? [] : [issue('accountName.characters', path)]),
    ...(prefix === undefined ? [] : [issue('accountName.reservedPrefix', path, { prefix })]),
    ...(/^\d+$/.test(name) ? [issue('accountName.onlyDigits', path)] : []),
  ];
}

/** Checks a password by the portal's rules. Throws `argument.invalid`. */
export function validatePortalPassword(policy: Policy): Validator<string> {
  assertPolicy(policy);
  return validator(secret(limits.password), (password) => portalPasswordIssues(password, policy));
}

/** Checks a password by the API's rules, beside the account it is for. Throws `argument.invalid`. */
export function validateApiPassword(policy: Policy, surroundings: PasswordSurroundings = {}): Validator<string> {
  assertPolicy(policy);
  assertArguments({ surroundings: [surroundingsArgument, surroundings] });
  return validator(secret(limits.password), (password) => apiPasswordIssues(password, surroundings, policy));
}

/** Checks an account name. Throws `argument.invalid`. */
export function validateAccountName(policy: Policy): Validator<string> {
  assertPolicy(policy);
  return validator(text(1024), (name) => accountNameIssues(name, policy));
}

/** Checks an e-mail address as signup would. Throws `argument.invalid`. */
export function validateEmail(policy: Policy): Validator<z.infer<typeof email>> {
  assertPolicy(policy);
  return validator(email, (address) => emailLengthIssues(address, policy, []));
}
