/**
 * How much an event takes, whatever the policy says: the schemas of what is said ask here, and so does the check of a
 * policy, so that none asks for more than can be said.
 */
export const limits = {
  /** Agreements accepted at once, and agreements of one program. */
  agreements: 20,
  /** Answers in a sensitive-relationship filing. */
  answers: 100,
  /** Files of an application for real-name authentication. */
  realNameFiles: 10,
  /** Characters of a company's name: in the wizard, and at real-name authentication. */
  companyName: 2048,
  realNameCompanyName: 512,
  registrationNumber: 512,
  realNameRegistrationNumber: 256,
  /** UTF-16 units of a password. */
  password: 256,
  /** Characters of a unified social credit code (GB 32100-2015). */
  unifiedCode: 18,
  /** Characters of the shortest e-mail address there is, `a@b.cd`. */
  shortestEmail: 6,
  /** Years nobody is older than. */
  oldestAge: 120,
} as const;
