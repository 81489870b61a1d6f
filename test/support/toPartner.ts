import type { Fixtures } from '../../src/testing/fixtures.js';

/** What a person says from nothing to partner; the code comes with what was sent. */
export function toPartner(answers: Fixtures) {
  return [
    { type: 'signup.country.choose', country: answers.country },
    { type: 'signup.email.submit', email: answers.email },
    { type: 'signup.code.submit' },
    { type: 'signup.password.set', password: answers.password },
    { type: 'signup.securityPhone.skip' },
    { type: 'signup.cloud.enable', agreements: answers.agreements },
    { type: 'signup.information.complete', information: answers.information },
    { type: 'wizard.start' },
    { type: 'wizard.business.save', business: answers.business },
    { type: 'wizard.contact.save', contact: answers.contact },
    { type: 'wizard.sensitiveRelationship.file', filing: answers.filing },
    { type: 'wizard.agreement.accept', acceptance: answers.acceptance },
    { type: 'wizard.submit' },
  ];
}
