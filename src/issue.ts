import * as z from 'zod/mini';

type Nothing = Record<never, never>;

/** The closed list of issue codes, each with the parameters its message needs. */
export interface IssueParams {
  'value.missing': Nothing;
  'value.wrongType': { expected: string };
  'value.notOffered': { offered: string };
  'value.tooMany': { most: number };
  'value.tooFew': { least: number };
  'value.repeated': Nothing;
  'key.unknown': { key: string };
  'text.tooShort': { least: number };
  'text.tooLong': { most: number };
  'text.unreadable': Nothing;
  'time.invalid': Nothing;
  'machine.otherMajor': Nothing;

  'event.unknown': { type: string };
  'event.reserved': { type: string };
  'event.notExpected': { event: string };
  'actor.notAllowed': { role: string; event: string };
  'actor.mismatch': Nothing;
  'actor.notApplicant': Nothing;
  'actor.ownDecision': Nothing;
  'handOver.sameOwner': Nothing;
  'decision.late': { attempt: number; current: number };
  'decision.unnamed': { current: number };
  'revision.stale': { expected: number; actual: number };
  'port.unavailable': { port: string };

  'country.unknown': Nothing;
  'email.invalid': Nothing;
  'phone.invalid': Nothing;
  'companyName.notAName': Nothing;
  'registrationNumber.invalid': Nothing;
  'registrationNumber.notUnifiedCode': Nothing;
  'website.invalid': Nothing;
  'file.typeNotAccepted': { accepted: string };
  'file.tooLarge': { mostMegabytes: number };

  'account.required': Nothing;
  'account.countryRequired': Nothing;
  'account.countryImmutable': Nothing;
  'account.countryCannotEnableCloud': { country: string };
  'account.emailUnverified': Nothing;
  'account.passwordUnset': Nothing;
  'account.securityPhoneUndecided': Nothing;
  'account.securityPhoneUnverified': Nothing;
  'account.cloudNotEnabled': Nothing;
  'account.agreementNotAccepted': { agreement: string };
  'account.agreementVersionStale': { agreement: string; current: string };
  'account.informationIncomplete': Nothing;
  'account.typeAlreadySet': Nothing;
  'account.nameLocked': Nothing;
  'account.mobileQuota': { most: number };
  'account.registrationRefused': Nothing;
  'accountName.characters': Nothing;
  'accountName.reservedPrefix': { prefix: string };
  'accountName.onlyDigits': Nothing;
  'password.tooShort': { least: number };
  'password.tooLong': { most: number };
  'password.noLetter': Nothing;
  'password.noDigit': Nothing;
  'password.hasSpace': Nothing;
  'password.tooFewKinds': { least: number };
  'password.equalsAccountName': Nothing;
  'password.containsContact': Nothing;
  'code.format': { digits: number };
  'code.wrong': { left: number };
  'code.expired': Nothing;
  'code.resendTooSoon': { from: string };
  'code.locked': Nothing;
  'code.dailyLimit': { most: number };
  'upgrade.open': Nothing;
  'upgrade.contactOnUnusedId': Nothing;
  'upgrade.idBoundElsewhere': Nothing;
  'upgrade.countryMismatch': Nothing;
  'upgrade.idFrozen': Nothing;
  'upgrade.mobileTaken': Nothing;
  'realName.required': Nothing;
  'realName.inReview': Nothing;
  'realName.rejected': { reason: string };
  'realName.alreadyPassed': Nothing;
  'realName.enterpriseIsFinal': Nothing;
  'realName.tooYoung': { least: number };
  'realName.filesMissing': { least: number };
  'realName.notOffered': Nothing;
  'realName.nameDiffers': Nothing;
  'realName.reasonMissing': Nothing;
  'realName.reauthenticationOpen': Nothing;
  'realName.masterInvitationOpen': Nothing;
  'realName.sharedWithMaster': Nothing;

  'road.open': Nothing;
  'join.alreadyPartner': Nothing;
  'company.alreadyPartner': { companyName: string };
  'company.unchecked': Nothing;
  'company.differsFromRealName': { field: string };
  'company.secondAccountNotOffered': Nothing;
  'business.missing': Nothing;
  'contact.missing': Nothing;
  'sensitiveRelationship.notFiled': Nothing;
  'sensitiveRelationship.versionStale': { current: string };
  'sensitiveRelationship.unanswered': { question: string };
  'sensitiveRelationship.unknownQuestion': { question: string };
  'sensitiveRelationship.detailsRequired': { question: string };
  'agreement.notAccepted': Nothing;
  'agreement.versionStale': { current: string };
  'agreement.authorityNotConfirmed': Nothing;
  'step.outOfOrder': { step: string; before: string };
  'step.lookAgain': { step: string };
  'step.none': Nothing;

  'review.inProgress': Nothing;
  'review.reasonMissing': Nothing;
  'review.rejected': { reason: string };
  'review.resubmissionsUsedUp': { most: number };
  'review.unchanged': Nothing;
  'review.fieldNamed': { field: string };
  'review.overdue': { since: string };

  'review.screening': Nothing;
  'review.notWithdrawable': Nothing;
  'enrollment.registering': Nothing;
  'enrollment.cannotWithdraw': Nothing;
  'enrollment.choiceOpen': Nothing;
  'path.requiresPartner': { path: string };
  'path.alreadySelected': { path: string };
  'path.invitationRequired': { path: string };
  'path.closedByProgram': { path: string; program: string };
  'path.notWhitelisted': { path: string };
  'path.takenBySibling': { path: string };
  'path.notSelected': { path: string };
  'path.differs': { path: string };
  'path.solutionRequired': { path: string };
  'path.validationOpen': { path: string };
  'path.validating': { path: string };
  'path.differentiationOpen': { path: string };
  'path.differentiating': { path: string };
  'path.failed': { path: string; stage: string; reason: string };
  'path.reviewDue': { path: string };
  'path.reviewing': { path: string };
  'pathExit.inProgram': { path: string };
  'pathExit.validating': { path: string };
  'pathExit.roleValidated': { path: string };
  'pathExit.differentiated': { path: string };
  'pathExit.softwareSolution': { path: string };
  'pathExit.advancedSolution': { path: string };
  'pathExit.testCoupon': { path: string };
  'pathExit.examVoucher': { path: string };
  'pathExit.mdf': { path: string };
  'pathExit.fh': { path: string };
  'pathExit.deliverySupport': { path: string };

  'program.requiresPartner': { program: string };
  'program.alreadyRequested': { program: string };
  'program.invitationRequired': { program: string };
  'program.closedByPath': { program: string };
  'program.excludedBy': { program: string; other: string };
  'program.notEnterprise': { program: string };
  'program.realNameRequired': { program: string };
  'program.realNameIndividual': { program: string };
  'program.realNameUsed': { program: string };
  'program.areaTaken': { program: string; area: string };
  'program.areaMissing': { program: string };
  'program.resources': { program: string };
  'program.consumption': { program: string };
  'program.arrears': { program: string };
  'program.frozen': { program: string };
  'program.creditAccount': { program: string };
  'program.enterpriseCenter': { program: string };
  'program.customerOfPartner': { program: string };
  'program.preregistered': { program: string };
  'program.notRequested': { program: string };
  'program.notEnrolled': { program: string };
  'program.differs': { program: string };
  'program.formOpen': { program: string };
  'program.agreementNotAccepted': { program: string; agreement: string };
  'program.agreementVersionStale': { agreement: string; current: string };
  'program.sellerMissing': { program: string };
  'program.reviewing': { program: string };
  'program.rejected': { program: string; reason: string };
  'program.certificateExpired': { program: string };
  'program.certificateExpiring': { program: string; until: string };
  'program.renewalTooEarly': { program: string; from: string };
  'program.renewing': { program: string };
  'program.renewalRefused': { program: string; reason: string };
  'program.leaveOffline': { program: string };
  'program.notReseller': Nothing;
  'program.otherCountry': Nothing;
  'program.hasDistributor': Nothing;
  'program.noCooperationInvitation': Nothing;
  'purchase.closed': { program: string };

  'deregistration.requested': Nothing;
  'deregistration.partner': Nothing;
  'deregistration.applying': Nothing;
  'deregistration.onPath': { path: string };
  'deregistration.inProgram': { program: string };
  'deregistration.frozen': Nothing;
  'deregistration.associated': Nothing;
  'deregistration.enterpriseCenter': Nothing;
  'deregistration.boundElsewhere': Nothing;
  'deregistration.resources': Nothing;
  'deregistration.balance': Nothing;
  'deregistration.overdue': Nothing;
  'deregistration.pendingSettlement': Nothing;
  'deregistration.contracts': Nothing;
  'deregistration.orders': Nothing;

  'invitee.notFound': Nothing;
  'invitee.enterpriseAuthenticated': Nothing;
  'invitee.associatedElsewhere': Nothing;
  'invitee.isPartnerAccount': Nothing;
  'invitee.tooManyPartners': { most: number; days: number };
  'invitee.notRealName': Nothing;
  'invitation.dailyLimit': { most: number };
  'invitation.awaited': Nothing;
  'invitation.unanswered': Nothing;
  'invitation.beingAccepted': Nothing;
  'invitation.expired': Nothing;
  'invitation.void': Nothing;
  'invitation.cancelled': Nothing;
  'invitation.notYours': Nothing;
  'invitation.accountNotMatched': Nothing;
  'invitation.requestNotOffered': Nothing;
  'invitation.none': Nothing;
  'association.inPlace': Nothing;
  'statement.notAccepted': Nothing;
  'statement.versionStale': { current: string };
  'statement.notEmployee': Nothing;
  'association.companyUnknown': Nothing;
  'association.required': Nothing;
  'dedicated.pathNotOffered': { path: string };
  'dedicated.pathRequired': { path: string };
  'dedicated.inReview': Nothing;
  'dedicated.inPlace': Nothing;
  'dedicated.none': Nothing;
  'dedicated.rejected': { reason: string };
  'dedicated.cancelling': Nothing;
  'dedicated.disqualified': { reason: string };
}

/** A code of the closed list, `subject.problem`. */
export type IssueCode = keyof IssueParams;

/** Where the problem is: keys from the outermost value inwards. */
export type IssuePath = readonly (string | number)[];

/** One thing that is wrong, as data. `messages/` turns it into a sentence. */
export type Issue = {
  readonly [C in IssueCode]: { readonly code: C; readonly path: IssuePath; readonly params: Readonly<IssueParams[C]> };
}[IssueCode];

/** An issue as it is kept in a context, or comes over a network. */
export const issueSchema = z.strictObject({
  code: z.string().check(z.maxLength(64)),
  path: z.array(z.union([z.string(), z.number()])),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
}) as unknown as z.ZodMiniType<Issue>;

/** Codes whose message needs no parameter. */
type PlainCode = { [C in IssueCode]: keyof IssueParams[C] extends never ? C : never }[IssueCode];

/** Makes an issue; codes with parameters demand them. */
export function issue<C extends PlainCode>(code: C, path?: IssuePath): Issue;
export function issue<C extends IssueCode>(code: C, path: IssuePath, params: IssueParams[C]): Issue;
export function issue(code: IssueCode, path: IssuePath = [], params: object = {}): Issue {
  return { code, path, params } as Issue;
}

/** The answer of a validator: the value in its normal form, or every issue found. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** A total function over anything, which is also a Standard Schema (v1). It never throws. */
export interface Validator<T> {
  (value: unknown): Checked<T>;
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: 'hcpn-registration';
    readonly validate: (value: unknown) => { readonly value: T } | { readonly issues: readonly StandardIssue[] };
    readonly types?: { readonly input: unknown; readonly output: T };
  };
}

/** An issue as Standard Schema wants it: the code stands in for the message, and our issue comes along. */
export interface StandardIssue {
  readonly message: string;
  readonly path: IssuePath;
  readonly issue: Issue;
}

/** Makes a validator of a schema for the shape and a function for the rules; rules see values of the right shape only. */
export function validator<T>(schema: z.ZodMiniType<T>, rules: (value: T) => readonly Issue[] = () => []): Validator<T> {
  const check = (value: unknown): Checked<T> => {
    const parsed = parse(schema, value);
    if (!parsed.ok) return parsed;
    const issues = rules(parsed.value);
    return issues.length === 0 ? parsed : { ok: false, issues };
  };
  return Object.assign(check, {
    '~standard': {
      version: 1 as const,
      vendor: 'hcpn-registration' as const,
      validate: (value: unknown) => {
        const checked = check(value);
        return checked.ok
          ? { value: checked.value }
          : { issues: checked.issues.map((found) => ({ message: found.code, path: found.path, issue: found })) };
      },
    },
  });
}

/** Parses with zod and answers in our terms; `at` goes before every path. */
export function parse<T>(schema: z.core.$ZodType<T>, value: unknown, at: IssuePath = []): Checked<T> {
  try {
    const result = z.safeParse(schema, value);
    if (result.success) return { ok: true, value: result.data };
    return { ok: false, issues: result.error.issues.flatMap((found) => fromZod(found, value, at)) };
  } catch (error) {
    // A getter or a proxy that throws is theirs; what throws on a plain copy too is ours.
    if (isOurs(schema, value)) throw error;
    return { ok: false, issues: [issue('value.wrongType', at, { expected: 'plain data' })] };
  }
}

function isOurs(schema: z.core.$ZodType, value: unknown): boolean {
  try {
    z.safeParse(schema, asRead(value));
    return false;
  } catch {
    return isReadable(value);
  }
}

/** Whether all of a value can be read without anything thrown. */
export function isReadable(value: unknown): boolean {
  try {
    asRead(value);
    return true;
  } catch {
    return false;
  }
}

/** What can be read of a value, as plain objects and lists; throws what reading it throws. */
function asRead(value: unknown, met: Map<object, unknown> = new Map()): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (met.has(value)) return met.get(value);
  const read: object = Array.isArray(value) ? [] : {};
  met.set(value, read);
  for (const key of Object.keys(value)) Reflect.set(read, key, asRead(Reflect.get(value, key), met));
  return read;
}

/** Where and what is wrong, without parameters: all that may stand in an error, for a parameter may quote what was typed. */
export function withoutParams(issues: readonly Issue[]): readonly Pick<Issue, 'code' | 'path'>[] {
  return issues.map(({ code, path }) => ({ code, path }));
}

/** The parameter under which a zod refinement names its issue. */
export function named(code: PlainCode): { readonly params: { readonly code: PlainCode } } {
  return { params: { code } };
}

function fromZod(found: z.core.$ZodIssue, root: unknown, at: IssuePath): Issue[] {
  const path = [...at, ...found.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
  switch (found.code) {
    case 'invalid_type':
      return [
        valueAt(root, found.path) === undefined
          ? issue('value.missing', path)
          : issue('value.wrongType', path, { expected: found.expected }),
      ];
    case 'unrecognized_keys':
      return found.keys.map((key) => issue('key.unknown', path, { key: shorten(key) }));
    case 'too_big':
      return [
        found.origin === 'string'
          ? issue('text.tooLong', path, { most: Number(found.maximum) })
          : issue('value.tooMany', path, { most: Number(found.maximum) }),
      ];
    case 'too_small':
      return [
        found.origin === 'string'
          ? issue('text.tooShort', path, { least: Number(found.minimum) })
          : issue('value.tooFew', path, { least: Number(found.minimum) }),
      ];
    case 'invalid_value':
      return [issue('value.notOffered', path, { offered: found.values.map(String).join(', ') })];
    case 'invalid_union':
      return [
        valueAt(root, found.path) === undefined
          ? issue('value.missing', path)
          : issue('value.wrongType', path, { expected: 'one of the documented shapes' }),
      ];
    case 'invalid_format':
      return [
        found.format.startsWith('date')
          ? issue('time.invalid', path)
          : issue('value.wrongType', path, { expected: found.format }),
      ];
    case 'custom': {
      const { code, expected = 'something else', given = {} } = found.params ?? {};
      return [
        code === undefined ? issue('value.wrongType', path, { expected }) : ({ code, path, params: given } as Issue),
      ];
    }
    default:
      return [issue('value.wrongType', path, { expected: found.code })];
  }
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    root,
  );
}

function shorten(text: string): string {
  return text.length > 64 ? `${text.slice(0, 64)}…` : text;
}
