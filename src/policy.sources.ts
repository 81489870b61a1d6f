import type { Policy, Site } from './policy.js';

/** A setting that a public page of Huawei states. */
export interface SourcedOrigin {
  /** The rule of the domain, for example `R-064`; `docs/reference/rules.md` lists them. */
  readonly rule: string;
  /** The page, by its key in the same list. */
  readonly source: string;
  /** The date on the page, where it bears one. */
  readonly date?: string;
  /** What the page leaves open. */
  readonly note?: string;
}

/** A setting that is our default, and why. */
export interface OurOrigin {
  readonly ours: string;
  /** The site whose value is taken over. */
  readonly as?: Site;
}

/** Where the value of a setting comes from. */
export type Origin = SourcedOrigin | OurOrigin;

/** The origin of one setting: the same on every site, or one a site. */
export type SettingOrigin = Origin | { readonly [S in Site]: Origin };

/** The shape of a policy with the origin of every setting in its place; one that is left out does not compile. */
export type OriginsOf<T> = T extends readonly unknown[]
  ? SettingOrigin
  : T extends object
    ? { readonly [K in keyof T]: OriginsOf<T[K]> }
    : SettingOrigin;

const cnOnly: OurOrigin = { ours: 'Published for the cn site only; taken over.', as: 'cn' };

/** A value published for the cn site, which the other sites take over. */
const publishedOnCn = (cn: SourcedOrigin): SettingOrigin => ({ cn, intl: cnOnly, eu: cnOnly });

/** A value of the cn site, and one reason for what the other two do instead. */
const onlyOn = (cn: SourcedOrigin, elsewhere: Origin): SettingOrigin => ({ cn, intl: elsewhere, eu: elsewhere });

const ours = (reason: string): OurOrigin => ({ ours: reason });

const joining = { source: 'S01', date: '2024-08-23' };
const signingUp = { source: 'S02', date: '2023-09-26' };
const inviting = { source: 'S10', date: '2024-08-28' };
const verificationFailed = { source: 'S11', date: '2024-09-03' };
const statement = { source: 'S12', date: '2023-12-01' };

const apiPassword: SourcedOrigin = { rule: 'R-015', source: 'S36', note: 'For accounts made through the partner API.' };
const accountName: SourcedOrigin = { rule: 'R-014', source: 'S36', note: 'Stated for the partner API.' };

/**
 * Where each setting of the default policies comes from. `site` itself is the host's choice and has no origin.
 * `createPolicy` gives the values, `originAt` the origin of one setting on one site.
 */
export const policySources: OriginsOf<Omit<Policy, 'site'>> = {
  version: ours('The month this table was made.'),
  timeZone: {
    cn: ours("No page says when a day begins; the site's own time zone."),
    intl: ours('No page says when a day begins; UTC, as the site serves many time zones.'),
    eu: ours('No page says when a day begins; a European time zone.'),
  },
  verificationCode: {
    digits: ours('Not published; six is usual, and what a third party notes of the consumer service (S66).'),
    validityMinutes: onlyOn(
      { rule: 'R-012', source: 'S57', note: 'The SDK says 5 minutes (S37): two public texts disagree.' },
      {
        rule: 'R-012',
        source: 'S37',
        note: 'The API text of the cn site says 10 minutes (S57): two public texts disagree.',
      },
    ),
    longestValidityMinutes: publishedOnCn({ rule: 'R-013', source: 'S57' }),
    fallbackValidityMinutes: publishedOnCn({ rule: 'R-013', source: 'S57' }),
    resendSeconds: ours('Not published; what a third party notes of the consumer service (S66).'),
    attempts: ours('Not published; what a third party notes of the consumer service (S66).'),
    perDay: ours('Not published; what a third party notes of the consumer service (S66).'),
  },
  account: {
    emailMost: ours('The portal states no limit; the partner API takes 64 characters (S36).'),
    countriesWithoutCloud: { rule: 'R-005', ...signingUp },
    agreements: ours(
      'Agreements have to be accepted (R-009), but no page lists them; the HCPN agreement names the Customer Agreement (S29), the cn sign-up a Privacy Statement (S58). The versions are ours.',
    ),
    huaweiIdsPerMobile: onlyOn(
      { rule: 'R-016', source: 'S58' },
      ours('Published for the cn site only; without a page of their own the other sites have no limit.'),
    ),
    typeSetOnce: publishedOnCn({ rule: 'R-017', source: 'S59' }),
    passwordRules: { rule: 'R-007', ...signingUp, note: 'The rules of the partner API (R-015) can be chosen instead.' },
  },
  accountName: { most: accountName, reservedPrefixes: accountName },
  portalPassword: {
    least: { rule: 'R-007', ...signingUp },
    most: ours('No upper limit is published; one keeps hostile input out.'),
  },
  apiPassword: { least: apiPassword, most: apiPassword, leastKinds: apiPassword },
  realName: {
    offered: onlyOn(
      { rule: 'R-022', source: 'S23' },
      ours('Needed for cloud services in the Chinese mainland only (R-022), so the step is left out elsewhere.'),
    ),
    requiredToJoin: onlyOn(
      { rule: 'R-032', source: 'S41' },
      { rule: 'R-033', ...joining, note: 'The page on joining names no such condition.' },
    ),
    files: {
      mediaTypes: onlyOn(
        { rule: 'R-025', source: 'S60', note: 'The portal takes images; the API takes GIF and PDF as well (S39).' },
        { rule: 'R-025', source: 'S39' },
      ),
      mostMegabytes: { rule: 'R-025', source: 'S39' },
    },
    leastFiles: {
      enterprise: ours(
        'The certificate comes first and the sides of an ID follow (R-025); how many must be there is not said.',
      ),
      individual: ours("Both sides of a person's ID; how many files must be there is not said."),
    },
    leastAge: publishedOnCn({ rule: 'R-024', source: 'S58' }),
  },
  business: {
    companyName: {
      least: ours('No length is published.'),
      most: ours('No length is published; long enough for any company.'),
    },
    registrationNumber: {
      least: ours('No length is published; as at AWS (P04).'),
      most: ours('No length is published; as at AWS (P04).'),
    },
    registrationNumberFormat: onlyOn(
      {
        rule: 'R-037',
        source: 'S43',
        note: 'How the code is built is general knowledge (GB 32100-2015), not from the page.',
      },
      ours('No format is published for the other sites.'),
    ),
    registerRequiredIn: ours(
      'Whether a form asks for the register is not public; whoever is taken for another company can say so (R-034).',
    ),
    required: ours('The mandatory marks of the form are not public; beyond name, country and number all is optional.'),
    credentialFiles: {
      mediaTypes: ours('Not published for HCPN; the types of real-name authentication (S39).'),
      mostMegabytes: ours('Not published for HCPN; the limit of real-name authentication (S39).'),
    },
    companyFromRealName: onlyOn(
      { rule: 'R-038', source: 'S43' },
      ours('Without real-name authentication there is nothing to take the company from.'),
    ),
    secondAccount: {
      cn: {
        ours: 'A legal entity may own several accounts here (R-145), but no page says by which road a second one joins (R-034).',
        as: 'intl',
      },
      intl: { rule: 'R-034', ...joining },
      eu: { rule: 'R-034', ...joining },
    },
  },
  contact: { jobTitleRequired: ours('The fields of the contact step are not public.') },
  sensitiveRelationship: {
    version: ours('The questionnaire is ours, and so is its version.'),
    items: ours(
      'The step is mandatory (R-040), its questions are not public; these stand in until a host has the real ones.',
    ),
  },
  agreement: {
    id: { rule: 'R-042', source: 'S29', note: 'How its name is spelt as an id is ours.' },
    version: ours('The text bears no version; the month this table was made.'),
  },
  agreementText: {
    url: ours(
      'A page of Huawei Cloud shows the text of the day (S29, on the eu site S75, a text of its own: R-177); a host names the place of the text it shows.',
    ),
    sha256: ours('No digest is published; a host gives that of the text it shows (R-178).'),
  },
  review: {
    mostResubmissions: ours('No limit is stated (R-054).'),
    targetDays: ours('No duration is stated (R-055).'),
    editable: ours('Not said by any page; what is being reviewed stays as it is.'),
    withdrawable: ours('Not said by any page; no way of withdrawing is shown.'),
    resubmitUnchanged: ours(
      'A rejected application is to be modified (R-053); that it is refused unmodified is not said.',
    ),
    sameApplicantOnly: ours('Not said by any page; keeps two people from overwriting each other.'),
  },
  association: {
    invitationDays: {
      cn: { rule: 'R-064', ...inviting },
      intl: {
        ours: "The intl help has a question on it whose answer could not be read; the cn site's value.",
        as: 'cn',
      },
      eu: { ours: "The intl help has a question on it whose answer could not be read; the cn site's value.", as: 'cn' },
    },
    invitationsPerDay: publishedOnCn({ rule: 'R-062', ...inviting }),
    partnersPerPeriod: {
      cn: { ours: 'Published for the intl site only; taken over.', as: 'intl' },
      intl: { rule: 'R-070', ...verificationFailed },
      eu: { ours: 'Published for the intl site only; taken over.', as: 'intl' },
    },
    periodDays: ours('"The past year" (R-070) read as the 365 days before, the first of them included.'),
    inviteeNeedsRealName: onlyOn(
      { rule: 'R-071', source: 'S44' },
      ours('The conditions of the intl site (S11) do not name it.'),
    ),
    selfRequest: ours(
      'All procedures that could be read begin with an invitation; asking for one is a courtesy that ends in waiting for it.',
    ),
    statement: {
      id: { rule: 'R-073', ...statement, note: 'How its name is spelt as an id is ours.' },
      version: { rule: 'R-073', ...statement },
    },
    channels: publishedOnCn({ rule: 'R-063', ...inviting }),
    dedicatedPaths: { rule: 'R-080', source: 'S13', date: '2024-12-04' },
  },
  paths: {
    byInvitation: publishedOnCn({
      rule: 'R-091',
      source: 'S09',
      date: '2024-10-14',
      note: 'Said of the learning path. How the distributor path is entered is not public; by invitation too, as a default of ours.',
    }),
    byWhitelist: ours('One page (S07) tells of a whitelist, but not of which path; none, until a host knows (R-092).'),
    oneAccountPerCompany: onlyOn(
      { rule: 'R-093', source: 'S08', date: '2024-10-14' },
      ours('Published for the cn site only, and for the service path only.'),
    ),
    bySolution: publishedOnCn({ rule: 'R-097', source: 'S51' }),
    solutionsShared: onlyOn({ rule: 'R-099', source: 'S52' }, ours('Published for the cn site only.')),
    annualReviewDays: ours(
      'There is an annual review (R-101), of which only the title could be read; read as 365 days.',
    ),
  },
  programs: {
    byInvitation: { rule: 'R-121', source: 'S05', date: '2023-04-27' },
    agreements: ours(
      'The names are published (S31 for CSP, R-126 for the distributor, R-130 for PCE); how they are spelt as ids, and the versions, are ours. The other programs name none.',
    ),
    withStatement: { rule: 'R-126', source: 'S05', date: '2023-04-27' },
    withSeller: {
      rule: 'R-135',
      source: 'S28',
      date: '2023-10-20',
      note: 'Of the form, only the website has published rules.',
    },
    realNameAgainstProvider: ours(
      'The English pages on CSP say real-name authentication (S04), the Chinese page of the sister program says individual real-name authentication (S06), and on the cn site enterprise authentication even comes first (S55): read as individual (R-116).',
    ),
    closingPurchases: { rule: 'R-118', source: 'S04', date: '2024-08-16' },
    selfLeave: publishedOnCn({
      rule: 'R-124',
      source: 'S51',
      note: 'Said of the reseller program: it is left through the manager at Huawei. Of the others nothing is said.',
    }),
    reviewWorkingDays: { rule: 'R-133', source: 'S28', date: '2023-10-20' },
    certificateDays: ours('A certificate shows its own validity (R-132); how long it is, is not public.'),
    renewalDays: ours('Not public; a quarter of a year leaves time to act.'),
  },
  deregistration: {
    partnerAccounts: onlyOn(
      {
        rule: 'R-164',
        source: 'S47',
        note: 'After the path is left. That no account withdraws from HCPN (R-057) stays true.',
      },
      { rule: 'R-028', source: 'S20', date: '2022-11-17' },
    ),
  },
  decisions: {
    own: ours('Not said by any page; two people see what is decided.'),
    unnamed: ours(
      'No page shows how a result names the submission it is about; one that names none is taken for the one under way.',
    ),
  },
};

/** The origin of one setting on one site. */
export function originAt(origin: SettingOrigin, site: Site): Origin {
  return 'intl' in origin ? origin[site] : origin;
}
