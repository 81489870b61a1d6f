import type { Question } from 'hcpn-registration';
import { describeQuestion, en } from 'hcpn-registration/messages/en';
import { countryInWords } from '../labels.js';
import type { Choice } from './ask.js';
import type { Field, Typed } from './form.js';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** The countries and regions that are taken, to be searched by name or code. */
export function countries(isTaken: (code: string) => boolean): Choice<string>[] {
  return letters
    .flatMap((one) => letters.map((other) => `${one}${other}`))
    .filter((code) => countryInWords(code) !== code && isTaken(code))
    .map((code) => ({ value: code, label: countryInWords(code) }))
    .sort((one, other) => one.label.localeCompare(other.label, 'en'));
}

const companyName = { name: 'companyName', label: 'Company name, as on the registration credential' };
const country = (choices: readonly Choice<string>[]): Field => ({
  name: 'country',
  label: 'Country or region of the company',
  kind: 'search',
  choices,
});
const registrationNumber = { name: 'registrationNumber', label: 'Registration number' };
const phoneHint = '+44 7700 900123';

/** Account information. */
export const informationFields: readonly Field[] = [
  {
    name: 'accountType',
    label: 'Account type',
    kind: 'choice',
    choices: [
      { value: 'enterprise', label: 'Enterprise' },
      { value: 'individual', label: 'Individual' },
    ],
  },
  { name: 'name', label: 'Name' },
  { name: 'accountName', label: 'Account name', optional: true },
  { name: 'mobileNumber', label: 'Mobile number', hint: phoneHint },
  { name: 'paymentMethodAdded', label: 'Has a payment method been added?', kind: 'yesNo' },
];

/** Enterprise real-name authentication. */
export const realNameFields = (choices: readonly Choice<string>[]): readonly Field[] => [
  companyName,
  country(choices),
  registrationNumber,
  { name: 'file', label: 'File name of the scanned business licence', hint: 'licence.jpg' },
];

/** Business information. */
export const businessFields = (choices: readonly Choice<string>[]): readonly Field[] => [
  companyName,
  country(choices),
  registrationNumber,
  { name: 'address', label: 'Address', optional: true },
  { name: 'website', label: 'Website', optional: true },
  { name: 'industry', label: 'Industry', optional: true },
];

/** Contact information. */
export const contactFields: readonly Field[] = [
  { name: 'name', label: 'Name of the contact person' },
  { name: 'jobTitle', label: 'Job title', optional: true },
  { name: 'email', label: 'E-mail address', hint: 'name@company.example' },
  { name: 'phone', label: 'Phone number', hint: phoneHint },
];

/** The questionnaire of the sensitive relationship filing; an explanation is asked for where it is needed. */
export function questionFields(questions: readonly Question[], typed: Typed): readonly Field[] {
  return questions.flatMap((question) => {
    const asked: Field = { name: question.id, label: describeQuestion(en, question), kind: 'yesNo' };
    const details: Field = { name: `${question.id}.details`, label: 'Please say who and how' };
    const needed = question.detailsRequiredWhen !== null && typed[question.id] === question.detailsRequiredWhen;
    return needed ? [asked, details] : [asked];
  });
}
