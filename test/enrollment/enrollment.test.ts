import { describe, expect, it } from 'vitest';
import { type DevelopmentPath, developmentPaths, type PartnerProgram, partnerPrograms } from '../../src/eligibility.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import { createPolicy } from '../../src/policy.js';
import { allowedEvents } from '../../src/registration/explain.js';
import { deadlines, requirements } from '../../src/registration/requirements.js';
import { steps } from '../../src/registration/steps.js';
import { business, cloudAccount, contact, intl, submittedApplication } from '../support/answers.js';
import { drive } from '../support/drive.js';
import { down, type Scripts } from '../support/ports.js';

const select = (path: DevelopmentPath) => ({ type: 'enrollment.path.select', path }) as const;
const apply = (program: PartnerProgram) => ({ type: 'enrollment.program.apply', program }) as const;
const invite = (target: DevelopmentPath | PartnerProgram) =>
  ({ type: 'enrollment.invitation.received', target }) as const;
const retry = { type: 'enrollment.registration.retry' } as const;

async function enrolling(ports: Scripts = {}) {
  const input = { policy: intl, account: cloudAccount, application: submittedApplication() };
  const driven = drive(enrollmentMachine, input, ports);
  await driven.rest();
  return driven;
}

describe('becoming a partner', () => {
  it('R-056 the company is registered as a partner, and the world is told', async () => {
    const enrollment = await enrolling();
    expect(enrollment.state).toBe('enrolled');
    expect(enrollment.calls).toEqual([
      { port: 'registerPartner', input: { business, contact, huaweiId: 'huawei-id-1' } },
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
      agreement: { id: intl.agreement.id, version: intl.agreement.version },
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

  it('C-070 R-058 next is a development path or a partner program', async () => {
    const enrollment = await enrolling();
    expect(allowedEvents(enrollment.snapshot, 'applicant')).toEqual([
      'enrollment.path.select',
      'enrollment.program.apply',
    ]);
    expect(requirements(enrollment.snapshot)).toMatchObject({
      currentlyDue: [],
      eventuallyDue: [{ code: 'enrollment.choiceOpen' }],
    });
    expect(steps(enrollment.snapshot)).toMatchObject({ done: 1, total: 1 });
    expect(deadlines(enrollment.snapshot)).toEqual([]);
  });

  it.each([select('software'), apply('reseller')])('R-058 with $type a choice is made and recorded', async (choice) => {
    const enrollment = await (await enrolling()).go(choice);
    expect(enrollment.state).toBe('enrolled');
    const { paths, programs } = enrollment.context.enrollment;
    expect([...paths, ...programs]).toEqual([
      { ...('path' in choice ? { path: 'software' } : { program: 'reseller' }), at: enrollment.clock.now },
    ]);
    expect(requirements(enrollment.snapshot).eventuallyDue).toEqual([]);
  });
});

describe('development paths', () => {
  it('C-112 R-091 without an invitation the learning path is refused; invited, it is open', async () => {
    const enrollment = await enrolling();
    await enrollment.say(select('learning'));
    expect(enrollment.codes).toEqual(['path.invitationRequired']);
    await enrollment.go(invite('learning'), select('learning'));
    expect(enrollment.context.enrollment.paths.map(({ path }) => path)).toEqual(['learning']);
  });

  it('R-094 more than one path may be selected, each once', async () => {
    const enrollment = await (await enrolling()).go(invite('learning'), ...developmentPaths.map(select));
    expect(enrollment.context.enrollment.paths.map(({ path }) => path)).toEqual(developmentPaths);
    for (const path of developmentPaths) {
      await enrollment.say(select(path));
      expect(enrollment.codes).toEqual(['path.alreadySelected']);
    }
  });

  it('R-091 only Huawei invites, and an invitation twice is one', async () => {
    const enrollment = await enrolling();
    for (const role of ['applicant', 'administrator', 'reviewer', 'member'] as const) {
      await enrollment.say(invite('learning'), { by: role });
      expect(enrollment.codes).toEqual(['actor.notAllowed']);
    }
    await enrollment.go(invite('learning'), invite('learning'));
    expect(enrollment.context.enrollment.invitations).toEqual(['learning']);
  });
});

describe('partner programs', () => {
  it('C-142 R-121 without an invitation the distributor program is refused; invited, it is open', async () => {
    const enrollment = await enrolling();
    await enrollment.say(apply('distributor'));
    expect(enrollment.codes).toEqual(['program.invitationRequired']);
    await enrollment.go(invite('distributor'), apply('distributor'));
    expect(enrollment.context.enrollment.programs.map(({ program }) => program)).toEqual(['distributor']);
  });

  it('C-133 R-113 in Distribution, CSP is refused, and the other way round', async () => {
    const distributor = await (await enrolling()).go(invite('distributor'), apply('distributor'));
    await distributor.say(apply('cloudSolutionProvider'));
    expect(distributor.codes).toEqual(['program.excludedBy']);
    const provider = await (await enrolling()).go(invite('distributor'), apply('cloudSolutionProvider'));
    await provider.say(apply('distributor'));
    expect(provider.codes).toEqual(['program.excludedBy']);
  });

  it('R-112 on a development path CSP is refused, with every other reason at once', async () => {
    const enrollment = await (await enrolling()).go(select('software'), invite('distributor'), apply('distributor'));
    await enrollment.say(apply('cloudSolutionProvider'));
    expect(enrollment.codes).toEqual(['program.closedByPath', 'program.excludedBy']);
  });

  it.each(partnerPrograms)('%s is applied for once', async (program) => {
    const enrollment = await (await enrolling()).go(invite(program), apply(program));
    await enrollment.say(apply(program));
    expect(enrollment.codes).toContain('program.alreadyRequested');
    expect(enrollment.context.enrollment.programs).toHaveLength(1);
  });

  it.each(['poker', '', 'constructor', '__proto__'])('%j is no program and no path', async (name) => {
    const enrollment = await enrolling();
    await enrollment.sayAnything({ type: 'enrollment.program.apply', program: name } as { type: string });
    expect(enrollment.codes).toEqual(['value.notOffered']);
    await enrollment.sayAnything({ type: 'enrollment.path.select', path: name } as { type: string });
    expect(enrollment.codes).toEqual(['value.notOffered']);
  });
});

it('R-042 an application without an acceptance leaves the agreement unknown, and is still read as it is', async () => {
  const policy = createPolicy({ site: 'eu' });
  const enrollment = drive(enrollmentMachine, { policy, application: { acceptance: null } });
  await enrollment.rest();
  expect(enrollment.context.enrollment.agreement).toBeNull();
});
