import * as z from 'zod/mini';
import { assertArguments, onArguments } from './arguments.js';

/** What names a company: its country, its number there, and the register where a country has several (R-034). */
export interface CompanyNumber {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly registrationNumber: string;
  /** The register that gave the number: a court in Germany, a state in the United States. */
  readonly register?: string | null | undefined;
}

/** Wide on purpose: what an earlier version wrote is read too. */
const companyNumber: z.ZodMiniType<CompanyNumber> = z.object({
  country: z.string(),
  registrationNumber: z.string(),
  register: z.nullish(z.string()),
});

/**
 * The normal form of a number: letters and digits of any width in one form, upper case; nothing else counts, be it a blank, a dot or a soft hyphen.
 * First of all comes what an earlier version did, so that its texts and what was typed lead to one form.
 */
export function plainNumber(text: string): string {
  // Most numbers are typed in ASCII, which has one form only; it is read in a tenth of the time.
  if (/^[ -~]*$/.test(text)) return text.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
  return (
    text
      .replace(/[\s\p{Pd}]/gu, '')
      .toUpperCase()
      .normalize('NFKC')
      .toUpperCase()
      .normalize('NFKC')
      .replace(/[^\p{L}\p{N}]/gu, '')
      // Letters that only now stand side by side, such as those of Hangul, may be one.
      .normalize('NFKC')
  );
}

/**
 * The text under which a company is the same company: `country:number`, with `:register` after it where one is known.
 * Without the register it is what the index of a storage keeps: candidates to be told apart by `isSameCompany`. Throws `argument.invalid`.
 */
export function companyKey(company: CompanyNumber): string {
  return onArguments(
    () => ({ company: [companyNumber, company] }),
    () => {
      const { register } = company;
      const court = plainNumber(register ?? '');
      return `${numberKey(company)}${court === '' ? '' : `:${court}`}`;
    },
  );
}

/** The `country:number` of a company, whatever its register. Throws `argument.invalid`. */
export function companyNumberKey(company: CompanyNumber): string {
  return onArguments(
    () => ({ company: [companyNumber, company] }),
    () => numberKey(company),
  );
}

/** It reads letters of both, so that nothing but text comes through. */
function numberKey({ country, registrationNumber }: CompanyNumber): string {
  return `${country.slice()}:${plainNumber(registrationNumber)}`;
}

/**
 * The `country:number` of a text that an earlier version made, which took out blanks and hyphens only. Any other text has
 * an answer too, and one that is in the form already is the same again. Throws `argument.invalid`.
 */
export function migratedCompany(old: string): string {
  assertArguments({ old: [z.string(), old] });
  const end = old.indexOf(':');
  return end < 0 ? old : `${old.slice(0, end)}:${plainNumber(old.slice(end + 1))}`;
}

/**
 * Whether two numbers may name one company: the country and the number are the same, and so is the register, unless one of
 * them does not say it. Careful on purpose: who is told so by mistake says that the company is another, and people look. Throws `argument.invalid`.
 */
export function isSameCompany(one: CompanyNumber, other: CompanyNumber): boolean {
  return onArguments(
    () => ({ one: [companyNumber, one], other: [companyNumber, other] }),
    () => {
      if (numberKey(one) !== numberKey(other)) return false;
      const [here, there] = [one, other].map(({ register }) => plainNumber(register ?? ''));
      return here === '' || there === '' || here === there;
    },
  );
}

/** A company name as it is compared: width, case, blanks and the shape of brackets do not count. */
function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toUpperCase()
    .normalize('NFKC')
    .replace(/[\s\p{Z}\p{Cf}]/gu, '')
    .replace(/\p{Ps}/gu, '(')
    .replace(/\p{Pe}/gu, ')');
}

/** Whether two spellings are one company name. */
export function isSameCompanyName(one: string, other: string): boolean {
  return plainName(one) === plainName(other);
}
