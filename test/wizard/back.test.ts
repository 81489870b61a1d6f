import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type WizardStep, wizardSteps } from '../../src/application.js';
import { explain } from '../../src/explain.js';
import { steps } from '../../src/registration/steps.js';
import { wizardMachine } from '../../src/wizard/wizard.machine.js';
import type { WizardContext } from '../../src/wizard/wizard.schema.js';
import {
  business,
  cloudAccount,
  completeApplication,
  contact,
  filing,
  intl,
  say,
  throughWizard,
} from '../support/answers.js';
import { drive } from '../support/drive.js';

const begin = () => drive(wizardMachine, { policy: intl, account: cloudAccount });
const by = { role: 'applicant', id: 'applicant-1' } as const;

const stateOf: Record<WizardStep, string> = {
  business: 'enteringBusiness',
  contact: 'enteringContact',
  sensitiveRelationship: 'filingSensitiveRelationship',
  agreement: 'acceptingAgreement',
};

/** The same answer once more, as Next says it. */
const again = {
  business: say.business(),
  contact: say.contact(),
  sensitiveRelationship: say.filing(),
  agreement: say.agreement(),
} as const;

/** Everything a person typed. */
function typed({ application }: WizardContext) {
  const { business, contact, filing, acceptance, drafts, lookAgain } = application;
  return { business, contact, filing, acceptance, drafts, lookAgain };
}

describe('back', () => {
  it('R-030 goes through the steps in the order one came, and keeps everything typed', async () => {
    const wizard = await begin().go(...throughWizard);
    const before = typed(wizard.context);
    for (const state of ['filingSensitiveRelationship', 'enteringContact', 'enteringBusiness']) {
      await wizard.go(say.back);
      expect(wizard.state).toBe(state);
      expect(typed(wizard.context)).toEqual(before);
    }
    await wizard.say(say.back);
    expect([wizard.state, wizard.codes]).toEqual(['enteringBusiness', ['step.none']]);
  });

  it('goes to the step one came from, not to the one before it in the order', async () => {
    const wizard = await begin().go(...throughWizard, say.open('business'), say.open('sensitiveRelationship'));
    const visited = [];
    for (let times = 0; times < 4; times += 1) {
      await wizard.go(say.back);
      visited.push(wizard.state);
    }
    expect(visited).toEqual([
      'enteringBusiness',
      'acceptingAgreement',
      'filingSensitiveRelationship',
      'enteringContact',
    ]);
  });

  it('is not fooled by opening the step one is in', async () => {
    const wizard = await begin().go(say.start, say.business(), say.open('contact'), say.open('contact'), say.back);
    expect(wizard.state).toBe('enteringBusiness');
  });

  it('takes back every step of any way through the wizard, one by one, and loses nothing', async () => {
    const goes = fc.array(fc.constantFrom(...wizardSteps), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(goes, async (way) => {
        const wizard = await begin().go(...throughWizard);
        const before = typed(wizard.context);
        const visited = ['acceptingAgreement'];
        for (const step of way) {
          await wizard.go(say.open(step));
          if (visited.at(-1) !== wizard.state) visited.push(wizard.state);
        }
        for (const state of visited.slice(0, -1).reverse()) {
          await wizard.go(say.back);
          expect(wizard.state).toBe(state);
        }
        expect(typed(wizard.context)).toEqual(before);
      }),
      { numRuns: 40 },
    );
  }, 30_000);

  it.each(wizardSteps.slice(1))('then Next restores the %s step and its data', async (step) => {
    const wizard = await begin().go(...throughWizard, say.open('business'), say.open(step));
    const before = typed(wizard.context);
    await wizard.go(say.back, say.open(step));
    expect([wizard.state, typed(wizard.context)]).toEqual([stateOf[step], before]);
  });

  it('then saving the same answers again leads through the same steps with the same data', async () => {
    const wizard = await begin().go(...throughWizard);
    const before = wizard.context;
    await wizard.go(say.back, say.back, say.back);
    for (const [place, step] of wizardSteps.entries()) {
      expect(wizard.state).toBe(stateOf[step]);
      await wizard.go(again[step]);
      expect(wizard.state).toBe(stateOf[wizardSteps[place + 1] ?? 'agreement']);
    }
    expect(wizard.context.application).toEqual(before.application);
  });

  it('remembers the last 63 steps of a very long way', async () => {
    const wizard = await begin().go(...throughWizard);
    for (let times = 0; times < 50; times += 1) await wizard.go(say.open('business'), say.open('contact'));
    for (let times = 0; times < 63; times += 1) await wizard.go(say.back);
    await wizard.say(say.back);
    expect(wizard.codes).toEqual(['step.none']);
  });
});

describe('drafts', () => {
  const keep = (step: WizardStep, draft: Record<string, string | boolean>) =>
    ({ type: 'wizard.draft.keep', step, draft }) as const;

  it('what was typed but not saved survives going back and coming again', async () => {
    const draft = { name: ' Zo', email: 'not yet an address' };
    const wizard = await begin().go(say.start, say.business(), keep('contact', draft), say.back, say.business());
    expect(wizard.state).toBe('enteringContact');
    expect(wizard.context.application).toMatchObject({ contact: null, drafts: { contact: draft } });
  });

  it('a draft belongs to its step: saving the step takes it away, and no other', async () => {
    const wizard = await begin().go(
      say.start,
      keep('business', { companyName: 'Ac' }),
      keep('agreement', { read: true }),
      say.business(),
    );
    expect(wizard.context.application.drafts).toEqual({ agreement: { read: true } });
  });

  it.each(wizardSteps)('a draft of the %s step is taken away by saving it', async (step) => {
    const wizard = await begin().go(...throughWizard, keep(step, { anything: 'typed' }), say.open(step));
    expect(wizard.context.application.drafts).toEqual({ [step]: { anything: 'typed' } });
    await wizard.go(again[step]);
    expect(wizard.context.application.drafts).toEqual({});
  });

  it('a draft changes no answer and nothing that is due', async () => {
    const wizard = await begin().go(...throughWizard);
    const before = steps(wizard.snapshot);
    await wizard.go(keep('business', { companyName: '' }));
    expect(steps(wizard.snapshot)).toEqual(before);
    expect(wizard.context.application.business).toEqual(business);
  });

  it('nothing is kept before one has begun', async () => {
    const wizard = begin();
    await wizard.say(keep('business', { companyName: 'Ac' }));
    expect([wizard.codes, wizard.context.application.drafts]).toEqual([['road.open'], {}]);
  });

  it.each([
    ['too many fields', Object.fromEntries(Array.from({ length: 65 }, (_, place) => [`field${place}`, 'x']))],
    ['a field of 8,193 characters', { companyName: 'x'.repeat(8193) }],
    ['a nested value', { companyName: { deep: 'x' } }],
    ['a password', { password: 'abc12345' }],
    ['a verification code', { verificationCode: '123456' }],
  ])('%s is no draft', async (_what, draft) => {
    const wizard = await begin().go(say.start);
    await wizard.sayAnything({ type: 'wizard.draft.keep', step: 'business', draft } as { type: string });
    expect(wizard.codes).toHaveLength(1);
    expect(wizard.context.application.drafts).toEqual({});
  });
});

describe('an earlier answer that changes', () => {
  const complete = () =>
    drive(wizardMachine, { policy: intl, account: cloudAccount, application: completeApplication(intl) }).go(say.start);
  const statuses = (wizard: Awaited<ReturnType<typeof complete>>) =>
    steps(wizard.snapshot).steps.map(({ status }) => status);

  const changes = [
    ['the company name', say.business({ companyName: 'Acme AG' }), ['sensitiveRelationship', 'agreement']],
    ['the registration number', say.business({ registrationNumber: 'HRB 1' }), ['sensitiveRelationship', 'agreement']],
    ['the country', say.business({ country: 'AT' }), ['sensitiveRelationship', 'agreement']],
    ['the website', say.business({ website: 'https://acme.example' }), []],
    ['only how the number is written', say.business({ registrationNumber: 'hrb-4711' }), []],
    ['only spaces around the name', say.business({ companyName: `  ${business.companyName} ` }), []],
  ] as const;

  it.each(changes)(
    '%s: the steps that rest on it are told before and marked after',
    async (_what, saying, expected) => {
      const wizard = await complete();
      const told = explain(wizard.snapshot, { ...saying, at: wizard.clock.now, by });
      expect(told).toEqual({
        allowed: true,
        consequences: expected.map((step) => ({ code: 'step.lookAgain', path: [], params: { step } })),
      });
      await wizard.go(saying);
      expect(wizard.context.application.lookAgain).toEqual(expected);
      expect(wizard.context.application).toMatchObject({ filing: filing(), contact });
    },
  );

  it('the name of the contact: the filing is to be looked at again, the agreement is not', async () => {
    const wizard = await (await complete()).go(say.open('contact'));
    const renamed = say.contact({ name: 'Zoë Maier' });
    expect(explain(wizard.snapshot, { ...renamed, at: wizard.clock.now, by })).toMatchObject({
      consequences: [{ params: { step: 'sensitiveRelationship' } }],
    });
    await wizard.go(renamed);
    expect(wizard.context.application.lookAgain).toEqual(['sensitiveRelationship']);
    await wizard.go(say.open('contact'), say.contact({ name: 'Zoë Maier', phone: '+4930999' }));
    expect(wizard.context.application.lookAgain).toEqual(['sensitiveRelationship']);
  });

  it('Submit waits until each marked step was looked at; saving it as it is suffices', async () => {
    const wizard = await (await complete()).go(say.business({ companyName: 'Acme AG' }));
    expect(statuses(wizard)).toEqual(['done', 'done', 'lookAgain', 'lookAgain']);
    await wizard.say(say.submit);
    expect(wizard.codes).toEqual(['step.lookAgain', 'step.lookAgain']);
    await wizard.go(say.contact(), say.filing());
    await wizard.say(say.submit);
    expect(wizard.codes).toEqual(['step.lookAgain']);
    await wizard.go(say.agreement(), say.submit);
    expect(wizard.state).toBe('submitted');
  });

  it('a mark is not taken away by changing the answer back', async () => {
    const wizard = await (await complete()).go(say.business({ companyName: 'Acme AG' }), say.back, say.business());
    expect(statuses(wizard)).toEqual(['done', 'done', 'lookAgain', 'lookAgain']);
  });

  it('a step that was not answered yet has nothing to look at again', async () => {
    const wizard = await begin().go(say.start, say.business(), say.back);
    expect(explain(wizard.snapshot, { ...say.business({ country: 'AT' }), at: wizard.clock.now, by })).toEqual({
      allowed: true,
      consequences: [],
    });
    await wizard.go(say.business({ country: 'AT' }));
    expect(wizard.context.application.lookAgain).toEqual([]);
  });

  it('a change that is refused has no consequences', async () => {
    const wizard = await complete();
    const before = wizard.context.application;
    expect(await wizard.say(say.business({ companyName: '12345' }))).toMatchObject({ allowed: false });
    expect(wizard.context.application).toEqual(before);
  });
});
