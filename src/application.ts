import * as z from 'zod/mini';
import {
  type Account,
  accountSchema,
  authenticatedCompany,
  authenticatedCompanyIssues,
  isAuthenticated,
} from './account.js';
import { assertArguments, plain } from './arguments.js';
import { isSameCompany } from './company.js';
import { companyIdentityIssues, type NamedCompany } from './company.rules.js';
import { isEqual } from './equal.js';
import {
  country,
  email,
  type Fields,
  identifier,
  instant,
  lengthIssues,
  personal,
  phone,
  type Schema,
  secretKeys,
  text,
  told,
  upload,
  uploadIssues,
  website,
} from './fields.js';
import { type Issue, type IssuePath, issue, type Validator, validator } from './issue.js';
import { limits } from './limits.js';
import { type AgreementText, agreementTextSchema, assertPolicy, type Policy } from './policy.js';

/** The steps of the join wizard, in Huawei's order. */
export const wizardSteps = ['business', 'contact', 'sensitiveRelationship', 'agreement'] as const;

/** A step of the join wizard. */
export type WizardStep = (typeof wizardSteps)[number];

/** Business information: the first step of the wizard, later the Company Information. */
const businessFields = told(
  z.strictObject({
    companyName: text(limits.companyName),
    country,
    registrationNumber: text(limits.registrationNumber),
    /** The court or state that keeps the register, where a country has several. */
    register: z.optional(text(256)),
    credentialFile: z.optional(upload),
    address: z.optional(personal(text(1024))),
    website: z.optional(website),
    industry: z.optional(text(256)),
  }),
);

/** Business information: the first step of the wizard. */
export type Business = Fields<typeof businessFields>;

/** Business information: the first step of the wizard, as an event or a context carries it. */
export const businessSchema: Schema<Business> = businessFields;

/** Contact information: the second step of the wizard. */
const contactFields = told(
  z.strictObject({
    name: personal(text(256)),
    jobTitle: z.optional(personal(text(256))),
    email,
    phone,
  }),
);

/** Contact information: the second step of the wizard. */
export type Contact = Fields<typeof contactFields>;

/** Contact information: the second step of the wizard, as an event or a context carries it. */
export const contactSchema: Schema<Contact> = contactFields;

/** The answers to the questionnaire of the sensitive-relationship filing, with its version. */
const filingFields = told(
  z.strictObject({
    questionnaireVersion: identifier,
    answers: z
      .array(z.strictObject({ question: identifier, value: z.boolean(), details: z.optional(personal(text(4000))) }))
      .check(z.maxLength(limits.answers)),
  }),
);

/** The answers to the questionnaire of the sensitive-relationship filing. */
export type Filing = Fields<typeof filingFields>;

/** The answers to the questionnaire, as an event or a context carries them. */
export const filingSchema: Schema<Filing> = filingFields;

/** What the applicant states when accepting the agreement. */
const acceptanceFields = z.strictObject({
  agreementId: identifier,
  version: identifier,
  authorityConfirmed: z.boolean(),
});

/** What the applicant states when accepting the agreement. */
export type Acceptance = Fields<typeof acceptanceFields>;

/** What the applicant states when accepting the agreement, as an event or a context carries it. */
export const acceptanceSchema: Schema<Acceptance> = acceptanceFields;

const draftSchema = z.record(
  z.string().check(z.maxLength(64)),
  z.union([z.string().check(z.maxLength(8192)), z.boolean()]),
);

/** What a person typed in a step that is not finished: field to text, unchecked. A secret is no field of a step. */
export const draftInputSchema = draftSchema.check(
  z.refine((draft) => Object.keys(draft).length <= 64 && !secretKeys.some((key) => Object.hasOwn(draft, key)), {
    params: { expected: 'at most 64 fields, none of them a secret' },
  }),
);

const lookUpSchema = z.strictObject({
  country,
  registrationNumber: text(512),
  register: z.optional(text(256)),
  /** The partner this company already is, or null. */
  partner: z.nullable(z.strictObject({ partnerId: identifier, companyName: text(2048) })),
});

/** The application as the wizard fills it and review reads it. */
const applicationFields = told(
  z.strictObject({
    /** Who applies, by the host's id: the owner of the registration, from the first act in the wizard on. */
    applicantId: z.nullable(personal(identifier)),
    business: z.nullable(businessSchema),
    contact: z.nullable(contactSchema),
    filing: z.nullable(filingSchema),
    /** When the filing was made as it is now. */
    filedAt: z.nullable(instant),
    /** From when on the agreement holds, who accepted it, and the text that was read, where the policy named it. */
    acceptance: z.nullable(
      z.extend(acceptanceFields, {
        acceptedAt: instant,
        acceptedBy: personal(identifier),
        text: z.optional(agreementTextSchema),
      }),
    ),
    /** Steps whose answers rest on an earlier answer that has changed since. */
    lookAgain: z.array(z.enum(wizardSteps)),
    drafts: z.partialRecord(z.enum(wizardSteps), personal(draftSchema)),
    /** The company as the outside world knows it; null until looked up. */
    company: z.nullable(lookUpSchema),
    /** Whether the applicant chose to apply although the company already is a partner. */
    secondAccount: z.boolean(),
    /** The partner of the same number of which the applicant states that it is another company; people look at it. */
    differentFrom: z.nullable(z.strictObject({ partnerId: identifier, statedAt: instant })),
    /** Steps one came through, latest last; `wizard.back` goes to the last. */
    trail: z.array(z.enum(wizardSteps)),
    submittedAt: z.nullable(instant),
    /** The answers as they were rejected, until the application is handed in again. */
    rejected: z.nullable(
      z.strictObject({
        business: z.nullable(businessSchema),
        contact: z.nullable(contactSchema),
        filing: z.nullable(filingSchema),
      }),
    ),
  }),
);

/** The company as the outside world knows it. */
export type LookedUpCompany = Fields<typeof lookUpSchema>;

/** The application as the wizard fills it and review reads it. */
export interface Application extends z.infer<typeof applicationFields> {}

/** The application, as a context keeps it. */
export const applicationSchema: Schema<Application> = applicationFields;

/** The answers an application is made of. */
export type Answers = Pick<Application, 'business' | 'contact' | 'filing' | 'acceptance'>;

/** An application nobody has touched, or one with some answers known beforehand. */
export function newApplication(known: Partial<Application> = {}): Application {
  assertArguments({ known: [plain, known] });
  return {
    applicantId: null,
    business: null,
    contact: null,
    filing: null,
    filedAt: null,
    acceptance: null,
    lookAgain: [],
    drafts: {},
    company: null,
    secondAccount: false,
    differentFrom: null,
    trail: [],
    submittedAt: null,
    rejected: null,
    ...known,
  };
}

/**
 * what is wrong with business information under a policy. The company that real-name authentication
 * approved is not judged a second time.
 */
export function businessIssues(
  business: Business,
  policy: Policy,
  path: IssuePath = [],
  account: Account | null = null,
): Issue[] {
  const { required, credentialFiles } = policy.business;
  const isKnown = account !== null && isAuthenticated(business, account);
  return [
    ...(isKnown ? [] : companyIdentityIssues(business, policy, path)),
    ...required
      .filter((field) => business[field] === undefined)
      .map((field) => issue('value.missing', [...path, field])),
    ...(business.credentialFile === undefined
      ? []
      : uploadIssues(business.credentialFile, credentialFiles, [...path, 'credentialFile'])),
  ];
}

/** What is wrong with contact information under a policy. */
export function contactIssues(contact: Contact, policy: Policy, path: IssuePath = []): Issue[] {
  return [
    ...emailLengthIssues(contact.email, policy, [...path, 'email']),
    ...(policy.contact.jobTitleRequired && contact.jobTitle === undefined
      ? [issue('value.missing', [...path, 'jobTitle'])]
      : []),
  ];
}

/** The limit of length of an e-mail address (S36). */
export function emailLengthIssues(address: string, policy: Policy, path: IssuePath): Issue[] {
  return lengthIssues(address, { least: 1, most: policy.account.emailMost }, path);
}

/** every question of the current questionnaire answered, with details where an answer needs them. */
export function filingIssues(filing: Filing, policy: Policy, path: IssuePath = []): Issue[] {
  const { version, items } = policy.sensitiveRelationship;
  if (filing.questionnaireVersion !== version)
    return [issue('sensitiveRelationship.versionStale', [...path, 'questionnaireVersion'], { current: version })];
  const unknown = filing.answers.flatMap((answer, place) =>
    items.some((item) => item.id === answer.question) &&
    filing.answers.findIndex((other) => other.question === answer.question) === place
      ? []
      : [issue('sensitiveRelationship.unknownQuestion', [...path, 'answers', place], { question: answer.question })],
  );
  const open = items.flatMap((item) => {
    const place = filing.answers.findIndex((answer) => answer.question === item.id);
    const answer = filing.answers[place];
    if (answer === undefined)
      return [issue('sensitiveRelationship.unanswered', [...path, 'answers'], { question: item.id })];
    return answer.value === item.detailsRequiredWhen && answer.details === undefined
      ? [issue('sensitiveRelationship.detailsRequired', [...path, 'answers', place, 'details'], { question: item.id })]
      : [];
  });
  return [...unknown, ...open];
}

/** the agreement on offer is accepted, in its current version, with authority to bind the company. */
export function acceptanceIssues(acceptance: Acceptance, policy: Policy, path: IssuePath = []): Issue[] {
  const { id, version } = policy.agreement;
  if (acceptance.agreementId !== id) return [issue('value.notOffered', [...path, 'agreementId'], { offered: id })];
  return [
    ...(acceptance.version === version
      ? []
      : [issue('agreement.versionStale', [...path, 'version'], { current: version })]),
    ...(acceptance.authorityConfirmed
      ? []
      : [issue('agreement.authorityNotConfirmed', [...path, 'authorityConfirmed'])]),
  ];
}

/** What an acceptance keeps of the text that was read: nothing where the policy does not name it. */
export function textRead({ agreementText }: Policy): { readonly text?: AgreementText } {
  return agreementText.url === null && agreementText.sha256 === null ? {} : { text: agreementText };
}

/** what the answers of a step lack, taken by themselves and beside what is known of the account. */
export function answerIssues(
  step: WizardStep,
  answers: Answers,
  policy: Policy,
  path: IssuePath = [],
  account: Account | null = null,
): Issue[] {
  const { business, contact, filing, acceptance } = answers;
  switch (step) {
    case 'business':
      return business === null
        ? [issue('business.missing', path)]
        : [
            ...businessIssues(business, policy, [...path, 'business'], account),
            ...(account === null ? [] : authenticatedCompanyIssues(business, account, policy, [...path, 'business'])),
          ];
    case 'contact':
      return contact === null ? [issue('contact.missing', path)] : contactIssues(contact, policy, [...path, 'contact']);
    case 'sensitiveRelationship':
      return filing === null
        ? [issue('sensitiveRelationship.notFiled', path)]
        : filingIssues(filing, policy, [...path, 'filing']);
    case 'agreement':
      return acceptance === null
        ? [issue('agreement.notAccepted', path)]
        : acceptanceIssues(acceptance, policy, [...path, 'acceptance']);
  }
}

/** an application that was rejected says what it said then. */
export function unchangedIssues({ business, contact, filing, rejected }: Application): Issue[] {
  return isEqual({ business, contact, filing }, rejected) ? [issue('review.unchanged')] : [];
}

/** where policy asks for it, a rejected application is changed before it is submitted again. */
export function unchangedRefusal(application: Application, { review }: Policy): Issue[] {
  return review.resubmitUnchanged ? [] : unchangedIssues(application);
}

const noCompany: NamedCompany = { companyName: '', country: '', registrationNumber: '' };

/** What the outside world is asked about a company for. */
interface Asking {
  readonly policy: Policy;
  readonly account: Account;
  readonly application: Application;
}

/** business information of a company other than the authenticated one is corrected before anything comes of it. */
function companyMeant({ policy, account, application: { business } }: Asking): NamedCompany {
  const isOther = business !== null && authenticatedCompanyIssues(business, account, policy, []).length > 0;
  return (isOther ? null : business) ?? authenticatedCompany(account) ?? noCompany;
}

/** What the outside world is asked about the company. */
export function companyToLookUp(asking: Asking) {
  const { account } = asking;
  const known = companyMeant(asking);
  const { huaweiId } = account;
  return { companyName: known.companyName, ...numberOf(known), ...(huaweiId === null ? {} : { huaweiId }) };
}

function numberOf({ country, registrationNumber, register }: NamedCompany) {
  return { country, registrationNumber, ...(register === undefined ? {} : { register }) };
}

/** The company as the outside world answered it, for exactly what was asked. */
export function companyAsAnswered(asked: Asking, partner: LookedUpCompany['partner']): LookedUpCompany {
  const { companyName: _name, huaweiId: _asking, ...number } = companyToLookUp(asked);
  return { ...number, partner };
}

/** whether a partner that was found stands in the way: neither joined by a second account, nor said to be another company. */
export function standsInTheWay(
  partner: LookedUpCompany['partner'],
  { secondAccount, differentFrom }: Application,
): partner is NonNullable<LookedUpCompany['partner']> {
  return partner !== null && !secondAccount && differentFrom?.partnerId !== partner.partnerId;
}

/** Whether the company that was looked up is another one than the business information names. */
export function isAnotherCompany({ company, business: before }: Application, business: Business): boolean {
  const known = company ?? before;
  return known !== null && !isSameCompany(known, business);
}

/** Checks business information as the wizard would; with an account, by the company its real-name authentication approved. Throws `argument.invalid`. */
export function validateBusiness(policy: Policy, account?: Account): Validator<Business> {
  assertPolicy(policy);
  if (account !== undefined) assertArguments({ account: [accountSchema, account] });
  return validator(businessSchema, (business) => [
    ...businessIssues(business, policy, [], account),
    ...(account === undefined ? [] : authenticatedCompanyIssues(business, account, policy, [])),
  ]);
}

/** Checks contact information as the wizard would. Throws `argument.invalid`. */
export function validateContact(policy: Policy): Validator<Contact> {
  assertPolicy(policy);
  return validator(contactSchema, (contact) => contactIssues(contact, policy));
}

/** Checks a sensitive-relationship filing as the wizard would. Throws `argument.invalid`. */
export function validateFiling(policy: Policy): Validator<Filing> {
  assertPolicy(policy);
  return validator(filingSchema, (filing) => filingIssues(filing, policy));
}

/** Checks an acceptance of the agreement as the wizard would. Throws `argument.invalid`. */
export function validateAcceptance(policy: Policy): Validator<Acceptance> {
  assertPolicy(policy);
  return validator(acceptanceSchema, (acceptance) => acceptanceIssues(acceptance, policy));
}
