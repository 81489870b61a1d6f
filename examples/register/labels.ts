import type { Issue } from 'hcpn-registration';
import { describeIssue, en } from 'hcpn-registration/messages/en';

const labels: Readonly<Record<string, string>> = {
  accountId: 'Account ID',
  accountName: 'Account name',
  accountType: 'Account type',
  address: 'Address',
  agreed: 'Statement',
  agreements: 'Agreements',
  authorityConfirmed: 'Authority',
  bytes: 'Size of the file',
  certificateType: 'Certificate',
  certificateRecords: 'Certificate records',
  companyName: 'Company name',
  country: 'Country or region',
  credentialFile: 'Registration credential',
  details: 'Explanation',
  email: 'E-mail address',
  employee: 'Employment',
  examRecords: 'Exam records',
  files: 'Files',
  industry: 'Industry',
  jobTitle: 'Job title',
  learningRecords: 'Learning records',
  mediaType: 'Type of the file',
  mobileNumber: 'Mobile number',
  name: 'Name',
  password: 'Password',
  path: 'Development path',
  paymentMethodAdded: 'Payment method',
  phone: 'Phone number',
  program: 'Partner program',
  reason: 'Reason',
  registrationNumber: 'Registration number',
  verificationCode: 'Verification code',
  website: 'Website',
};

/** What a field is called on the screen; a field without a label is called by its key. */
export function labelOf(field: string): string {
  return labels[field] ?? field;
}

/** An issue in words, with the field it is about. */
export function issueInWords(found: Issue): string {
  const words = describeIssue(en, found);
  const field = found.path.filter((key) => typeof key === 'string' && Object.hasOwn(labels, key)).at(-1);
  return field === undefined ? words : `${labelOf(String(field))}: ${words}`;
}

const regions = new Intl.DisplayNames(['en'], { type: 'region' });

/** A country or region by its two-letter code, in words; anything else stays as it is. */
export function countryInWords(code: string): string {
  const known = /^[A-Za-z]{2}$/.test(code) ? regions.of(code.toUpperCase()) : undefined;
  return known === undefined || known === code.toUpperCase() ? code : `${known} (${code.toUpperCase()})`;
}

const kinds: Readonly<Record<string, string>> = {
  individual: 'individual',
  enterprise: 'enterprise',
  businessLicence: 'business licence',
  publicInstitution: 'certificate of a public institution',
  socialOrganisation: 'certificate of a social organisation',
  administrativeEnforcement: 'certificate of an administrative body',
  organisationCode: 'organisation code certificate',
  other: 'other certificate',
};

/** What was typed in a field, as it is shown. */
export function valueInWords(field: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object' && value !== null && 'name' in value) return String(value.name);
  if (Array.isArray(value)) return value.map((item) => valueInWords(field, item)).join(', ');
  const shown = String(value);
  if (field === 'country') return countryInWords(shown);
  return kinds[shown] ?? (shown === '' ? '(left blank)' : shown);
}

/** A text of unknown origin as it may stand on a screen: on one line, not endless, and without control characters. */
export function harmless(text: string): string {
  const cut = text.length > 300 ? `${text.slice(0, 300)}… (${text.length} characters)` : text;
  return cut.replace(/[\p{Cc}\p{Surrogate}]/gu, '\ufffd');
}
