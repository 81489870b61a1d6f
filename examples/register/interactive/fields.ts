import type { Question } from 'hcpn-registration';
import { countryInWords, labelOf } from '../labels.js';
import { describeQuestion, type Language } from '../language.js';
import { type Choice, capital } from './ask.js';
import type { Field, Typed } from './form.js';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** The countries and regions that are taken, to be searched by name or code. */
export function countries(language: Language, isTaken: (code: string) => boolean): Choice<string>[] {
  return letters
    .flatMap((one) => letters.map((other) => `${one}${other}`))
    .filter((code) => countryInWords(language, code) !== code && isTaken(code))
    .map((code) => ({ value: code, label: countryInWords(language, code) }))
    .sort((one, other) => one.label.localeCompare(other.label, language.catalogue.language));
}

const phoneHint = '+44 7700 900123';
const emailHint = 'name@company.example';

/** A field under its usual label. */
function field(language: Language, name: string, more: Partial<Field> = {}): Field {
  return { name, label: labelOf(language, name), ...more };
}

/** What identifies a company. */
function companyFields(language: Language, choices: readonly Choice<string>[]): readonly Field[] {
  const { asks } = language.words;
  return [
    { name: 'companyName', label: asks.companyName },
    { name: 'country', label: asks.companyCountry, kind: 'search', choices },
    field(language, 'registrationNumber'),
    field(language, 'register', { optional: true, hint: asks.registerHint }),
  ];
}

/** Account information. */
export function informationFields(language: Language): readonly Field[] {
  const { kinds, asks } = language.words;
  const choices = (['enterprise', 'individual'] as const).map((value) => ({ value, label: capital(kinds[value]) }));
  return [
    field(language, 'accountType', { kind: 'choice', choices }),
    field(language, 'name'),
    field(language, 'accountName', { optional: true }),
    field(language, 'mobileNumber', { hint: phoneHint }),
    { name: 'paymentMethodAdded', label: asks.paymentMethod, kind: 'yesNo' },
  ];
}

/** Enterprise real-name authentication. */
export function realNameFields(language: Language, choices: readonly Choice<string>[]): readonly Field[] {
  return [
    ...companyFields(language, choices),
    { name: 'file', label: language.words.asks.licenceFile, hint: 'licence.jpg' },
  ];
}

/** Business information. */
export function businessFields(language: Language, choices: readonly Choice<string>[]): readonly Field[] {
  return [
    ...companyFields(language, choices),
    field(language, 'address', { optional: true }),
    field(language, 'website', { optional: true }),
    field(language, 'industry', { optional: true }),
  ];
}

/** Contact information. */
export function contactFields(language: Language): readonly Field[] {
  return [
    { name: 'name', label: language.words.asks.contactName },
    field(language, 'jobTitle', { optional: true }),
    field(language, 'email', { hint: emailHint }),
    field(language, 'phone', { hint: phoneHint }),
  ];
}

/** The questionnaire of the sensitive relationship filing; an explanation is asked for where it is needed. */
export function questionFields(language: Language, questions: readonly Question[], typed: Typed): readonly Field[] {
  return questions.flatMap((question) => {
    const asked: Field = { name: question.id, label: describeQuestion(language.catalogue, question), kind: 'yesNo' };
    const details: Field = { name: `${question.id}.details`, label: language.words.asks.whoAndHow };
    const needed = question.detailsRequiredWhen !== null && typed[question.id] === question.detailsRequiredWhen;
    return needed ? [asked, details] : [asked];
  });
}
