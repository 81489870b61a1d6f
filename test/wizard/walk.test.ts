import { describe, expect, it } from 'vitest';
import type { AnyMachineSnapshot } from 'xstate';
import { wizardSteps } from '../../src/application.js';
import { explain } from '../../src/explain.js';
import { createPolicy, type Policy } from '../../src/policy.js';
import { requirements } from '../../src/registration/requirements.js';
import { steps } from '../../src/registration/steps.js';
import { pathOf } from '../../src/snapshot.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import type { WizardInput } from '../../src/wizard/wizard.schema.js';
import {
  acceptance,
  cloudAccount,
  cn,
  cnBusiness,
  completeApplication,
  filing,
  intl,
  realNameAccount,
  say,
} from '../support/answers.js';
import { actOf, type Bare, type Ground, inEveryMouth, Walks } from '../support/walks.js';

const second = createPolicy({ site: 'intl', business: { secondAccount: true } });
const sayings = (policy: Policy): Bare[] => [
  say.start,
  say.business(),
  say.business({ companyName: 'Acme AG' }),
  say.business({ registrationNumber: 'HRB 9' }),
  say.business({ companyName: '12345' }),
  { type: 'wizard.business.save', business: cnBusiness } as Bare,
  say.contact(),
  say.contact({ name: 'Zoë Maier' }),
  say.contact({ email: 'nobody' }),
  say.filing(filing(policy)),
  say.filing({ ...filing(policy), answers: [] }),
  say.agreement(acceptance(policy)),
  say.agreement({ ...acceptance(policy), version: 'old' }),
  say.submit,
  say.back,
  ...wizardSteps.map(say.open),
  { type: 'wizard.draft.keep', step: 'contact', draft: { name: 'Z' } } as Bare,
  { type: 'wizard.company.checkAgain' },
  { type: 'wizard.company.associate' },
  { type: 'wizard.company.applyAnyway' },
  { ...say.submit, by: { role: 'applicant', id: 'applicant-2' } },
  { ...say.back, by: { role: 'applicant', id: 'applicant-2' } },
];

const ground = (input: WizardInput): Ground => ({
  machine: wizardMachine,
  input,
  pool: inEveryMouth(wizardMachine, sayings(input.policy)),
  answers: {
    lookUpCompany: [{ partner: null }, { partner: null }, { partner: { partnerId: 'P', companyName: 'A' } }, null],
  },
});

const grounds = {
  fresh: ground({ policy: intl, account: cloudAccount }),
  complete: ground({ policy: intl, account: cloudAccount, application: completeApplication(intl) }),
  second: ground({
    policy: second,
    account: cloudAccount,
    application: completeApplication(second, { acceptance: null }),
  }),
  cn: ground({ policy: cn, account: realNameAccount('approved') }),
  closed: ground({ policy: cn, account: realNameAccount('inReview') }),
};

const walks = new Walks(grounds);

const everywhere = [
  'acceptingAgreement',
  'checkingCompany',
  'checkingSubmission',
  'companyCheckFailed',
  'enteringBusiness',
  'enteringContact',
  'filingSensitiveRelationship',
  'notStarted',
  'offeringAssociation',
  'redirected',
  'submitted',
];

describe('on every way through the wizard', () => {
  it('R-030 R-040 R-041 Submit is possible exactly when nothing is currently due', () => {
    const submit = actOf(wizardMachine, say.submit);
    const counts = { possible: 0, not: 0 };
    walks.each(({ after }) => {
      if (after.status !== 'active') return;
      const possible = after.can(submit);
      expect(requirements(after).currentlyDue.length === 0).toBe(possible);
      counts[possible ? 'possible' : 'not'] += 1;
    });
    expect(walks.states).toEqual(everywhere);
    expect(Math.min(counts.possible, counts.not)).toBeGreaterThan(200);
  });

  it('R-030 R-034 R-040 R-041 R-042 nothing is handed in that is not complete', () => {
    let submitted = 0;
    walks.each(({ before, after }) => {
      if (pathOf(after.value) !== 'submitted') return;
      const { application, policy } = after.context;
      expect(steps(before)).toMatchObject({ done: 4, total: 4 });
      expect(application.filing.questionnaireVersion).toBe(policy.sensitiveRelationship.version);
      expect(application.acceptance).toMatchObject({ version: policy.agreement.version, authorityConfirmed: true });
      expect(application.company.partner === null || application.secondAccount).toBe(true);
      submitted += 1;
    });
    expect(submitted).toBeGreaterThan(20);
  });

  it('what is said is taken exactly when it is explained as allowed; what is refused changes nothing', () => {
    const verdicts = { taken: 0, refused: 0 };
    walks.each(({ before, act, after }) => {
      if (act === null) return;
      const { allowed } = explain(before, act);
      expect(before.can(act)).toBe(allowed);
      if (!allowed) expect(shape(after)).toEqual(shape(before));
      verdicts[allowed ? 'taken' : 'refused'] += 1;
    });
    expect(Math.min(verdicts.taken, verdicts.refused)).toBeGreaterThan(500);
  });

  it('nobody is left without a next act', () => {
    walks.each(({ after }) => {
      if (after.status !== 'active' || after.context.account.realName?.status === 'inReview') return;
      expect(sayings(after.context.policy).some((saying) => after.can(actOf(wizardMachine, saying)))).toBe(true);
    });
  });

  it('the step one is in is the last of the trail, and the only one that is current', () => {
    walks.each(({ after }) => {
      const current = steps(after).steps.filter((step) => step.current);
      const inside = !['notStarted', 'submitted', 'redirected'].includes(pathOf(after.value));
      expect(current.map(({ id }) => id)).toEqual(inside ? [after.context.application.trail.at(-1)] : []);
    });
  });

  it('a step is reachable exactly when it can be opened', () => {
    walks.each(({ after }) => {
      if (after.status !== 'active') return;
      for (const { id, reachable } of steps(after).steps)
        expect(after.can(actOf(wizardMachine, { type: 'wizard.step.open', step: id } as Bare))).toBe(reachable);
    });
  });

  it('progress falls only when an answer changes', () => {
    const falls = new Set<string>();
    walks.each(({ before, event, after }) => {
      if (steps(after).done < steps(before).done) falls.add(event.type);
    });
    expect([...falls].sort()).toEqual([
      'wizard.business.save',
      'wizard.contact.save',
      'xstate.done.actor.lookUpCompany',
      'xstate.done.actor.lookUpCompanyAgain',
    ]);
  });

  it('trouble is about the last act: the next one clears it', () => {
    let cleared = 0;
    walks.each(({ before, act, after }) => {
      if (act === null || before.context.trouble.length === 0 || !before.can(act)) return;
      expect(after.context.trouble).toEqual([]);
      cleared += 1;
    });
    expect(cleared).toBeGreaterThan(20);
  });
});

function shape({ value, context, status }: AnyMachineSnapshot) {
  return { value, context, status };
}
