import type { Filing, WizardStep } from 'hcpn-registration';
import { describeStep } from '../language.js';
import { progressOf, type Said } from '../registration.js';
import { back } from './ask.js';
import { businessFields, contactFields, countries, questionFields } from './fields.js';
import { type Field, filled, fillIn, type Typed, typedFrom } from './form.js';
import { type Act, type Guide, isConfirmed, plainly, problemOf, say } from './guide.js';

type FilingEvent = 'wizard.sensitiveRelationship.file' | 'enrollment.sensitiveRelationship.file';

/** Keeps what was typed in a step with the registration, so that it is there after any stop. */
const keeping = (guide: Guide, step: WizardStep) => (draft: Typed) =>
  guide.registration.say('applicant', { type: 'wizard.draft.keep', step, draft });

/** What was typed in a step so far: the draft, on top of what was saved before. */
function known({ registration }: Guide, step: WizardStep, saved: object | null, fields: readonly Field[]): Typed {
  const draft = registration.snapshot.context.application.drafts[step];
  const leftOut = saved === null ? [] : fields.map(({ name }) => [name, '']);
  return { ...Object.fromEntries(leftOut), ...typedFrom(saved), ...draft };
}

const enterBusiness: Act = async (guide) => {
  const { account, application, policy } = guide.registration.snapshot.context;
  const { realName } = account;
  if (
    policy.business.companyFromRealName &&
    realName?.status === 'approved' &&
    realName.application.kind === 'enterprise'
  )
    guide.screen.note(guide.screen.language.words.asks.renamed);
  const sample = { companyName: 'A', country: 'DE', registrationNumber: '1' };
  const save = (typed: Typed) => ({ type: 'wizard.business.save', business: { ...sample, ...filled(typed) } }) as Said;
  const isTaken = (code: string) => problemOf(guide, 'applicant', save({ country: code }), 'country') === undefined;
  const fields = businessFields(guide.screen.language, countries(guide.screen.language, isTaken));
  const typed = await fillIn(guide, {
    fields: () => fields,
    typed: known(guide, 'business', application.business, fields),
    problem: (field, soFar) => problemOf(guide, 'applicant', save(soFar), field),
    keep: keeping(guide, 'business'),
  });
  if (typed === back) return back;
  if (await isConfirmed(guide, 'applicant', save(typed))) await say(guide, 'applicant', save(typed));
  return undefined;
};

const enterContact: Act = async (guide) => {
  const fields = contactFields(guide.screen.language);
  const sample = { name: 'A', email: 'a@b.example', phone: '+10000000' };
  const save = (typed: Typed) => ({ type: 'wizard.contact.save', contact: { ...sample, ...filled(typed) } }) as Said;
  const typed = await fillIn(guide, {
    fields: () => fields,
    typed: known(guide, 'contact', guide.registration.snapshot.context.application.contact, fields),
    problem: (field, soFar) => problemOf(guide, 'applicant', save(soFar), field),
    keep: keeping(guide, 'contact'),
  });
  if (typed === back) return back;
  if (await isConfirmed(guide, 'applicant', save(typed))) await say(guide, 'applicant', save(typed));
  return undefined;
};

/** Files the questionnaire, in the wizard or again as a partner. */
const fileAs =
  (type: FilingEvent): Act =>
  async (guide) => {
    const { application, policy } = guide.registration.snapshot.context;
    const { items, version } = policy.sensitiveRelationship;
    const isAgain = type !== 'wizard.sensitiveRelationship.file';
    const file = (typed: Typed): Said => ({
      type,
      filing: {
        questionnaireVersion: version,
        answers: items.map(({ id }) => {
          const details = typed[`${id}.details`];
          return {
            question: id,
            value: typed[id] === true,
            ...(typeof details === 'string' && details !== '' ? { details } : {}),
          };
        }),
      },
    });
    const typed = await fillIn(guide, {
      fields: (soFar) => questionFields(guide.screen.language, items, soFar),
      typed: isAgain ? {} : { ...asTyped(application.filing), ...application.drafts.sensitiveRelationship },
      problem: (field, soFar) =>
        problemOf(guide, 'applicant', file(soFar), field.endsWith('.details') ? 'details' : field),
      ...(isAgain ? {} : { keep: keeping(guide, 'sensitiveRelationship') }),
    });
    if (typed === back) return back;
    await say(guide, 'applicant', file(typed));
    return undefined;
  };

const fileSensitiveRelationships = fileAs('wizard.sensitiveRelationship.file');

function asTyped(filing: Filing | null): Typed {
  const typed: Typed = {};
  for (const { question, value, details } of filing?.answers ?? []) {
    typed[question] = value;
    if (details !== undefined) typed[`${question}.details`] = details;
  }
  return typed;
}

const acceptAgreement: Act = async (guide) => {
  const { application, policy } = guide.registration.snapshot.context;
  const { id: agreementId, version } = policy.agreement;
  const { asks } = guide.screen.language.words;
  const company = application.business?.companyName ?? asks.yourCompany;
  guide.screen.note(asks.accepting(agreementId, version, company));
  const authorityConfirmed = await guide.ask.yesNo(asks.authority(company));
  if (authorityConfirmed === back) return back;
  const acceptance = { agreementId, version, authorityConfirmed };
  await say(guide, 'applicant', { type: 'wizard.agreement.accept', acceptance });
  return undefined;
};

const openStep: Act = async (guide) => {
  const { all } = progressOf(guide.registration);
  const reachable = all.filter((step): step is typeof step & { id: WizardStep } => step.reachable);
  const { catalogue, words } = guide.screen.language;
  const choices = reachable.map(({ id, status }) => ({
    value: id,
    label: words.noted(describeStep(catalogue, id), words.asks.stepStatus[status]),
  }));
  const step = await guide.ask.choice(words.asks.whichStep, choices);
  return step === back ? back : plainly('applicant', { type: 'wizard.step.open', step })(guide);
};

/** A stranger's company can have the same number in another register. */
const sayItIsAnother: Act = async (guide) => {
  const { asks } = guide.screen.language.words;
  guide.screen.note(asks.anotherCompany);
  const isAnother = await guide.ask.yesNo(asks.isAnother);
  if (isAnother !== true) return back;
  await say(guide, 'applicant', { type: 'wizard.company.isAnother' });
  return undefined;
};

/** What a person does in the wizard, by the type of the event. */
export const wizardActs = {
  'wizard.start': plainly('applicant', { type: 'wizard.start' }),
  'wizard.business.save': enterBusiness,
  'wizard.contact.save': enterContact,
  'wizard.sensitiveRelationship.file': fileSensitiveRelationships,
  'enrollment.sensitiveRelationship.file': fileAs('enrollment.sensitiveRelationship.file'),
  'wizard.agreement.accept': acceptAgreement,
  'wizard.submit': plainly('applicant', { type: 'wizard.submit' }),
  'wizard.back': plainly('applicant', { type: 'wizard.back' }),
  'wizard.step.open': openStep,
  'wizard.company.checkAgain': plainly('applicant', { type: 'wizard.company.checkAgain' }),
  'wizard.company.associate': plainly('applicant', { type: 'wizard.company.associate' }),
  'wizard.company.isAnother': sayItIsAnother,
  'wizard.company.applyAnyway': plainly('applicant', { type: 'wizard.company.applyAnyway' }),
};

/** What is asked in each state of the wizard without a menu. */
export const wizardPages: Readonly<Record<string, Act>> = {
  'wizard.enteringBusiness': enterBusiness,
  'wizard.enteringContact': enterContact,
  'wizard.filingSensitiveRelationship': fileSensitiveRelationships,
};
