import type { Port, Said } from './script.js';

/** Where each act leads from each state, as plain data. Only the way that the script takes is on it. */
export const road: Readonly<Record<string, { readonly [T in Said['type']]?: string }>> = {
  'signup.choosingCountry': { 'signup.country.choose': 'signup.verifyingEmail.entering' },
  'signup.verifyingEmail.entering': { 'signup.email.submit': 'signup.verifyingEmail.sendingCode' },
  'signup.verifyingEmail.enteringCode': { 'signup.code.submit': 'signup.verifyingEmail.checkingCode' },
  'signup.settingPassword.entering': { 'signup.password.set': 'signup.settingPassword.registering' },
  'signup.securingPhone.entering': { 'signup.securityPhone.give': 'signup.securingPhone.sendingCode' },
  'signup.securingPhone.enteringCode': { 'signup.code.submit': 'signup.securingPhone.checkingCode' },
  'signup.acceptingAgreements': { 'signup.cloud.enable': 'signup.enablingCloud' },
  'signup.completingInformation': { 'signup.information.complete': 'choosingRoad' },
  choosingRoad: { 'wizard.start': 'wizard.enteringBusiness' },
  'wizard.enteringBusiness': { 'wizard.business.save': 'wizard.checkingCompany' },
  'wizard.enteringContact': { 'wizard.contact.save': 'wizard.filingSensitiveRelationship' },
  'wizard.filingSensitiveRelationship': { 'wizard.sensitiveRelationship.file': 'wizard.acceptingAgreement' },
  'wizard.acceptingAgreement': { 'wizard.agreement.accept': 'wizard.readyToSubmit' },
  'wizard.readyToSubmit': { 'wizard.submit': 'wizard.checkingSubmission' },
};

/** In which states a service is asked, and where its answer leads. */
export const calls: Readonly<Record<string, { readonly port: Port; readonly next: string }>> = {
  'signup.verifyingEmail.sendingCode': { port: 'sendVerificationCode', next: 'signup.verifyingEmail.enteringCode' },
  'signup.verifyingEmail.checkingCode': { port: 'checkVerificationCode', next: 'signup.settingPassword.entering' },
  'signup.settingPassword.registering': { port: 'registerHuaweiId', next: 'signup.securingPhone.entering' },
  'signup.securingPhone.sendingCode': { port: 'sendVerificationCode', next: 'signup.securingPhone.enteringCode' },
  'signup.securingPhone.checkingCode': { port: 'checkVerificationCode', next: 'signup.acceptingAgreements' },
  'signup.enablingCloud': { port: 'enableCloudServices', next: 'signup.completingInformation' },
  'wizard.checkingCompany': { port: 'lookUpCompany', next: 'wizard.enteringContact' },
  'wizard.checkingSubmission': { port: 'lookUpCompany', next: 'review.screening' },
  'review.screening': { port: 'screenApplication', next: 'enrollment.registering' },
  'enrollment.registering': { port: 'registerPartner', next: 'enrollment.enrolled' },
};
