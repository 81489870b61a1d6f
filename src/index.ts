export {
  type Account,
  type AccountInformation,
  certificateTypes,
  knownAccount,
  openRealName,
  type RealNameApplication,
} from './account.js';
export type { Announcement } from './announcements.js';
export {
  type Acceptance,
  type Application,
  type Business,
  type Contact,
  type Filing,
  newApplication,
  validateAcceptance,
  validateBusiness,
  validateContact,
  validateFiling,
  type WizardStep,
  wizardSteps,
} from './application.js';
export { sharedOnAssociation, sharedWithPartner } from './association/association.guards.js';
export { type AssociationMachine, associationMachine } from './association/association.machine.js';
export type {
  Address,
  Association,
  AssociationContext,
  AssociationEvent,
  AssociationInput,
  Dedicated,
  Invitee,
} from './association/association.schema.js';
export type { Chart, Deadline, Requirement, Requirements, StateMeta, Step, StepStatus, Tag } from './chart.js';
export {
  type Certificate,
  type DevelopmentPath,
  developmentPaths,
  type PartnerProgram,
  partnerPrograms,
  programPublications,
} from './choices.js';
export { type CompanyNumber, companyKey, companyNumberKey, isSameCompany, migratedCompany } from './company.js';
export { countries } from './countries.js';
export {
  type PasswordSurroundings,
  validateAccountName,
  validateApiPassword,
  validateEmail,
  validatePortalPassword,
} from './credentials.js';
export { type DevelopmentPathMachine, developmentPathMachine } from './developmentPath/developmentPath.machine.js';
export type {
  Development,
  DevelopmentPathContext,
  DevelopmentPathEvent,
  DevelopmentPathInput,
  DevelopmentPathState,
  KeptPath,
} from './developmentPath/developmentPath.schema.js';
export {
  type AccountFacts,
  type EligibilityPage,
  type EligibilityRow,
  type EligibilityTarget,
  eligibility,
  eligibilityTargets,
  eligibilityVersion,
  type PartnerFacts,
  rowsFor,
  unknownPartner,
} from './eligibility.js';
export { enrolledPrograms, partnerFacts, requestedPrograms } from './enrollment/enrollment.guards.js';
export { type EnrollmentMachine, enrollmentMachine } from './enrollment/enrollment.machine.js';
export type {
  Enrollment,
  EnrollmentContext,
  EnrollmentEvent,
  EnrollmentInput,
} from './enrollment/enrollment.schema.js';
export { type ErrorCode, errorCodes, isRegistrationError, RegistrationError } from './errors.js';
export { type Act, type Actor, type Role, roles } from './events.js';
export { allowedEvents, type Explanation, explain } from './explain.js';
export {
  type Checked,
  type Issue,
  type IssueCode,
  type IssueParams,
  type IssuePath,
  issueSchema,
  type StandardIssue,
  type Validator,
} from './issue.js';
export type { Args, Named } from './named.js';
export { isOwner, type Owned, ownerOf } from './owner.js';
export { type PartnerProgramMachine, partnerProgramMachine } from './partnerProgram/partnerProgram.machine.js';
export type {
  KeptProgram,
  PartnerProgramContext,
  PartnerProgramEvent,
  PartnerProgramInput,
  PartnerProgramState,
  ProgramApplication,
} from './partnerProgram/partnerProgram.schema.js';
export type { PolicyEvent } from './policy.events.js';
export {
  type AgreementText,
  createPolicy,
  type Policy,
  type PolicySettings,
  type Question,
  type Site,
  sites,
} from './policy.js';
export type { Answer, CallOptions } from './ports.js';
export { type SignedAgreement, signedAgreements } from './registration/agreements.js';
export {
  type RegistrationEvent,
  type RegistrationMachine,
  registrationMachine,
} from './registration/registration.machine.js';
export type { RegistrationPorts } from './registration/registration.ports.js';
export type { RegistrationContext, RegistrationInput } from './registration/registration.schema.js';
export { deadlines, nextDeadline, requirements } from './registration/requirements.js';
export { type Progress, steps } from './registration/steps.js';
export { type ReviewMachine, reviewMachine } from './review/review.machine.js';
export type { Review, ReviewContext, ReviewEvent, ReviewInput } from './review/review.schema.js';
export { compareSnapshots, type FieldDifference } from './session/compare.js';
export { type CallSettings, callPort, connect } from './session/connect.js';
export { type DeliverOptions, type DeliverReport, deliver } from './session/deliver.js';
export { type DueOptions, type DueReport, runDueDeadlines } from './session/due.js';
export { decode, type Envelope, encode, snapshotOf } from './session/envelope.js';
export { type ErasureVerdict, verifyErasure } from './session/erasure.js';
export { type HistoryEntry, history, snapshotAt, type Verdict, verifyJournal } from './session/journal.js';
export {
  type Outcome,
  openSession,
  type Said,
  type SendOptions,
  type Session,
  type SessionOptions,
} from './session/session.js';
export { type Call, type CallResult, type StepOutcome, type StepResult, settle, start, step } from './session/step.js';
export { type SignupMachine, signupMachine } from './signup/signup.machine.js';
export type { SignupContext, SignupEvent, SignupInput, UpgradeFacts } from './signup/signup.schema.js';
export {
  type ChartSnapshot,
  contextSchemaOf,
  decidingEvents,
  type EventOfSnapshot,
  pathOf,
  rolesByEvent,
  schemaByEvent,
} from './snapshot.js';
export type {
  Claim,
  Commit,
  CommitResult,
  IndexRow,
  JournalEntry,
  Message,
  Page,
  Query,
  StorageAdapter,
  StoredRecord,
  Summary,
} from './storage/port.js';
export { type WizardMachine, wizardMachine } from './wizard/wizard.machine.js';
export type { WizardContext, WizardEvent, WizardInput } from './wizard/wizard.schema.js';
