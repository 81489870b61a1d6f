import type { AccountFacts, Review, Site } from 'hcpn-registration';

/** A field of a form, as it is called on the screen. */
type FieldName =
  | 'accountId'
  | 'accountName'
  | 'accountType'
  | 'address'
  | 'agreed'
  | 'agreements'
  | 'authorityConfirmed'
  | 'businessArea'
  | 'bytes'
  | 'certificateRecords'
  | 'certificateType'
  | 'companyName'
  | 'country'
  | 'credentialFile'
  | 'details'
  | 'email'
  | 'employee'
  | 'examRecords'
  | 'files'
  | 'industry'
  | 'jobTitle'
  | 'learningRecords'
  | 'mediaType'
  | 'mobileNumber'
  | 'name'
  | 'password'
  | 'paymentMethodAdded'
  | 'phone'
  | 'reason'
  | 'register'
  | 'registrationNumber'
  | 'verificationCode'
  | 'website';

type Kind =
  | AccountFacts['kind']
  | 'businessLicence'
  | 'publicInstitution'
  | 'socialOrganisation'
  | 'administrativeEnforcement'
  | 'organisationCode'
  | 'other';

type PathStage =
  | 'selected'
  | 'roleValidating'
  | 'roleValidated'
  | 'differentiating'
  | 'differentiated'
  | 'annualReviewDue'
  | 'annualReviewing';

type Cause = NonNullable<Review['screening']>['findings'][number]['cause'];

/** Everything the demo says in its own words, in one language; what the package has words for is not here. */
export interface Words {
  /** Between a name and what is said of it. */
  readonly colon: string;
  /** Between the parts of a list. */
  readonly comma: string;
  readonly quoted: (text: string) => string;
  readonly noted: (text: string, note: string) => string;
  readonly yes: string;
  readonly no: string;
  readonly none: string;
  readonly title: string;
  readonly stopped: string;
  readonly help: (defaultFile: string, defaultStore: string) => string;
  readonly fields: Readonly<Record<FieldName, string>>;
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly sites: Readonly<Record<Site, string>>;
  readonly pathStages: Readonly<Record<PathStage, string>>;
  readonly causes: Readonly<Record<Cause, string>>;
  /** The names of what is shown beside a heading. */
  readonly facts: {
    readonly applicant: string;
    readonly story: string;
    readonly file: string;
    readonly keptIn: string;
    readonly keys: string;
    readonly roles: string;
    readonly toTryOut: string;
    readonly partnerId: string;
    readonly partnerSince: string;
    readonly associatedSince: string;
    readonly agreement: string;
    readonly statement: string;
    readonly paths: string;
    readonly requested: string;
    readonly enrolled: string;
    readonly huaweiId: string;
  };
  readonly progress: {
    readonly of: (done: number, total: number) => string;
    readonly saved: (revision: number) => string;
    readonly keptUnder: (store: string, key: string) => string;
    readonly keptAt: (store: string, key: string, revision: number) => string;
    readonly finished: (revision: number) => string;
    readonly carryingOn: (revision: number, place: string) => string;
    readonly waitingUntil: (time: string) => string;
  };
  readonly letter: {
    readonly email: (to: string) => string;
    readonly sms: (to: string) => string;
    readonly code: (code: string) => string;
  };
  readonly people: { readonly reviewer: string; readonly administrator: string; readonly system: string };
  /** What stands behind an act. */
  readonly details: {
    readonly blank: string;
    readonly characters: (count: number) => string;
    readonly noExplanation: string;
    readonly noReason: string;
    readonly nothingTicked: string;
    readonly codeOfEmail: string;
    readonly codeOfMessage: string;
    readonly version: (id: string, version: string) => string;
    readonly withAuthority: (version: string) => string;
    readonly withoutAuthority: (version: string) => string;
    readonly passed: string;
    readonly rejected: string;
    readonly inReview: string;
    readonly refused: string;
    readonly certificate: (id: string, until: string | null) => string;
    readonly examVoucher: string;
    readonly cloudLab: string;
    readonly stationMessage: string;
    readonly email: string;
    readonly sms: string;
  };
  /** What is told beside the acts. */
  readonly notes: {
    readonly checkPassed: string;
    readonly partnerAlready: (company: string, partnerId: string) => string;
    readonly partnerMeanwhile: (company: string) => string;
    readonly toReviewer: (attempt: number, causes: string) => string;
    readonly theReason: (reason: string) => string;
    readonly severalMatch: (names: string) => string;
    readonly invitation: (name: string, channels: string, until: string) => string;
    readonly partnerSees: (fields: string) => string;
  };
  readonly ending: {
    readonly partner: (company: string) => string;
    readonly associated: (name: string, company: string) => string;
  };
  /** What is wrong with an applicant's answers. */
  readonly faults: {
    readonly leadsNowhere: (path: string) => string;
    readonly noFurtherAnswer: (path: string) => string;
    readonly noAnswerFor: (state: string) => string;
    readonly missing: (place: string, what: string) => string;
    readonly notRefused: (place: string) => string;
    readonly contact: string;
    readonly answers: string;
    readonly agreement: string;
    readonly association: string;
    readonly associationInstead: string;
    readonly cloudAccount: string;
    readonly realNameResult: (application: number) => string;
    readonly decision: (submission: number) => string;
    readonly programDecision: (submission: number) => string;
  };
  /** What a person is asked at the prompts. */
  readonly asks: {
    readonly keys: string;
    readonly roles: string;
    readonly tryOut: (company: string, where: string) => string;
    readonly stopped: (store: string, command: string) => string;
    readonly site: string;
    readonly siteOf: Readonly<Record<Site, string>>;
    readonly whatNext: string;
    readonly finish: string;
    readonly stopHere: string;
    readonly asReviewer: string;
    readonly asAdministrator: string;
    readonly asHuawei: string;
    readonly optional: (label: string) => string;
    readonly leaveOut: string;
    readonly ofTheList: string;
    readonly consequences: string;
    readonly goOn: string;
    readonly searchCountry: string;
    readonly anotherCode: string;
    readonly codeHint: string;
    readonly password: string;
    readonly securityPhone: string;
    readonly acceptAgreement: (id: string, version: string) => string;
    readonly cloudAccount: string;
    readonly informationNow: string;
    readonly paymentMethod: string;
    readonly realNameReview: string;
    readonly isPassed: string;
    readonly companyName: string;
    readonly companyCountry: string;
    readonly licenceFile: string;
    readonly contactName: string;
    readonly whoAndHow: string;
    readonly yourCompany: string;
    readonly accepting: (id: string, version: string, company: string) => string;
    readonly authority: (company: string) => string;
    readonly whichStep: string;
    readonly stepStatus: Readonly<Record<'done' | 'open' | 'lookAgain' | 'waiting', string>>;
    readonly reasonShown: string;
    readonly howFound: string;
    readonly inviteBy: string;
    readonly whichId: string;
    readonly employed: string;
    readonly agreeStatement: (version: string) => string;
    readonly whichBenefit: string;
    readonly registerHint: string;
    readonly anotherCompany: string;
    readonly isAnother: string;
    readonly renamed: string;
    readonly inForce: (company: string) => string;
    readonly colleague: string;
    readonly colleagueFirst: (company: string) => string;
    readonly filedBefore: (times: string) => string;
  };
  /** The partner's home. */
  readonly home: {
    readonly title: (company: string) => string;
    readonly closed: (name: string) => string;
    readonly path: (name: string) => string;
    readonly program: (name: string) => string;
    readonly whichPath: string;
    readonly whichProgram: string;
    readonly certificate: string;
    readonly level: string;
    readonly certified: string;
    readonly advanced: string;
    readonly seller: string;
  };
}
