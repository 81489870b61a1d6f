import type { Filing } from 'hcpn-registration';
import type { Applicant } from './applicant.js';
import { missing, noFurtherAnswer, perform, performUntilTaken, type Stage } from './stage.js';
import { countOf, countOfForm, formAt, last, tryOf } from './tries.js';

async function startApplication(stage: Stage): Promise<void> {
  const said = { type: 'wizard.start' } as const;
  const { taken, issues } = await perform(stage, { role: 'applicant', said });
  if (taken) return;
  if (stage.applicant.realName === undefined) throw noFurtherAnswer(stage, said, issues);
  await performUntilTaken(stage, 1, () => ({ role: 'applicant', said: { type: 'signup.realName.start' } }));
}

/** The business information, with what the applicant changed after each rejection. */
export function businessOf({ business, review = [] }: Applicant, attempt: number): Applicant['business'] {
  if (attempt === 0) return business;
  const corrected = { ...formAt(business, last) };
  for (const { revision } of review.slice(0, attempt)) Object.assign(corrected, revision?.business);
  return corrected;
}

function contactOf(stage: Stage, attempt: number): NonNullable<Applicant['contact']> {
  const { contact, review = [] } = stage.applicant;
  if (contact === undefined) throw missing(stage, 'contact', (faults) => faults.contact);
  if (attempt === 0) return contact;
  const corrected = { ...formAt(contact, last) };
  for (const { revision } of review.slice(0, attempt)) Object.assign(corrected, revision?.contact);
  return corrected;
}

/** How often the application was submitted already. */
const attemptOf = (stage: Stage): number => stage.registration.snapshot.context.review.attempt;

async function enterBusiness(stage: Stage): Promise<void> {
  const business = businessOf(stage.applicant, attemptOf(stage));
  await performUntilTaken(stage, countOfForm(business), (attempt) => {
    const filled = formAt(business, attempt);
    return { role: 'applicant', said: { type: 'wizard.business.save', business: filled }, fields: filled };
  });
}

async function checkCompanyAgain(stage: Stage): Promise<void> {
  await performUntilTaken(stage, 1, () => ({ role: 'applicant', said: { type: 'wizard.company.checkAgain' } }));
}

async function associateInstead(stage: Stage): Promise<void> {
  const { registration, applicant, screen } = stage;
  const partner = registration.snapshot.context.application.company?.partner;
  const { notes } = screen.language.words;
  if (partner && attemptOf(stage) > 0) screen.note(notes.partnerMeanwhile(partner.companyName));
  if (partner) screen.note(notes.partnerAlready(partner.companyName, partner.partnerId));
  if (applicant.association === undefined) throw missing(stage, 'association', (faults) => faults.associationInstead);
  const anyway = await perform(stage, { role: 'applicant', said: { type: 'wizard.company.applyAnyway' } });
  if (anyway.taken) return;
  await performUntilTaken(stage, 1, () => ({ role: 'applicant', said: { type: 'wizard.company.associate' } }));
}

async function enterContact(stage: Stage): Promise<void> {
  const contact = contactOf(stage, attemptOf(stage));
  await performUntilTaken(stage, countOfForm(contact), (attempt) => {
    const filled = formAt(contact, attempt);
    return { role: 'applicant', said: { type: 'wizard.contact.save', contact: filled }, fields: filled };
  });
}

async function fileSensitiveRelationships(stage: Stage): Promise<void> {
  const { applicant, registration } = stage;
  const answers = applicant.sensitiveRelationship;
  if (answers === undefined) throw missing(stage, 'sensitiveRelationship', (faults) => faults.answers);
  const { version } = registration.snapshot.context.policy.sensitiveRelationship;
  const count = Math.max(
    ...Object.values(answers).map((answer) => (typeof answer === 'object' ? countOf(answer.details) : 1)),
  );
  await performUntilTaken(
    stage,
    count,
    (attempt) => {
      const filing = filingAt(answers, version, attempt);
      return { role: 'applicant', said: { type: 'wizard.sensitiveRelationship.file', filing } };
    },
    attemptOf(stage) === 0 ? 0 : count - 1,
  );
}

function filingAt(
  declarations: NonNullable<Applicant['sensitiveRelationship']>,
  questionnaireVersion: string,
  attempt: number,
): Filing {
  const answers = Object.entries(declarations).map(([question, declaration]) => {
    if (typeof declaration === 'boolean') return { question, value: declaration };
    const details = declaration.details === undefined ? '' : tryOf(declaration.details, attempt);
    return { question, value: declaration.answer, ...(details === '' ? {} : { details }) };
  });
  return { questionnaireVersion, answers };
}

async function acceptAgreement(stage: Stage): Promise<void> {
  const { registration, applicant, screen } = stage;
  const { application, policy } = registration.snapshot.context;
  const { agreement } = applicant;
  const { details, notes } = screen.language.words;
  if (agreement === undefined) throw missing(stage, 'agreement', (faults) => faults.agreement);
  const accepted = application.acceptance !== null && !application.lookAgain.includes('agreement');
  if (!accepted) {
    const count = countOfForm(agreement);
    await performUntilTaken(
      stage,
      count,
      (attempt) => {
        const { ticked, authorityConfirmed } = formAt(agreement, attempt);
        const { id: agreementId, version } = policy.agreement;
        if (!ticked) return { role: 'applicant', said: { type: 'wizard.submit' } };
        return {
          role: 'applicant',
          said: { type: 'wizard.agreement.accept', acceptance: { agreementId, version, authorityConfirmed } },
          detail: authorityConfirmed ? details.withAuthority(version) : details.withoutAuthority(version),
        };
      },
      attemptOf(stage) === 0 ? 0 : count - 1,
    );
  }
  await performUntilTaken(stage, 1, () => ({ role: 'applicant', said: { type: 'wizard.submit' } }));
  const passed = registration.snapshot.context.review.screening?.passed === true;
  if (passed) screen.note(notes.checkPassed);
}

/** What happens at the choice of road and in the wizard, state by state. */
export const wizardScenes = {
  choosingRoad: startApplication,
  'wizard.enteringBusiness': enterBusiness,
  'wizard.companyCheckFailed': checkCompanyAgain,
  'wizard.offeringAssociation': associateInstead,
  'wizard.enteringContact': enterContact,
  'wizard.filingSensitiveRelationship': fileSensitiveRelationships,
  'wizard.acceptingAgreement': acceptAgreement,
};
