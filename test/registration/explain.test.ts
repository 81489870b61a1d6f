import { describe, expect, it } from 'vitest';
import { allowedEvents, explain } from '../../src/explain.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { deadlines, nextDeadline, requirements } from '../../src/registration/requirements.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { pathOf } from '../../src/snapshot.js';
import { cloudAccount, intl, say, submittedApplication, throughWizard } from '../support/answers.js';
import { actorOf, drive } from '../support/drive.js';

const at = '2026-11-22T10:00:00.000Z';
const by = actorOf('applicant');
const withAccount = () => drive(registrationMachine, { policy: intl, account: cloudAccount });

describe('explain', () => {
  it('who may not say it gets that reason, and learns nothing of the rest', async () => {
    const { snapshot } = await withAccount().go(say.start);
    const bad = say.business({ companyName: '12345' });
    expect(explain(snapshot, { ...bad, at, by: actorOf('member') })).toEqual({
      allowed: false,
      issues: [
        {
          code: 'actor.notAllowed',
          path: ['by', 'role'],
          params: { role: 'member', event: 'wizard.business.save' },
        },
      ],
    });
  });

  it('a payload of the wrong shape is explained field by field, each with its place', async () => {
    const { snapshot } = await withAccount().go(say.start);
    const event = { ...say.business(), at, by, business: { companyName: 7, registrationNumber: '' } };
    expect(explain(snapshot, event as never)).toMatchObject({
      issues: [
        { code: 'value.wrongType', path: ['business', 'companyName'] },
        { code: 'value.missing', path: ['business', 'country'] },
        { code: 'value.missing', path: ['business', 'registrationNumber'] },
      ],
    });
  });

  it('judges what was meant, in its normal form', async () => {
    const { snapshot } = await withAccount().go(say.start, say.business());
    const event = { ...say.contact({ phone: ' 0049 (30) 123-456 ', name: ' Zoë ' }), at, by };
    expect(explain(snapshot, event)).toEqual({ allowed: true, consequences: [] });
  });

  it('says each reason once, however many ways there are', async () => {
    const { snapshot } = await withAccount().go(say.start);
    expect(explain(snapshot, { type: 'wizard.back', at, by })).toEqual({
      allowed: false,
      issues: [{ code: 'step.none', path: [], params: {} }],
    });
  });

  it('changes nothing', async () => {
    const { snapshot } = await withAccount().go(...throughWizard);
    const before = JSON.stringify([snapshot.value, snapshot.context]);
    explain(snapshot, { ...say.business({ companyName: 'Acme AG' }), at, by });
    explain(snapshot, { ...say.submit, at, by });
    expect(JSON.stringify([snapshot.value, snapshot.context])).toBe(before);
  });
});

describe('allowedEvents', () => {
  it('with an id it knows whose application it is; with a role alone it leaves that out', async () => {
    const { snapshot } = await withAccount().go(say.start);
    const stranger = { role: 'applicant', id: 'applicant-2' } as const;
    expect(allowedEvents(snapshot, by)).toContain('wizard.business.save');
    expect(allowedEvents(snapshot, 'applicant')).toContain('wizard.business.save');
    expect(allowedEvents(snapshot, stranger)).not.toContain('wizard.business.save');
  });

  it('with a time it knows what is too early or too late; without one it leaves that out', async () => {
    const { snapshot } = await drive(registrationMachine, { policy: intl }).go(
      { type: 'signup.country.choose', country: 'DE' },
      { type: 'signup.email.submit', email: 'zoe@acme.example' },
    );
    const codes = ['signup.code.submit', 'signup.code.resend'] as const;
    const listed = (when?: string) => codes.filter((type) => allowedEvents(snapshot, by, when).includes(type));
    expect(listed()).toEqual(codes);
    expect(listed('2026-11-22T10:00:30Z')).toEqual(['signup.code.submit']);
    expect(listed('2026-11-22T10:06:00Z')).toEqual(['signup.code.resend']);
  });

  it('in the wizard an administrator may hand over, and nothing else', async () => {
    const { snapshot } = await withAccount().go(say.start);
    expect(allowedEvents(snapshot, 'administrator')).toEqual(['registration.handOver']);
  });

  it.each(['reviewer', 'member'] as const)('in the wizard a %s has nothing to say', async (role) => {
    const { snapshot } = await withAccount().go(say.start);
    expect(allowedEvents(snapshot, role)).toEqual([]);
  });
});

describe('a chart that has ended', () => {
  it('has no deadline, and nothing is allowed or asked', async () => {
    const review = drive(reviewMachine, { policy: intl, application: submittedApplication() });
    await review.rest();
    expect(review.snapshot.status).toBe('done');
    expect([deadlines(review.snapshot), nextDeadline(review.snapshot)]).toEqual([[], null]);
    expect(allowedEvents(review.snapshot, 'reviewer')).toEqual([]);
    expect(Object.values(requirements(review.snapshot)).flat()).toEqual([]);
  });
});

it.each([
  ['choosingRoad', 'choosingRoad'],
  [{ wizard: 'enteringContact' }, 'wizard.enteringContact'],
  [{ signup: { verifyingEmail: 'entering' } }, 'signup.verifyingEmail.entering'],
  [{}, ''],
])('the state value %j is the path %j', (value, path) => {
  expect(pathOf(value)).toBe(path);
});
