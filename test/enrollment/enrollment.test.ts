import { describe, expect, it } from 'vitest';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import { roles } from '../../src/events.js';
import { allowedEvents } from '../../src/explain.js';
import { createPolicy } from '../../src/policy.js';
import { deadlines, requirements } from '../../src/registration/requirements.js';
import { steps } from '../../src/registration/steps.js';
import { business, contact, intl, submittedApplication } from '../support/answers.js';
import { drive } from '../support/drive.js';
import { down, type Scripts } from '../support/ports.js';
import { newPartner, onPath } from './partners.js';

const retry = { type: 'enrollment.registration.retry' } as const;
const enrolling = (ports: Scripts = {}) => newPartner(intl, ports);

describe('becoming a partner', () => {
  it('R-056 the company is registered as a partner, and the world is told', async () => {
    const enrollment = await enrolling();
    expect(enrollment.state).toBe('enrolled');
    expect(enrollment.calls).toEqual([
      {
        port: 'registerPartner',
        input: { business, contact, huaweiId: 'huawei-id-1', secondAccount: false, differentFrom: null },
      },
    ]);
    expect(enrollment.announcements).toEqual([
      { type: 'enrollment.enrolled', partnerId: 'partner-1', enrolledAt: enrollment.clock.now },
    ]);
  });

  it('R-042 R-044 R-045 partner id, date and the agreement in the version accepted are kept', async () => {
    const enrollment = await enrolling();
    expect(enrollment.context.enrollment).toMatchObject({
      partnerId: 'partner-1',
      enrolledAt: enrollment.clock.now,
      agreement: { ...intl.agreement, acceptedAt: submittedApplication().acceptance?.acceptedAt },
    });
    expect(enrollment.context.account.partnerId).toBe('partner-1');
  });

  it('R-039 R-045 what the wizard asked stays readable: the company information, and the filing', async () => {
    const { application } = (await enrolling()).context;
    expect(application).toMatchObject({ business, contact, filing: submittedApplication().filing });
  });

  it('R-056 a registration that fails says so, loses nothing, and can be tried again', async () => {
    const enrollment = await enrolling({ registerPartner: down });
    expect([enrollment.state, enrollment.trouble]).toEqual(['notRegistered', ['port.unavailable']]);
    expect(enrollment.announcements).toEqual([]);
    expect(requirements(enrollment.snapshot).pendingVerification).toMatchObject([
      { code: 'enrollment.registering', remedy: 'enrollment.registration.retry' },
    ]);
    await enrollment.go(retry);
    expect([enrollment.state, enrollment.trouble]).toEqual(['notRegistered', ['port.unavailable']]);
    await enrollment.once('registerPartner', () => ({ partnerId: 'P-9' })).go(retry);
    expect([enrollment.state, enrollment.trouble]).toEqual(['enrolled', []]);
    expect(enrollment.context.enrollment.partnerId).toBe('P-9');
    expect(enrollment.calls).toHaveLength(3);
    expect(enrollment.announcements).toHaveLength(1);
  });

  it.each([
    ['no partner id', () => ({})],
    ['an empty partner id', () => ({ partnerId: ' ' })],
    ['extra keys', () => ({ partnerId: 'P-9', admin: true })],
  ])('R-056 an answer with %s makes no partner', async (_what, script) => {
    const enrollment = await enrolling({ registerPartner: script });
    expect([enrollment.state, enrollment.context.enrollment.partnerId]).toEqual(['notRegistered', null]);
  });

  it('R-056 anyone who waits for it may ask again, and nobody else', async () => {
    for (const [role, codes] of [
      ['applicant', []],
      ['reviewer', []],
      ['system', []],
      ['member', ['actor.notAllowed']],
    ] as const) {
      const enrollment = await enrolling({ registerPartner: down });
      await enrollment.say(retry, { by: role });
      expect(enrollment.codes).toEqual(codes);
    }
  });
});

describe('being a partner', () => {
  it('C-067 R-057 withdrawal is refused, today and in a hundred years', async () => {
    const enrollment = await enrolling();
    for (const at of ['2026-11-22T10:00:01Z', '2126-11-22T10:00:00Z']) {
      await enrollment.say({ type: 'enrollment.withdraw' }, { at });
      expect([enrollment.state, enrollment.codes]).toEqual(['enrolled', ['enrollment.cannotWithdraw']]);
    }
    for (const role of ['applicant', 'administrator', 'reviewer', 'system'] as const)
      expect(allowedEvents(enrollment.snapshot, role)).not.toContain('enrollment.withdraw');
  });

  it('R-057 nor is it left while the partner is being registered', async () => {
    const enrollment = await enrolling({ registerPartner: down });
    await enrollment.say({ type: 'enrollment.withdraw' });
    expect([enrollment.state, enrollment.codes]).toEqual(['notRegistered', ['event.notExpected']]);
  });

  it('C-070 R-058 next is a development path or a partner program, and nothing is asked for before', async () => {
    const enrollment = await enrolling();
    expect(allowedEvents(enrollment.snapshot, 'applicant')).toEqual([
      'path.select',
      'program.apply',
      'enrollment.account.lookUp',
      'enrollment.purchase.request',
      'enrollment.sensitiveRelationship.file',
    ]);
    expect(allowedEvents(enrollment.snapshot, 'system')).toEqual([
      'path.invited',
      'path.whitelisted',
      'path.solution.certified',
      'program.invited',
      'enrollment.account.lookUp',
      'registration.policyChanged',
    ]);
    expect(allowedEvents(enrollment.snapshot, 'reviewer')).toEqual([]);
    expect(requirements(enrollment.snapshot)).toMatchObject({
      currentlyDue: [],
      eventuallyDue: [{ code: 'enrollment.choiceOpen', remedy: 'path.select' }],
    });
    expect(steps(enrollment.snapshot)).toMatchObject({ done: 1, total: 1 });
    expect(deadlines(enrollment.snapshot)).toEqual([]);
  });

  it('R-057 R-058 the company is a partner also while its account is looked up, and nothing else is heard meanwhile', async () => {
    const enrollment = await enrolling({ lookUpAccount: () => new Promise(() => {}) });
    enrollment.tell(onPath('software').select);
    expect(enrollment.state).toBe('lookingUpAccount');
    expect(steps(enrollment.snapshot)).toMatchObject({ done: 1, total: 1 });
    expect(requirements(enrollment.snapshot).pendingVerification).toEqual([]);
    for (const role of roles)
      expect(allowedEvents(enrollment.snapshot, role)).toEqual(role === 'system' ? ['registration.policyChanged'] : []);
    expect(enrollment.tell({ type: 'enrollment.withdraw' })).toMatchObject({ allowed: false });
    enrollment.stop();
  });

  it.each(['poker', '', 'constructor', '__proto__'])('%j is no program and no path', async (name) => {
    const enrollment = await enrolling();
    await enrollment.sayAnything({ type: 'program.apply', program: name } as { type: string });
    expect(enrollment.codes).toEqual(['value.notOffered']);
    await enrollment.sayAnything({ type: 'path.select', path: name } as { type: string });
    expect(enrollment.codes).toEqual(['value.notOffered']);
  });
});

it('R-042 an application without an acceptance leaves the agreement unknown, and is still read as it is', async () => {
  const policy = createPolicy({ site: 'eu' });
  const enrollment = drive(enrollmentMachine, { policy, application: { acceptance: null } });
  await enrollment.rest();
  expect(enrollment.context.enrollment.agreement).toBeNull();
});
