import type { Acceptance, Business, Contact, Filing, Policy } from 'hcpn-registration';
import {
  booleanOf,
  checkLength,
  countryOf,
  emailOf,
  formOf,
  phoneOf,
  textOf,
  type Wrong,
  websiteOf,
} from './fields.js';

const businessKeys: ReadonlySet<string> = new Set([
  'companyName',
  'country',
  'registrationNumber',
  'credentialFile',
  'address',
  'website',
  'industry',
]);
const fileKeys: ReadonlySet<string> = new Set(['fileId', 'name', 'mediaType', 'bytes']);
const contactKeys: ReadonlySet<string> = new Set(['name', 'jobTitle', 'email', 'phone']);
const filingKeys: ReadonlySet<string> = new Set(['questionnaireVersion', 'answers']);
const answerKeys: ReadonlySet<string> = new Set(['question', 'value', 'details']);
const acceptanceKeys: ReadonlySet<string> = new Set(['agreementId', 'version', 'authorityConfirmed']);

/** The same rules as `validateBusiness`, in plain code: shape, strict keys, normal form, policy. A copy is returned. */
export function businessByHand(value: unknown, policy: Policy, wrong: Wrong): Business {
  const form = formOf(value, businessKeys, 'business', wrong);
  const business: Business = {
    companyName: textOf(form['companyName'], 2048, 'business.companyName', wrong),
    country: countryOf(form['country'], 'business.country', wrong),
    registrationNumber: textOf(form['registrationNumber'], 512, 'business.registrationNumber', wrong),
  };
  if (form['credentialFile'] !== undefined)
    business.credentialFile = fileByHand(form['credentialFile'], policy.business.credentialFiles, wrong);
  if (form['address'] !== undefined) business.address = textOf(form['address'], 1024, 'business.address', wrong);
  if (form['website'] !== undefined) business.website = websiteOf(form['website'], 'business.website', wrong);
  if (form['industry'] !== undefined) business.industry = textOf(form['industry'], 256, 'business.industry', wrong);
  checkCompany(business, policy, wrong);
  return business;
}

/** What policy asks of a company's name and number. The number's Chinese format is left out: the measured site has none. */
function checkCompany(business: Business, { business: limits }: Policy, wrong: Wrong): void {
  const { companyName, registrationNumber } = business;
  checkLength(companyName, limits.companyName, 'business.companyName', wrong);
  if (!/\p{L}/u.test(companyName)) wrong.push('business.companyName');
  checkLength(registrationNumber, limits.registrationNumber, 'business.registrationNumber', wrong);
  if (!/[\p{L}\p{N}]/u.test(registrationNumber)) wrong.push('business.registrationNumber');
  for (const field of limits.required) if (business[field] === undefined) wrong.push(`business.${field}`);
}

function fileByHand(value: unknown, accepted: Policy['business']['credentialFiles'], wrong: Wrong) {
  const at = 'business.credentialFile';
  const form = formOf(value, fileKeys, at, wrong);
  const bytes = form['bytes'];
  const file = {
    fileId: textOf(form['fileId'], 128, `${at}.fileId`, wrong),
    name: textOf(form['name'], 255, `${at}.name`, wrong),
    mediaType: textOf(form['mediaType'], 127, `${at}.mediaType`, wrong),
    bytes: typeof bytes === 'number' && Number.isSafeInteger(bytes) ? bytes : 0,
  };
  if (!accepted.mediaTypes.includes(file.mediaType.toLowerCase())) wrong.push(`${at}.mediaType`);
  if (file.bytes < 1 || file.bytes > accepted.mostMegabytes * 1024 * 1024) wrong.push(`${at}.bytes`);
  return file;
}

/** The same rules as `validateContact`, in plain code. */
export function contactByHand(value: unknown, policy: Policy, wrong: Wrong): Contact {
  const form = formOf(value, contactKeys, 'contact', wrong);
  const contact: Contact = {
    name: textOf(form['name'], 256, 'contact.name', wrong),
    email: emailOf(form['email'], 'contact.email', wrong),
    phone: phoneOf(form['phone'], 'contact.phone', wrong),
  };
  if (form['jobTitle'] !== undefined) contact.jobTitle = textOf(form['jobTitle'], 256, 'contact.jobTitle', wrong);
  else if (policy.contact.jobTitleRequired) wrong.push('contact.jobTitle');
  checkLength(contact.email, { least: 1, most: policy.account.emailMost }, 'contact.email', wrong);
  return contact;
}

/** The same rules as `validateFiling`, in plain code. */
export function filingByHand(value: unknown, { sensitiveRelationship }: Policy, wrong: Wrong): Filing {
  const { version, items } = sensitiveRelationship;
  const form = formOf(value, filingKeys, 'filing', wrong);
  const questionnaireVersion = textOf(form['questionnaireVersion'], 128, 'filing.questionnaireVersion', wrong);
  if (questionnaireVersion !== version) wrong.push('filing.questionnaireVersion');
  const given: readonly unknown[] = Array.isArray(form['answers']) ? form['answers'] : [];
  if (given.length !== items.length) wrong.push('filing.answers');
  const answers = given.map((each) => answerByHand(each, wrong));
  for (const item of items) {
    const answer = answers.find(({ question }) => question === item.id);
    if (answer === undefined || (answer.value === item.detailsRequiredWhen && answer.details === undefined))
      wrong.push(`filing.answers.${item.id}`);
  }
  return { questionnaireVersion, answers };
}

function answerByHand(value: unknown, wrong: Wrong): Filing['answers'][number] {
  const form = formOf(value, answerKeys, 'filing.answers', wrong);
  const answer: Filing['answers'][number] = {
    question: textOf(form['question'], 128, 'filing.answers.question', wrong),
    value: booleanOf(form['value'], 'filing.answers.value', wrong),
  };
  if (form['details'] !== undefined) answer.details = textOf(form['details'], 4000, 'filing.answers.details', wrong);
  return answer;
}

/** The same rules as `validateAcceptance`, in plain code. */
export function acceptanceByHand(value: unknown, { agreement }: Policy, wrong: Wrong): Acceptance {
  const form = formOf(value, acceptanceKeys, 'acceptance', wrong);
  const acceptance: Acceptance = {
    agreementId: textOf(form['agreementId'], 128, 'acceptance.agreementId', wrong),
    version: textOf(form['version'], 128, 'acceptance.version', wrong),
    authorityConfirmed: booleanOf(form['authorityConfirmed'], 'acceptance.authorityConfirmed', wrong),
  };
  if (acceptance.agreementId !== agreement.id) wrong.push('acceptance.agreementId');
  if (acceptance.version !== agreement.version) wrong.push('acceptance.version');
  if (!acceptance.authorityConfirmed) wrong.push('acceptance.authorityConfirmed');
  return acceptance;
}
