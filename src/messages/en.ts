import { type Catalogue, wordsFor, wordsForField } from './messages.js';

export type { ActId, Catalogue, Described, Messages, QuestionId, Shown, StepId } from './messages.js';
export {
  describeAct,
  describeIssue,
  describePath,
  describeProgram,
  describeQuestion,
  describeStep,
} from './messages.js';

const steps: Catalogue['steps'] = {
  country: 'Country or region',
  email: 'E-mail address',
  password: 'Password',
  securityPhone: 'Security phone',
  cloud: 'Huawei Cloud services',
  information: 'Account information',
  realName: 'Real-name authentication',
  road: 'How to go on',
  business: 'Business information',
  contact: 'Contact information',
  sensitiveRelationship: 'Sensitive relationship filing',
  agreement: 'HCPN Certification Agreement',
  review: 'Review',
  enrollment: 'Enrollment',
  roleSelection: 'Role selection',
  roleValidation: 'Role validation',
  competencyDifferentiation: 'Competency differentiation',
  annualReview: 'Annual review',
  programApplication: 'Application to the program',
  programReview: 'Review of the program application',
  invitation: 'Invitation',
  statement: 'Statement for HUAWEI ID association',
  dedicatedPersonnel: 'Dedicated personnel',
};

const acts: Catalogue['acts'] = {
  'signup.country.choose': 'Choose the country or region',
  'signup.email.submit': 'Give an e-mail address',
  'signup.code.submit': 'Enter the verification code',
  'signup.code.resend': 'Ask for another code',
  'signup.code.expired': 'Let the code expire',
  'signup.password.set': 'Set the password',
  'signup.securityPhone.give': 'Give a security phone',
  'signup.securityPhone.skip': 'Skip the security phone',
  'signup.cloud.enable': 'Accept the agreements and enable Huawei Cloud services',
  'signup.cloudAccount.linked': 'Use a Huawei Cloud account instead',
  'signup.information.complete': 'Complete the account information',
  'signup.information.postpone': 'Complete the account information later',
  'signup.realName.start': 'Start real-name authentication',
  'signup.realName.apply': 'Apply for real-name authentication',
  'signup.realName.postpone': 'Apply for real-name authentication later',
  'signup.realName.decided': 'Report the result of real-name authentication',
  'signup.realName.synchronised': 'Take over the real-name authentication of the master account',
  'signup.oldAccount.signedIn': 'Report a sign-in with an old Huawei Cloud account',
  'signup.upgrade.request': 'Upgrade the account to a HUAWEI ID',
  'signup.upgrade.postpone': 'Upgrade the account later',
  'signup.back': 'Go back',
  'wizard.start': 'Apply to join HCPN',
  'wizard.business.save': 'Save the business information',
  'wizard.contact.save': 'Save the contact information',
  'wizard.sensitiveRelationship.file': 'File the sensitive relationships',
  'wizard.agreement.accept': 'Accept the HCPN Certification Agreement',
  'wizard.submit': 'Submit the application',
  'wizard.back': 'Go back',
  'wizard.step.open': 'Open the step',
  'wizard.draft.keep': 'Keep what was typed',
  'wizard.company.checkAgain': 'Check the company again',
  'wizard.company.associate': 'Associate with the company',
  'wizard.company.applyAnyway': 'Apply with another account of the company',
  'wizard.company.isAnother': 'State that this is not my company',
  'review.screeningPassed': 'Report that the system check is passed',
  'review.screeningFailed': 'Report that the system check is not passed',
  'review.screening.retry': 'Ask for the system check again',
  'review.approve': 'Approve the application',
  'review.reject': 'Reject the application',
  'review.overdue': 'Report that the review takes longer than intended',
  'review.revise': 'Revise the application',
  'review.resubmit': 'Submit the revised application',
  'review.edit': 'Take the application back to change it',
  'review.withdraw': 'Withdraw the application',
  'enrollment.registration.retry': 'Register the partner again',
  'enrollment.account.lookUp': 'Look up the state of the account',
  'enrollment.purchase.request': 'Buy or provision cloud services',
  'enrollment.deregister': 'Deregister the account',
  'enrollment.sensitiveRelationship.file': 'File the sensitive relationships again',
  'enrollment.withdraw': 'Withdraw from HCPN',
  'path.invited': 'Record an invitation to a development path',
  'path.whitelisted': 'Record that Huawei has put the company on the whitelist of a development path',
  'path.select': 'Select a development path',
  'path.exit': 'Leave the development path',
  'path.solution.certified': 'Report that a cloud software solution is certified',
  'path.validation.submit': 'Submit for role validation',
  'path.validation.passed': 'Report that the role validation is passed',
  'path.validation.failed': 'Report that the role validation is not passed',
  'path.differentiation.submit': 'Submit for competency differentiation',
  'path.differentiation.passed': 'Report that the competency differentiation is passed',
  'path.differentiation.failed': 'Report that the competency differentiation is not passed',
  'path.annualReview.due': 'Begin the annual review',
  'path.annualReview.submit': 'Submit for the annual review',
  'path.annualReview.passed': 'Report that the annual review is passed',
  'path.annualReview.failed': 'Report that the annual review is not passed',
  'program.invited': 'Record an invitation to a partner program',
  'program.apply': 'Apply to join a partner program',
  'program.cancel': 'Give up the application to the program',
  'program.submit': 'Submit the application to the program',
  'program.revise': 'Revise the application to the program',
  'program.approved': 'Report that the application to the program is approved',
  'program.rejected': 'Report that the application to the program is rejected',
  'program.certificate.expired': 'Let the certificate of the program expire',
  'program.renew': 'Renew the certificate of the program',
  'program.renewed': 'Report that the certificate of the program is renewed',
  'program.renewalRefused': 'Report that the certificate of the program is not renewed',
  'program.leave': 'Leave the partner program',
  'program.left': 'Report that the partner has left the program',
  'program.cooperation.invited': 'Record that a distributor invites the reseller',
  'program.cooperation.accept': 'Accept the invitation of the distributor',
  'association.request': 'Ask to be associated with the company',
  'association.invite': 'Invite a member',
  'association.resend': 'Send the invitation again',
  'association.account.choose': 'Choose the HUAWEI ID to invite',
  'association.open': 'Open the invitation',
  'association.accept': 'Accept the invitation',
  'association.expired': 'Let the invitation expire',
  'association.acceptedElsewhere': "Report that another partner's invitation was accepted",
  'association.disassociate': 'Cancel the association',
  'association.benefit.request': 'Request an exam voucher or a cloud lab',
  'association.dedicated.apply': 'Apply for the member to become dedicated personnel',
  'association.dedicated.approved': 'Report that the dedicated personnel application is approved',
  'association.dedicated.rejected': 'Report that the dedicated personnel application is rejected',
  'association.dedicated.cancel': 'Apply to cancel the dedicated personnel',
  'association.dedicated.revoke': 'Revoke the cancellation of the dedicated personnel',
  'association.dedicated.cancelled': 'Report that the cancellation of the dedicated personnel is approved',
  'association.dedicated.kept': 'Report that the cancellation of the dedicated personnel is rejected',
  'association.dedicated.disqualified': 'Report that Huawei has disqualified the dedicated personnel',
  'registration.associate': 'Associate with a company that is a partner',
  'registration.leave': 'Return to the choice between applying and associating',
  'registration.policyChanged': 'Change the policy',
  'registration.handOver': 'Hand the registration over',
};

const questions: Catalogue['questions'] = {
  employees:
    'Is any owner, director, manager or contact person of your company a current or former employee of Huawei or one of its affiliates?',
  relatives:
    'Is any owner, director, manager or contact person of your company a close relative of a current employee of Huawei or one of its affiliates?',
  officials:
    'Does any owner, director, manager or contact person of your company hold a public office, or have a close relative who does?',
  shareholding:
    'Does a current or former Huawei employee, a close relative of one, or a public official hold shares in your company, directly or through others?',
};

const roles: Readonly<Record<string, string>> = {
  applicant: 'the applicant',
  member: 'the person to be associated',
  administrator: "the partner's administrator",
  reviewer: 'a reviewer',
  system: 'the system',
};

const fields: Readonly<Record<string, string>> = {
  companyName: 'company name',
  country: 'country or region',
  registrationNumber: 'registration number',
  register: 'register',
  credentialFile: 'registration credential',
  address: 'address',
  website: 'website',
  industry: 'industry',
  name: 'name of the contact person',
  jobTitle: 'job title',
  email: 'e-mail address',
  phone: 'phone number',
  business: 'business information',
  contact: 'contact information',
  filing: 'sensitive relationship filing',
  acceptance: 'acceptance of the agreement',
};

const kinds: Readonly<Record<string, string>> = {
  number: 'a number',
  string: 'text',
  boolean: 'yes or no',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  int: 'a whole number',
  'plain data': 'plain data',
  'at most 64 fields, none of them a secret': 'at most 64 fields, none of them secret',
  'time zone': 'a time zone',
  'one of the documented shapes': 'of one of the documented shapes',
  'something else': 'something else',
};

const paths: Catalogue['paths'] = {
  software: 'Software',
  service: 'Service',
  systemIntegrator: 'System Integrator',
  learning: 'Learning',
  distributor: 'Distributor',
};

const programs: Catalogue['programs'] = {
  cloudSolutionProvider: 'Cloud Solution Provider',
  distributor: 'Distributor',
  reseller: 'Reseller',
  koogallerySeller: 'KooGallery Seller',
  koogallerySales: 'KooGallery Sales',
  carrier: 'Carrier',
  partnerCompetency: 'Partner Competency',
  partnerCustomerEngagement: 'Partner Customer Engagement',
};

const act = (type: string) => `"${wordsFor(acts, type)}"`;
const step = (id: string) => `"${wordsFor(steps, id)}"`;
const pathNamed = (id: string) => `"${wordsFor(paths, id)}"`;
const programNamed = (id: string) => `"${wordsFor(programs, id)}"`;
const count = (number: number, one: string, more = `${one}s`) => `${number} ${number === 1 ? one : more}`;

/** All texts in English. */
export const en: Catalogue = {
  language: 'en',
  steps,
  acts,
  paths,
  programs,
  questions,
  issues: {
    'value.missing': () => 'This is required. Please fill it in.',
    'value.wrongType': ({ expected }) => `This must be ${wordsFor(kinds, expected)}. Please correct it.`,
    'value.notOffered': ({ offered }) => `This is not among what is offered. Please choose one of: ${offered}.`,
    'value.tooMany': ({ most }) => `At most ${most} is allowed here. Please reduce it.`,
    'value.tooFew': ({ least }) => `At least ${least} is needed here. Please add to it.`,
    'value.repeated': () => 'This is here twice. Please leave one of them out.',
    'key.unknown': ({ key }) => `"${key}" is not known here. Please leave it out.`,
    'text.tooShort': ({ least }) => `Please enter at least ${count(least, 'character')}.`,
    'text.tooLong': ({ most }) => `Please enter at most ${count(most, 'character')}.`,
    'text.unreadable': () => 'This text has characters that cannot be read. Please type it anew.',
    'time.invalid': () => 'This is not a valid date or time. Please give it in ISO 8601 form, times in UTC.',
    'machine.otherMajor': () => 'This is not a machine of XState 5. Please give one that XState 5 has made.',

    'event.unknown': ({ type }) => `Nothing here is called "${type}". Please check the name of the event.`,
    'event.reserved': ({ type }) => `"${type}" is reserved for the machine itself and cannot be sent.`,
    'event.notExpected': ({ event }) => `${act(event)} is not possible at this point. Please see what is open now.`,
    'actor.notAllowed': ({ role, event }) =>
      `${act(event)} is not for ${wordsFor(roles, role)} to do. Please leave it to those whose role allows it.`,
    'actor.mismatch': () =>
      'Someone else is acting than the person this session was opened for. Please sign in as that person.',
    'actor.notApplicant': () =>
      'This registration belongs to another person. Please let that person continue it, or hand it over to you.',
    'actor.ownDecision': () => 'Nobody decides on what is their own. Please leave this decision to somebody else.',
    'handOver.sameOwner': () => 'The registration belongs to this person already. Please name somebody else.',
    'revision.stale': ({ expected, actual }) =>
      `This registration has changed meanwhile (revision ${actual}, not ${expected}). Please load it again and repeat what you did.`,
    'decision.late': ({ attempt, current }) =>
      `This decision is about submission ${attempt}, but submission ${current} is the one under way. Please look at that one, and decide on it.`,
    'decision.unnamed': ({ current }) =>
      `A decision names the submission it is about. Please look at submission ${current}, and name it.`,
    'port.unavailable': ({ port }) =>
      `The service behind this step did not answer (${port}). Nothing is lost; please try again.`,

    'country.unknown': () => 'This country or region is not known. Please give its two-letter code of ISO 3166-1.',
    'email.invalid': () => 'This is not a valid e-mail address. Please check it.',
    'phone.invalid': () =>
      'This is not a valid phone number. Please give it in international form, with + and the country code.',
    'companyName.notAName': () =>
      'A company name cannot consist of digits, symbols or spaces only. Please give it as on the registration credential.',
    'registrationNumber.invalid': () =>
      'A registration number has at least one letter or digit. Please give it as on the registration credential.',
    'registrationNumber.notUnifiedCode': () =>
      'This is not a valid unified social credit code. Please give all 18 characters as on the business licence.',
    'website.invalid': () => 'Please give the full address of the website, beginning with http:// or https://.',
    'file.typeNotAccepted': ({ accepted }) =>
      `Files of this type are not accepted. Please upload one of these types: ${accepted}.`,
    'file.tooLarge': ({ mostMegabytes }) => `The file is too large. Please upload one of at most ${mostMegabytes} MB.`,

    'account.required': () =>
      'An account with Huawei Cloud services enabled comes first. Please register one, then join HCPN.',
    'account.countryRequired': () => 'Please choose the country or region of the account.',
    'account.countryImmutable': () =>
      'The country or region cannot be changed once the HUAWEI ID is registered. For another one, please register another HUAWEI ID.',
    'account.countryCannotEnableCloud': ({ country }) =>
      `A HUAWEI ID registered in this country or region (${country}) cannot enable Huawei Cloud services. Please register a Huawei Cloud account instead.`,
    'account.emailUnverified': () =>
      'The e-mail address is not confirmed yet. Please give it and enter the code sent to it.',
    'account.passwordUnset': () => 'Please set a password to register the HUAWEI ID.',
    'account.securityPhoneUndecided': () => 'Please give a security phone, or skip it.',
    'account.securityPhoneUnverified': () =>
      'The security phone is not confirmed yet. Please enter the code sent to it, or skip it.',
    'account.cloudNotEnabled': () => 'Huawei Cloud services are not enabled yet. Please enable them first.',
    'account.agreementNotAccepted': ({ agreement }) =>
      `The agreement "${agreement}" is not accepted. Please read and accept it to enable Huawei Cloud services.`,
    'account.agreementVersionStale': ({ agreement, current }) =>
      `There is a newer version of the agreement "${agreement}". Please read and accept version ${current}.`,
    'account.informationIncomplete': () =>
      'The account information is not complete. Please complete it, or do so later.',
    'account.typeAlreadySet': () => 'The account type is set once and stays. Please keep it as it is.',
    'account.nameLocked': () =>
      'The name cannot be changed after real-name authentication. Please keep it as authenticated, or have the new name authenticated first.',
    'account.mobileQuota': ({ most }) =>
      `This mobile number already has ${count(most, 'HUAWEI ID')}, which is the most allowed. Please use another number, or skip it.`,
    'account.registrationRefused': () =>
      'The HUAWEI ID could not be registered. Please check the e-mail address, or sign in if you have an account already.',
    'accountName.characters': () =>
      'An account name has letters, digits, spaces, hyphens, dots and underscores only. Please choose another one.',
    'accountName.reservedPrefix': ({ prefix }) =>
      `An account name cannot begin with "${prefix}". Please choose another one.`,
    'accountName.onlyDigits': () => 'An account name cannot consist of digits only. Please choose another one.',
    'password.tooShort': ({ least }) => `The password is too short. Please use at least ${count(least, 'character')}.`,
    'password.tooLong': ({ most }) => `The password is too long. Please use at most ${count(most, 'character')}.`,
    'password.noLetter': () => 'The password needs at least one letter. Please add one.',
    'password.noDigit': () => 'The password needs at least one digit. Please add one.',
    'password.hasSpace': () => 'The password must not contain spaces. Please take them out.',
    'password.tooFewKinds': ({ least }) =>
      `The password needs at least ${least} of these: capital letters, small letters, digits, special characters. Please mix them.`,
    'password.equalsAccountName': () =>
      'The password must not be the account name, forwards or backwards. Please choose another one.',
    'password.containsContact': () =>
      'The password must not contain the e-mail address or the mobile number. Please choose another one.',
    'code.format': ({ digits }) => `The code has ${count(digits, 'digit')}. Please enter it as it was sent.`,
    'code.wrong': ({ left }) =>
      `This is not the code that was sent. You have ${count(left, 'more try', 'more tries')}.`,
    'code.expired': () => 'The code is no longer valid. Please ask for another one.',
    'code.resendTooSoon': ({ from }) => `Another code can be sent from ${from} on. Please wait until then.`,
    'code.locked': () => 'The code was entered wrongly too often. Please ask for another one.',
    'code.dailyLimit': ({ most }) =>
      `No more than ${count(most, 'code')} can be sent in a day. Please try again tomorrow.`,
    'upgrade.open': () => 'The account can be upgraded to a HUAWEI ID. Please upgrade it, or keep it as it is for now.',
    'upgrade.contactOnUnusedId': () =>
      'The same e-mail address or mobile number belongs to the account and to a HUAWEI ID that has not been used with Huawei Cloud. Please change it on one of them.',
    'upgrade.idBoundElsewhere': () =>
      'This HUAWEI ID is bound to another Huawei Cloud account. Please use another HUAWEI ID.',
    'upgrade.countryMismatch': () =>
      'The account and the HUAWEI ID are registered in different countries or regions. Please use a HUAWEI ID of the same one.',
    'upgrade.idFrozen': () => 'This HUAWEI ID is frozen. Please have it released, or use another one.',
    'upgrade.mobileTaken': () =>
      "The account's mobile number already belongs to a HUAWEI ID. Please use that HUAWEI ID, or change the number.",
    'realName.required': () => 'Enterprise real-name authentication comes first. Please complete it, then join HCPN.',
    'realName.inReview': () =>
      'Real-name authentication is in review, which takes one to three working days. Please wait for the result.',
    'realName.rejected': ({ reason }) =>
      `Real-name authentication was not passed${because(reason)}. Please correct the materials and apply again.`,
    'realName.alreadyPassed': () =>
      'Real-name authentication is passed already and stays in force. If the enterprise changes its name or its legal entity, please have it authenticated again.',
    'realName.enterpriseIsFinal': () =>
      'An account authenticated as an enterprise cannot become an individual account. Please use another account for that.',
    'realName.tooYoung': ({ least }) =>
      `Individual real-name authentication is open to persons of at least ${count(least, 'year')}. Please have an adult apply.`,
    'realName.filesMissing': ({ least }) =>
      `At least ${count(least, 'file is', 'files are')} needed. Please upload the certificate first, then both sides of the identity document.`,
    'realName.notOffered': () => 'Real-name authentication is not needed on this site. Please go on without it.',
    'realName.nameDiffers': () =>
      "The name of this account differs from the master account's, both before and after its authentication. Please authenticate this account by itself.",
    'realName.reasonMissing': () => 'A rejection carries a reason. Please give it.',
    'realName.reauthenticationOpen': () =>
      'The real-name authentication in force stays so until the next one is passed. Please hand in the new certificate, or do so later.',
    'realName.masterInvitationOpen': () =>
      'An invitation between this account and an enterprise master or member account is still open. Please have it answered or withdrawn, then apply again.',
    'realName.sharedWithMaster': () =>
      'This account shares the real-name authentication of its enterprise master account. Please have the master account authenticated again; the result then reaches this account.',

    'road.open': () => 'Please apply to join HCPN, or associate with a company that is a partner already.',
    'join.alreadyPartner': () =>
      'This account has completed its registration as a partner already. There is nothing more to apply for.',
    'company.alreadyPartner': ({ companyName }) =>
      `"${companyName}" is a partner already, so no application is needed. Please associate with the company instead.`,
    'company.unchecked': () =>
      'It has not been checked yet whether the company is a partner already. Please save the business information, or check again.',
    'company.differsFromRealName': ({ field }) =>
      `The ${wordsFor(fields, field)} differs from the one authenticated. Please enter it as authenticated or, if the company has changed its name or its legal entity, have it authenticated again.`,
    'company.secondAccountNotOffered': () =>
      'Applying with another account of the same company is not offered. Please associate with the company instead.',
    'business.missing': () => 'The business information is still missing. Please fill it in.',
    'contact.missing': () => 'The contact information is still missing. Please fill it in.',
    'sensitiveRelationship.notFiled': () =>
      'The sensitive relationships are not filed yet. Please answer the questionnaire; this step cannot be left out.',
    'sensitiveRelationship.versionStale': ({ current }) =>
      `The questionnaire has changed. Please answer version ${current}.`,
    'sensitiveRelationship.unanswered': ({ question }) =>
      `The question "${question}" is open. Please answer yes or no.`,
    'sensitiveRelationship.unknownQuestion': ({ question }) =>
      `"${question}" is not a question of this questionnaire, or is answered twice. Please answer each question once.`,
    'sensitiveRelationship.detailsRequired': ({ question }) =>
      `Your answer to the question "${question}" needs an explanation. Please say who and how.`,
    'agreement.notAccepted': () =>
      'The HCPN Certification Agreement is not accepted yet. Please read and accept it before you submit.',
    'agreement.versionStale': ({ current }) =>
      `The HCPN Certification Agreement has a newer version. Please read and accept version ${current}.`,
    'agreement.authorityNotConfirmed': () =>
      'Whoever accepts the agreement states to have authority to bind the company. Please confirm it, or have someone with authority accept.',
    'step.outOfOrder': ({ step: later, before }) =>
      `The step ${step(later)} opens when ${step(before)} is complete. Please complete that step first.`,
    'step.lookAgain': ({ step: affected }) =>
      `An answer that the step ${step(affected)} rests on has changed. Please look at that step again and save it.`,
    'step.none': () => 'There is no step to go back to. Please go on from here.',

    'review.inProgress': () => 'The application is in review and cannot be changed now. Please wait for the result.',
    'review.reasonMissing': () => 'A rejection carries a reason. Please give it.',
    'review.rejected': ({ reason }) =>
      `The application was rejected${because(reason)}. Please revise it accordingly and submit it again.`,
    'review.resubmissionsUsedUp': ({ most }) =>
      `The application has been submitted again ${count(most, 'time')}, which is the most allowed. Please contact Huawei Cloud.`,
    'review.unchanged': () =>
      'Nothing has changed since the application was rejected. Please revise it by the reason before you submit it again.',
    'review.fieldNamed': ({ field }) =>
      `The reviewer asks you to look at this again: ${wordsForField(fields, field)}. Please correct it by the reason given.`,
    'review.overdue': ({ since }) =>
      `The review has been taking longer than intended since ${since}. Please contact Huawei Cloud if you cannot wait.`,

    'review.screening': () => 'The system is checking the application. Please wait for the result.',
    'review.notWithdrawable': () =>
      'An application cannot be withdrawn while it is in review. Please wait for the result.',
    'enrollment.registering': () => 'The company is being registered as a partner. Please wait, or try again.',
    'enrollment.cannotWithdraw': () => 'Once enrolled, a partner cannot withdraw from HCPN.',
    'enrollment.choiceOpen': () =>
      'You are a partner. Next, you can select a development path or join a partner program.',
    'path.requiresPartner': ({ path }) =>
      `The development path ${pathNamed(path)} is for HCPN partners only. Please join HCPN first.`,
    'path.alreadySelected': ({ path }) =>
      `The development path ${pathNamed(path)} is selected already. There is nothing more to do for it.`,
    'path.closedByProgram': ({ path, program }) =>
      `An account that has applied for or joined the program ${programNamed(program)} cannot select the development path ${pathNamed(path)}. Please use another account of your company for it.`,
    'path.invitationRequired': ({ path }) =>
      `The development path ${pathNamed(path)} is open by invitation only. Please ask your Huawei contact for one.`,
    'path.notWhitelisted': ({ path }) =>
      `Your company is not on the whitelist of the development path ${pathNamed(path)}. Please ask your PDM at Huawei to add it.`,
    'path.takenBySibling': ({ path }) =>
      `Another partner account of your company has selected the development path ${pathNamed(path)}. Please use that account for it.`,
    'path.notSelected': ({ path }) =>
      `The development path ${pathNamed(path)} is not selected. Please select it first.`,
    'path.differs': ({ path }) =>
      `This is about the development path ${pathNamed(path)} only. Please name that path, or use the machine of the other one.`,
    'path.solutionRequired': ({ path }) =>
      `Role validation of the development path ${pathNamed(path)} needs at least one certified cloud software solution. Please have one certified first.`,
    'path.validationOpen': ({ path }) =>
      `The development path ${pathNamed(path)} is selected. Next comes its role validation; please submit for it when you are ready.`,
    'path.validating': ({ path }) =>
      `The role validation of the development path ${pathNamed(path)} is in progress. Please wait for the result.`,
    'path.differentiationOpen': ({ path }) =>
      `The role validation of the development path ${pathNamed(path)} is passed. Next comes competency differentiation; please submit for it when you are ready.`,
    'path.differentiating': ({ path }) =>
      `The competency differentiation of the development path ${pathNamed(path)} is in progress. Please wait for the result.`,
    'path.failed': ({ path, stage, reason }) =>
      `${wordsFor(steps, stage)} of the development path ${pathNamed(path)} was not passed${because(reason)}. Please improve and submit again.`,
    'path.reviewDue': ({ path }) =>
      `The annual review of the development path ${pathNamed(path)} is due. Please submit for it.`,
    'path.reviewing': ({ path }) =>
      `The annual review of the development path ${pathNamed(path)} is in progress. Please wait for the result.`,
    'pathExit.inProgram': ({ path }) =>
      `The development path ${pathNamed(path)} cannot be left, because the account has joined a partner program. Please keep the path.`,
    'pathExit.validating': ({ path }) =>
      `The development path ${pathNamed(path)} cannot be left while its role validation is in progress. Please wait for the result.`,
    'pathExit.roleValidated': ({ path }) =>
      `The development path ${pathNamed(path)} cannot be left after role validation. Please keep the path.`,
    'pathExit.differentiated': ({ path }) =>
      `The development path ${pathNamed(path)} cannot be left after competency differentiation. Please keep the path.`,
    'pathExit.softwareSolution': ({ path }) =>
      `The development path ${pathNamed(path)} cannot be left, because a cloud software solution certification has been requested or recorded. Please keep the path.`,
    'pathExit.advancedSolution': ({ path }) =>
      `The development path ${pathNamed(path)} cannot be left, because an advanced cloud software solution has been requested or recorded. Please keep the path.`,
    'pathExit.testCoupon': ({ path }) =>
      `The development path ${pathNamed(path)} cannot be left, because the account has test coupons. Please keep the path.`,
    'pathExit.examVoucher': ({ path }) =>
      `The development path ${pathNamed(path)} cannot be left, because the account has exam vouchers. Please keep the path.`,
    'pathExit.mdf': ({ path }) =>
      `The development path ${pathNamed(path)} cannot be left, because market development funds (MDF) have been requested. Please keep the path.`,
    'pathExit.fh': ({ path }) =>
      `The development path ${pathNamed(path)} cannot be left, because an incentive for dedicated personnel (FH) has been requested. Please keep the path.`,
    'pathExit.deliverySupport': ({ path }) =>
      `The development path ${pathNamed(path)} cannot be left, because there is a record of delivery capability support. Please keep the path.`,

    'program.requiresPartner': ({ program }) =>
      `The program ${programNamed(program)} is for HCPN partners only. Please join HCPN first.`,
    'program.alreadyRequested': ({ program }) =>
      `You have applied for the program ${programNamed(program)} already. There is nothing more to do for it.`,
    'program.invitationRequired': ({ program }) =>
      `The program ${programNamed(program)} is open by invitation only. Please ask your local ecosystem manager for one.`,
    'program.closedByPath': ({ program }) =>
      `An account that has selected a development path cannot join the program ${programNamed(program)}. Please use another account for it.`,
    'program.excludedBy': ({ program, other }) =>
      `The program ${programNamed(program)} and the program ${programNamed(other)} exclude each other on one account. Please use another account for one of the two.`,
    'program.notEnterprise': ({ program }) =>
      `Only enterprise accounts can join the program ${programNamed(program)}. Please use an enterprise account.`,
    'program.realNameRequired': ({ program }) =>
      `The program ${programNamed(program)} needs enterprise real-name authentication. Please complete it first.`,
    'program.realNameIndividual': ({ program }) =>
      `An account that has passed individual real-name authentication, or is applying for it, cannot join the program ${programNamed(program)}. Please use another account.`,
    'program.realNameUsed': ({ program }) =>
      `An account that has passed real-name authentication, or is applying for it, cannot join the program ${programNamed(program)}. Please use another account.`,
    'program.areaTaken': ({ program, area }) =>
      `Another account of your company is in the program ${programNamed(program)} for the business area ${area} already. Please use that account, or choose another business area.`,
    'program.areaMissing': ({ program }) =>
      `The program ${programNamed(program)} needs a business area. Please choose the country or region it is for.`,
    'program.resources': ({ program }) =>
      `An account with provisioned resources cannot join the program ${programNamed(program)}. Please release the resources, or use a new account.`,
    'program.consumption': ({ program }) =>
      `An account with consumption records cannot join the program ${programNamed(program)}. Please use a new account.`,
    'program.arrears': ({ program }) =>
      `An account in arrears cannot join the program ${programNamed(program)}. Please pay what is overdue first.`,
    'program.frozen': ({ program }) =>
      `A frozen account cannot join the program ${programNamed(program)}. Please have it released first.`,
    'program.creditAccount': ({ program }) =>
      `An account with a credit account cannot join the program ${programNamed(program)}. Please use another account.`,
    'program.enterpriseCenter': ({ program }) =>
      `A master or member account of Enterprise Center cannot join the program ${programNamed(program)}. Please use an account outside Enterprise Center.`,
    'program.customerOfPartner': ({ program }) =>
      `An account that is a customer of another partner cannot join the program ${programNamed(program)}. Please end that association, or use another account.`,
    'program.preregistered': ({ program }) =>
      `The account was preregistered by Huawei and cannot join the program ${programNamed(program)}. Please contact your Huawei business development manager.`,
    'program.notRequested': ({ program }) =>
      `There is no application to the program ${programNamed(program)}. Please apply for it first.`,
    'program.notEnrolled': ({ program }) =>
      `You have not joined the program ${programNamed(program)}. Please apply for it first.`,
    'program.differs': ({ program }) =>
      `This is about the program ${programNamed(program)} only. Please name that program, or use the machine of the other one.`,
    'program.formOpen': ({ program }) =>
      `The application to the program ${programNamed(program)} is not submitted yet. Please complete and submit it.`,
    'program.agreementNotAccepted': ({ program, agreement }) =>
      `The agreement "${agreement}" of the program ${programNamed(program)} is not accepted. Please read and accept it before you submit.`,
    'program.agreementVersionStale': ({ agreement, current }) =>
      `There is a newer version of the agreement "${agreement}" of the program. Please read and accept version ${current}.`,
    'program.sellerMissing': ({ program }) =>
      `The program ${programNamed(program)} needs information about the seller. Please give it, with the website.`,
    'program.reviewing': ({ program }) =>
      `The application to the program ${programNamed(program)} is in review. Please wait for the result.`,
    'program.rejected': ({ program, reason }) =>
      `The application to the program ${programNamed(program)} was rejected${because(reason)}. Please revise it accordingly and submit it again.`,
    'program.certificateExpired': ({ program }) =>
      `The certificate of the program ${programNamed(program)} has expired. Please renew it.`,
    'program.certificateExpiring': ({ program, until }) =>
      `The certificate of the program ${programNamed(program)} is valid until ${until}. You can renew it now.`,
    'program.renewalTooEarly': ({ program, from }) =>
      `The certificate of the program ${programNamed(program)} can be renewed from ${from} on. Please wait until then.`,
    'program.renewing': ({ program }) =>
      `The renewal of the certificate of the program ${programNamed(program)} is in review. Please wait for the result.`,
    'program.renewalRefused': ({ program, reason }) =>
      `The certificate of the program ${programNamed(program)} was not renewed${because(reason)}. Please improve what is named and apply again.`,
    'program.leaveOffline': ({ program }) =>
      `The program ${programNamed(program)} cannot be left here. Please contact your ecosystem manager or channel manager.`,
    'program.notReseller': () => 'A distributor can invite resellers only. Please join the Reseller program first.',
    'program.otherCountry': () =>
      'The distributor is registered in another country or region. Please cooperate with a distributor of your own country or region.',
    'program.hasDistributor': () =>
      'The reseller already cooperates with another distributor. Please end that cooperation first.',
    'program.noCooperationInvitation': () =>
      'No distributor has invited the reseller. Please ask a distributor for an invitation.',
    'purchase.closed': ({ program }) =>
      `From the application to the program ${programNamed(program)} on, the account can neither buy nor provision cloud services. Please use another account for that.`,

    'deregistration.requested': () =>
      'Deregistering the account has been requested, so nothing new is begun with it. Please wait for the result.',
    'deregistration.partner': () =>
      'A partner account cannot be deregistered here, for membership in HCPN cannot be withdrawn. Please contact Huawei Cloud.',
    'deregistration.applying': () =>
      'An account that is applying to become a partner cannot be deregistered. Please wait for the result.',
    'deregistration.onPath': ({ path }) =>
      `An account on the development path ${pathNamed(path)} cannot be deregistered. Please leave the path first.`,
    'deregistration.inProgram': ({ program }) =>
      `An account in the program ${programNamed(program)} cannot be deregistered. Please leave the program first.`,
    'deregistration.frozen': () =>
      'An account that is frozen for security cannot be deregistered. Please have it released first.',
    'deregistration.associated': () =>
      'An account that is associated with a partner cannot be deregistered. Please have the association cancelled first.',
    'deregistration.enterpriseCenter': () =>
      'A master or member account of Enterprise Center cannot be deregistered. Please leave Enterprise Center first.',
    'deregistration.boundElsewhere': () =>
      'An account that is bound to an HCS or Cloud Alliance site cannot be deregistered. Please have it unbound first.',
    'deregistration.resources': () =>
      'An account with resources in use cannot be deregistered. Please release them first.',
    'deregistration.balance': () =>
      'An account with a balance cannot be deregistered. Please withdraw or use up the balance first.',
    'deregistration.overdue': () =>
      'An account with overdue payments cannot be deregistered. Please pay what is overdue first.',
    'deregistration.pendingSettlement': () =>
      'An account with pending refunds or invoices cannot be deregistered. Please wait until they are settled.',
    'deregistration.contracts': () =>
      'An account with unfulfilled contracts cannot be deregistered. Please fulfil or end them first.',
    'deregistration.orders': () =>
      'An account with unpaid or pending orders cannot be deregistered. Please pay or cancel them first.',

    'invitee.notFound': () =>
      'No HUAWEI ID matches. Please check the phone number, the e-mail address or the account name.',
    'invitee.enterpriseAuthenticated': () =>
      'This HUAWEI ID is authenticated as an enterprise and cannot be invited. Please invite a personal HUAWEI ID.',
    'invitee.associatedElsewhere': () =>
      'This HUAWEI ID is associated with another partner. Please have that association cancelled first.',
    'invitee.isPartnerAccount': () =>
      'This HUAWEI ID is a partner account itself and cannot be invited. Please invite a personal HUAWEI ID.',
    'invitee.tooManyPartners': ({ most, days }) =>
      `This HUAWEI ID has been associated with ${count(most, 'partner')} in the past ${count(days, 'day')}, which is the most allowed. Please invite it later.`,
    'invitee.notRealName': () =>
      'This HUAWEI ID has not passed individual real-name authentication. Please ask the person to complete it first.',
    'invitation.dailyLimit': ({ most }) =>
      `No more than ${count(most, 'member')} can be invited in a day. Please go on tomorrow.`,
    'invitation.awaited': () =>
      "There is no invitation yet. Please ask the partner's administrator to invite your HUAWEI ID.",
    'invitation.unanswered': () => 'The invitation has not been accepted yet. Please accept it while it is valid.',
    'invitation.beingAccepted': () =>
      'The acceptance of the invitation is being checked. Please wait a moment until that is done.',
    'invitation.expired': () => "The invitation has expired. Please ask the partner's administrator to send it again.",
    'invitation.void': () =>
      "This invitation is void, because another partner's was accepted. Please ask for a new one if you still need it.",
    'invitation.cancelled': () =>
      'The association was cancelled. Please ask the administrator for a new invitation if you still need it.',
    'invitation.notYours': () =>
      'This invitation is for another HUAWEI ID. Please sign in with the HUAWEI ID that was invited.',
    'invitation.accountNotMatched': () => 'This HUAWEI ID is not among those that match. Please choose one of them.',
    'invitation.requestNotOffered': () =>
      "Asking to be associated is not offered. Please ask the partner's administrator to invite you.",
    'invitation.none': () => 'Nobody has been invited yet. Please invite the member first.',
    'association.inPlace': () => 'The association is in place already. There is nothing more to do for it.',
    'statement.notAccepted': () =>
      'The Statement for HUAWEI ID association is not accepted. Please read and accept it before you go on.',
    'statement.versionStale': ({ current }) =>
      `There is a newer version of the Statement for HUAWEI ID association. Please read and accept version ${current}.`,
    'statement.notEmployee': () =>
      'Only employees of the partner may be associated with it. Please confirm that you are one.',
    'association.companyUnknown': () => 'It is not known which company is meant. Please name the partner.',
    'association.required': () =>
      'The person is not associated with the company. Please complete the association first.',
    'dedicated.pathNotOffered': ({ path }) =>
      `There are no dedicated personnel for ${pathNamed(path)}. Please choose the Service, System Integrator or Learning path.`,
    'dedicated.pathRequired': ({ path }) =>
      `The company is not on the development path ${pathNamed(path)}. Please have it select that path first.`,
    'dedicated.inReview': () => 'The dedicated personnel application is in review. Please wait for the result.',
    'dedicated.inPlace': () =>
      'The member belongs to the dedicated personnel already. There is nothing more to do for it.',
    'dedicated.none': () => 'The member does not belong to the dedicated personnel. Please apply for it first.',
    'dedicated.rejected': ({ reason }) =>
      `The dedicated personnel application was rejected${because(reason)}. Please correct it and apply again.`,
    'dedicated.cancelling': () =>
      'Cancelling the dedicated personnel is being decided. Please wait for the result, or revoke it.',
    'dedicated.disqualified': ({ reason }) =>
      `The member no longer belongs to the dedicated personnel${because(reason)}. You can apply again.`,
  },
};

/** A reason someone else wrote, to be put before the end of a sentence. */
function because(reason: string): string {
  const text = reason.replace(/[.\s]+$/, '');
  return text === '' ? '' : `: "${text}"`;
}
