import type { Issue } from 'hcpn-registration';
import type { Said } from './registration.js';

/** Where the answers behind each act stand in an applicant's file; fields of the act follow after it. */
const sections: { readonly [T in Said['type']]?: string } = {
  'signup.country.choose': 'signup',
  'signup.email.submit': 'signup',
  'signup.code.submit': 'signup.wrongEmailCodes',
  'signup.password.set': 'signup',
  'signup.securityPhone.give': 'signup.securityPhone',
  'signup.cloud.enable': 'signup',
  'signup.information.complete': 'signup',
  'signup.realName.apply': 'realName',
  'wizard.start': 'realName',
  'wizard.business.save': '',
  'wizard.contact.save': '',
  'wizard.agreement.accept': 'agreement',
  'wizard.submit': 'agreement.ticked',
  'path.select': 'enrollment',
  'association.request': 'association.request',
  'association.invite': 'association.invitations',
  'association.accept': 'association',
};

/** Fields of an act that have no place of their own in the file. */
const leftOut = new Set<string | number>(['acceptance', 'agreementId', 'version']);

/** Parts of a program's application whose fields stand in the file without them. */
const partsOfProgram = new Set<string | number>(['application', 'seller']);

/** Acts of one field that is called otherwise in the file. */
const whole = new Set<Said['type']>([
  'signup.code.submit',
  'signup.securityPhone.give',
  'association.request',
  'association.invite',
]);

/** The place in an applicant's file that an issue is about; `section` is where the answers stand, if that varies. */
export function placeOf(said: Said, { path, params }: Issue, section = sections[said.type] ?? said.type): string {
  if (said.type === 'wizard.sensitiveRelationship.file')
    return ['sensitiveRelationship', 'question' in params ? params.question : '']
      .filter((part) => part !== '')
      .join('.');
  const unnamed = said.type === 'program.submit' ? partsOfProgram : leftOut;
  const fields = whole.has(said.type) ? [] : path.filter((key) => !unnamed.has(key));
  return [section, ...fields].filter((part) => part !== '').join('.');
}
