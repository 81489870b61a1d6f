import type { DevelopmentPath, PartnerProgram } from '../choices.js';
import { wrongArgument } from '../errors.js';
import type { Issue, IssueCode, IssueParams } from '../issue.js';

/** One sentence or two per issue code; a missing code or an unknown parameter does not compile. */
export type Messages = { readonly [C in IssueCode]: (params: IssueParams[C]) => string };

/** The steps of the road, as `steps` and `requirements` name them. */
export type StepId =
  | 'country'
  | 'email'
  | 'password'
  | 'securityPhone'
  | 'cloud'
  | 'information'
  | 'realName'
  | 'road'
  | 'business'
  | 'contact'
  | 'sensitiveRelationship'
  | 'agreement'
  | 'review'
  | 'enrollment'
  | 'roleSelection'
  | 'roleValidation'
  | 'competencyDifferentiation'
  | 'annualReview'
  | 'programApplication'
  | 'programReview'
  | 'invitation'
  | 'statement'
  | 'dedicatedPersonnel';

/** Everything that may be said, by event type. */
export type ActId =
  | 'signup.country.choose'
  | 'signup.email.submit'
  | 'signup.code.submit'
  | 'signup.code.resend'
  | 'signup.code.expired'
  | 'signup.password.set'
  | 'signup.securityPhone.give'
  | 'signup.securityPhone.skip'
  | 'signup.cloud.enable'
  | 'signup.cloudAccount.linked'
  | 'signup.information.complete'
  | 'signup.information.postpone'
  | 'signup.realName.start'
  | 'signup.realName.apply'
  | 'signup.realName.postpone'
  | 'signup.realName.decided'
  | 'signup.realName.synchronised'
  | 'signup.oldAccount.signedIn'
  | 'signup.upgrade.request'
  | 'signup.upgrade.postpone'
  | 'signup.back'
  | 'wizard.start'
  | 'wizard.business.save'
  | 'wizard.contact.save'
  | 'wizard.sensitiveRelationship.file'
  | 'wizard.agreement.accept'
  | 'wizard.submit'
  | 'wizard.back'
  | 'wizard.step.open'
  | 'wizard.draft.keep'
  | 'wizard.company.checkAgain'
  | 'wizard.company.associate'
  | 'wizard.company.applyAnyway'
  | 'wizard.company.isAnother'
  | 'review.screeningPassed'
  | 'review.screeningFailed'
  | 'review.screening.retry'
  | 'review.approve'
  | 'review.reject'
  | 'review.overdue'
  | 'review.revise'
  | 'review.resubmit'
  | 'review.edit'
  | 'review.withdraw'
  | 'enrollment.registration.retry'
  | 'enrollment.account.lookUp'
  | 'enrollment.purchase.request'
  | 'enrollment.deregister'
  | 'enrollment.sensitiveRelationship.file'
  | 'enrollment.withdraw'
  | 'path.invited'
  | 'path.whitelisted'
  | 'path.select'
  | 'path.exit'
  | 'path.solution.certified'
  | 'path.validation.submit'
  | 'path.validation.passed'
  | 'path.validation.failed'
  | 'path.differentiation.submit'
  | 'path.differentiation.passed'
  | 'path.differentiation.failed'
  | 'path.annualReview.due'
  | 'path.annualReview.submit'
  | 'path.annualReview.passed'
  | 'path.annualReview.failed'
  | 'program.invited'
  | 'program.apply'
  | 'program.cancel'
  | 'program.submit'
  | 'program.revise'
  | 'program.approved'
  | 'program.rejected'
  | 'program.certificate.expired'
  | 'program.renew'
  | 'program.renewed'
  | 'program.renewalRefused'
  | 'program.leave'
  | 'program.left'
  | 'program.cooperation.invited'
  | 'program.cooperation.accept'
  | 'association.request'
  | 'association.invite'
  | 'association.resend'
  | 'association.account.choose'
  | 'association.open'
  | 'association.accept'
  | 'association.expired'
  | 'association.acceptedElsewhere'
  | 'association.disassociate'
  | 'association.benefit.request'
  | 'association.dedicated.apply'
  | 'association.dedicated.approved'
  | 'association.dedicated.rejected'
  | 'association.dedicated.cancel'
  | 'association.dedicated.revoke'
  | 'association.dedicated.cancelled'
  | 'association.dedicated.kept'
  | 'association.dedicated.disqualified'
  | 'registration.associate'
  | 'registration.leave'
  | 'registration.policyChanged'
  | 'registration.handOver';

/** The questions of the default questionnaire of the sensitive relationship filing. */
export type QuestionId = 'employees' | 'relatives' | 'officials' | 'shareholding';

/** All texts of one language. */
export interface Catalogue {
  /** BCP 47, for example `en`. */
  readonly language: string;
  readonly issues: Messages;
  readonly steps: Readonly<Record<StepId, string>>;
  /** What to call the act behind a remedy or an allowed event, for a button. */
  readonly acts: Readonly<Record<ActId, string>>;
  readonly paths: Readonly<Record<DevelopmentPath, string>>;
  readonly programs: Readonly<Record<PartnerProgram, string>>;
  /** Our own wording: Huawei's questionnaire is not public. A host replaces it by the `text` of its own questions. */
  readonly questions: Readonly<Record<QuestionId, string>>;
}

/** What is described: an issue, or a requirement. */
export interface Described {
  readonly code: IssueCode;
  readonly params: Issue['params'];
}

/** How a host writes a parameter in a message: a time, a country, the name it has for a question. */
export type Shown = (value: string | number, name: string) => string | number;

/**
 * An issue in words; without `shown` its times stand in ISO form, and countries, questions and agreements as codes.
 * A code the catalogue does not have stands for itself. Throws `argument.invalid`.
 */
export function describeIssue(
  catalogue: Pick<Catalogue, 'issues'>,
  issue: Described,
  shown: Shown = (value) => value,
): string {
  if (typeof shown !== 'function') throw wrongArgument('shown');
  const code = textIn(issue, 'code', 'issue');
  const params = objectIn(issue, 'params', 'issue');
  const message = member(objectIn(catalogue, 'issues', 'catalogue'), code, 'catalogue');
  if (typeof message !== 'function') return code;
  const readable = Object.entries(params).map(([name, value]) => [name, shown(value, name)]);
  return message(Object.fromEntries(readable));
}

/** A step in words; a step the catalogue does not have stands for itself. Throws `argument.invalid`. */
export function describeStep(catalogue: Pick<Catalogue, 'steps'>, step: string): string {
  return described(catalogue, 'steps', step, 'step');
}

/**
 * An act in words, for example of a requirement's `remedy`; one the catalogue does not have stands for itself. Throws
 * `argument.invalid`.
 */
export function describeAct(catalogue: Pick<Catalogue, 'acts'>, type: string): string {
  return described(catalogue, 'acts', type, 'type');
}

/** A development path in words; one the catalogue does not have stands for itself. Throws `argument.invalid`. */
export function describePath(catalogue: Pick<Catalogue, 'paths'>, path: string): string {
  return described(catalogue, 'paths', path, 'path');
}

/** A partner program in words; one the catalogue does not have stands for itself. Throws `argument.invalid`. */
export function describeProgram(catalogue: Pick<Catalogue, 'programs'>, program: string): string {
  return described(catalogue, 'programs', program, 'program');
}

/** A question in words: its own text, or the catalogue's under its id. Throws `argument.invalid`. */
export function describeQuestion(
  catalogue: Pick<Catalogue, 'questions'>,
  question: { readonly id: string; readonly text: string | null },
): string {
  return member(question, 'text', 'question') === null
    ? described(catalogue, 'questions', textIn(question, 'id', 'question'), 'question')
    : textIn(question, 'text', 'question');
}

function described(catalogue: object, list: string, key: string, name: string): string {
  if (typeof key !== 'string') throw wrongArgument(name);
  const words = member(objectIn(catalogue, list, 'catalogue'), key, 'catalogue');
  return typeof words === 'string' ? words : key;
}

/** An own member of what was given under a name. */
function member(of: object, key: string, name: string): unknown {
  try {
    return Object.hasOwn(of, key) ? Reflect.get(of, key) : undefined;
  } catch {
    throw wrongArgument(name);
  }
}

function textIn(of: object, key: string, name: string): string {
  const text = member(of, key, name);
  if (typeof text === 'string') return text;
  throw wrongArgument(name);
}

function objectIn(of: object, key: string, name: string): object {
  const object = member(of, key, name);
  if (typeof object === 'object' && object !== null) return object;
  throw wrongArgument(name);
}

/** The words for a key, or the key itself. */
export function wordsFor(words: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(words, key) ? (words[key] ?? key) : key;
}

/** The words for a field by its dotted path: those for its last name, or the path itself. */
export function wordsForField(words: Readonly<Record<string, string>>, path: string): string {
  const name = path.split('.').findLast((key) => Object.hasOwn(words, key));
  return name === undefined ? path : wordsFor(words, name);
}
