/// <reference lib="dom" />
import {
  type Actor,
  type Policy,
  pathOf,
  type RegistrationContext,
  type RegistrationEvent,
  type RegistrationMachine,
  type WizardStep,
} from 'hcpn-registration';
import type { SnapshotFrom } from 'xstate';

/** A registration as it is shown. */
export type Shown = SnapshotFrom<RegistrationMachine>;

/** What is typed in a form, field by field; a box that is ticked is `on`. */
export type Typed = Readonly<Record<string, string>>;

/** An event as a form makes it: unchecked. `explain` and the session say what is wrong with it. */
export interface TypedEvent {
  readonly type: RegistrationEvent['type'];
  readonly [payload: string]: unknown;
}

/** One field of a form. */
export interface Field {
  readonly name: string;
  readonly kind:
    | 'text'
    | 'email'
    | 'tel'
    | 'url'
    | 'password'
    | 'code'
    | 'long'
    | 'tick'
    | 'country'
    | 'choice'
    | 'yesNo';
  readonly isOptional?: boolean;
  /** As HTML knows it, so that the browser can fill it in. */
  readonly autocomplete?: string;
  /** What a choice offers. */
  readonly options?: readonly string[];
  /** The id of the question it is, or explains. */
  readonly question?: string;
  /** Shown only while another field has this value. */
  readonly when?: { readonly name: string; readonly value: string };
}

/** The form of a state. */
export interface Form {
  readonly fields: readonly Field[];
  /** What is known already. */
  readonly known: Typed;
  /** The event made of what is typed; what was left empty is not in it. */
  readonly event: (typed: Typed) => TypedEvent;
  /** The step whose draft it is. */
  readonly step?: WizardStep;
}

export const applicant: Actor = { role: 'applicant', id: 'ada' };
export const reviewer: Actor = { role: 'reviewer', id: 'rita' };

const tel = { kind: 'tel', autocomplete: 'tel' } as const;
const code: Form = {
  fields: [{ name: 'verificationCode', kind: 'code', autocomplete: 'one-time-code' }],
  known: {},
  event: (typed) => ({ type: 'signup.code.submit', ...typed }),
};

/** The form of each state that has one, by the path of the state. */
const forms: Readonly<Record<string, (context: RegistrationContext) => Form>> = {
  'signup.choosingCountry': ({ account }) => ({
    fields: [{ name: 'country', kind: 'country', autocomplete: 'country' }],
    known: textsOf(account),
    event: (typed) => ({ type: 'signup.country.choose', ...typed }),
  }),
  'signup.verifyingEmail.entering': ({ account }) => ({
    fields: [{ name: 'email', kind: 'email', autocomplete: 'email' }],
    known: textsOf(account),
    event: (typed) => ({ type: 'signup.email.submit', ...typed }),
  }),
  'signup.verifyingEmail.enteringCode': () => code,
  'signup.settingPassword.entering': () => ({
    fields: [{ name: 'password', kind: 'password', autocomplete: 'new-password' }],
    known: {},
    event: (typed) => ({ type: 'signup.password.set', ...typed }),
  }),
  'signup.securingPhone.entering': ({ account }) => ({
    fields: [{ name: 'phone', ...tel }],
    known: { phone: account.securityPhone.number ?? '' },
    event: (typed) => ({ type: 'signup.securityPhone.give', ...typed }),
  }),
  'signup.securingPhone.enteringCode': () => code,
  'signup.acceptingAgreements': ({ policy }) => ({
    fields: policy.account.agreements.map(({ id }) => ({ name: id, kind: 'tick' })),
    known: {},
    event: (typed) => ({
      type: 'signup.cloud.enable',
      agreements: policy.account.agreements.filter(({ id }) => typed[id] === 'on'),
    }),
  }),
  'signup.completingInformation': ({ account }) => ({
    fields: [
      { name: 'accountType', kind: 'choice', options: ['enterprise', 'individual'] },
      { name: 'name', kind: 'text', autocomplete: 'name' },
      { name: 'accountName', kind: 'text', isOptional: true, autocomplete: 'username' },
      { name: 'mobileNumber', ...tel },
      { name: 'paymentMethodAdded', kind: 'tick' },
    ],
    known: {
      accountType: 'enterprise',
      mobileNumber: account.securityPhone.number ?? '',
      ...textsOf(account.information),
    },
    event: ({ paymentMethodAdded, ...information }) => ({
      type: 'signup.information.complete',
      information: { ...information, paymentMethodAdded: paymentMethodAdded === 'on' },
    }),
  }),
  'wizard.enteringBusiness': ({ account, application: { business, drafts } }) => ({
    step: 'business',
    fields: [
      { name: 'companyName', kind: 'text', autocomplete: 'organization' },
      { name: 'country', kind: 'country', autocomplete: 'country' },
      { name: 'registrationNumber', kind: 'text' },
      { name: 'register', kind: 'text', isOptional: true },
      { name: 'address', kind: 'text', isOptional: true, autocomplete: 'street-address' },
      { name: 'website', kind: 'url', isOptional: true, autocomplete: 'url' },
      { name: 'industry', kind: 'text', isOptional: true },
    ],
    known: { country: account.country ?? '', ...textsOf(business), ...textsOf(drafts.business) },
    event: (typed) => ({ type: 'wizard.business.save', business: typed }),
  }),
  'wizard.enteringContact': ({ account, application: { contact, drafts } }) => ({
    step: 'contact',
    fields: [
      { name: 'name', kind: 'text', autocomplete: 'name' },
      { name: 'jobTitle', kind: 'text', isOptional: true, autocomplete: 'organization-title' },
      { name: 'email', kind: 'email', autocomplete: 'email' },
      { name: 'phone', ...tel },
    ],
    known: { email: account.email ?? '', ...textsOf(contact), ...textsOf(drafts.contact) },
    event: (typed) => ({ type: 'wizard.contact.save', contact: typed }),
  }),
  'wizard.filingSensitiveRelationship': ({ policy, application: { filing, drafts } }) => ({
    step: 'sensitiveRelationship',
    fields: questionsOf(policy),
    known: { ...answersOf(filing), ...textsOf(drafts.sensitiveRelationship) },
    event: (typed) => ({ type: 'wizard.sensitiveRelationship.file', filing: filingOf(policy, typed) }),
  }),
  'wizard.acceptingAgreement': ({ policy: { agreement }, application: { drafts } }) => ({
    step: 'agreement',
    fields: [{ name: 'authorityConfirmed', kind: 'tick' }],
    known: textsOf(drafts.agreement),
    event: ({ authorityConfirmed }) => ({
      type: 'wizard.agreement.accept',
      acceptance: {
        agreementId: agreement.id,
        version: agreement.version,
        authorityConfirmed: authorityConfirmed === 'on',
      },
    }),
  }),
  // Who files again answers every question anew.
  'enrollment.enrolled': ({ policy }) => ({
    fields: questionsOf(policy),
    known: {},
    event: (typed) => ({ type: 'enrollment.sensitiveRelationship.file', filing: filingOf(policy, typed) }),
  }),
};

const details = { kind: 'long' } as const;
const detailsOf = (question: string) => `${question}.details`;
const yesNo = (value: boolean) => (value ? 'yes' : 'no');

/** The questionnaire of the sensitive relationships. */
function questionsOf({ sensitiveRelationship: { items } }: Policy): Field[] {
  return items.flatMap(({ id, detailsRequiredWhen }): Field[] => [
    { name: id, kind: 'yesNo', question: id },
    ...(detailsRequiredWhen === null
      ? []
      : [{ ...details, name: detailsOf(id), question: id, when: { name: id, value: yesNo(detailsRequiredWhen) } }]),
  ]);
}

/** What is answered to it; a question that is left open is not in it. */
function filingOf({ sensitiveRelationship: { items, version } }: Policy, typed: Typed) {
  return {
    questionnaireVersion: version,
    answers: items
      .filter(({ id }) => typed[id] !== undefined)
      .map(({ id, detailsRequiredWhen }) => {
        const value = typed[id] === 'yes';
        return { question: id, value, details: value === detailsRequiredWhen ? typed[detailsOf(id)] : undefined };
      }),
  };
}

/** The form of the state a registration is in. An agreement that is accepted needs none. */
export function formOf({ value, context }: Shown): Form | undefined {
  const place = pathOf(value);
  const { acceptance } = context.application;
  const isAccepted = acceptance?.version === context.policy.agreement.version;
  return place === 'wizard.acceptingAgreement' && isAccepted ? undefined : forms[place]?.(context);
}

/** By which a reviewer rejects an application. */
export const rejection: Form = {
  fields: [{ name: 'reason', kind: 'long' }],
  known: {},
  event: (typed) => ({ type: 'review.reject', reason: '', ...typed }),
};

/** The fields of a value that are texts. */
function textsOf(value: object | null | undefined): Typed {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([, text]) => typeof text === 'string'));
}

function answersOf(filing: RegistrationContext['application']['filing']): Typed {
  const answers = filing?.answers ?? [];
  return Object.fromEntries(
    answers.flatMap(({ question, value, details: text = '' }) => [
      [question, yesNo(value)],
      [detailsOf(question), text],
    ]),
  );
}

/** What is typed in a form, and what of it is not left empty. */
export function typedIn(form: HTMLFormElement): { readonly all: Typed; readonly filled: Typed } {
  const elements = [...form.elements].flatMap((element) => ('name' in element ? [String(element.name)] : []));
  const entries = [...new FormData(form)].map(([name, value]) => [name, String(value)] as const);
  const empty = elements.filter((name) => name !== '').map((name) => [name, ''] as const);
  const all = Object.fromEntries([...empty, ...entries]);
  return { all, filled: Object.fromEntries(entries.filter(([, value]) => value.trim() !== '')) };
}
