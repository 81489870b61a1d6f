import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { knownAccount } from '../../src/account.js';
import { companyPathIssues } from '../../src/association/association.guards.js';
import { associationSchema, dedicatedSchema, newAssociation } from '../../src/association/association.schema.js';
import { developmentPaths } from '../../src/choices.js';
import { roles } from '../../src/events.js';
import { explain } from '../../src/explain.js';
import { fieldClasses } from '../../src/fields.js';
import type { IssueCode } from '../../src/issue.js';
import { createPolicy, sites } from '../../src/policy.js';
import { requirements } from '../../src/registration/requirements.js';
import { embeddedPorts } from '../../src/testing/ports.js';
import { cn, intl } from '../support/answers.js';
import { actorOf } from '../support/drive.js';
import { down } from '../support/ports.js';
import {
  type AssociationSaying,
  associationAt,
  company,
  file,
  isAssociated,
  type RestingState,
  restingRoads,
  say,
} from './association.roads.js';

const states = Object.keys(restingRoads) as RestingState[];
const inPlace = states.filter(isAssociated);
const { type: _type, ...application } = say.apply;

/** Where an application may come from, and what is said of its status there. */
const origins = [
  ['associated.notDedicated', null],
  ['associated.rejected', 'rejected'],
  ['associated.cancelled', 'cancelled'],
  ['associated.disqualified', 'disqualified'],
] as const;

const paths =
  (...on: readonly string[]) =>
  () => ({ paths: on });

describe('applying for dedicated personnel', () => {
  it('R-081 an associated member with a base location and no open application is submitted, and it is announced', async () => {
    const driven = await associationAt('associated.notDedicated');
    expect(driven.context.association.dedicated).toBeNull();
    await driven.go(say.apply);
    expect([driven.state, driven.context.association.dedicated]).toEqual([
      'associated.applying',
      { status: 'applying', application, reason: null, cancellation: null },
    ]);
    expect(driven.calls.at(-1)).toEqual({ port: 'lookUpCompanyPaths', input: { partnerId: company.partnerId } });
    expect(driven.announcements.at(-1)).toEqual({
      type: 'association.dedicatedChanged',
      huaweiId: 'member-1',
      partnerId: company.partnerId,
      status: 'applying',
      reason: null,
      attempt: 1,
    });
  });

  it('S35 position, certificate and onboarding date are kept, the last two only if they are given', async () => {
    for (const position of ['BD', 'SA'] as const) {
      const least = { path: 'service', position, baseLocation: '  Zürich ' } as const;
      const driven = await associationAt('associated.notDedicated');
      await driven.go({ type: 'association.dedicated.apply', ...least });
      expect(driven.context.association.dedicated?.application).toStrictEqual({ ...least, baseLocation: 'Zürich' });
    }
  });

  it.each<[string, object, IssueCode, string]>([
    ['R-081 no base location', { baseLocation: undefined }, 'value.missing', 'baseLocation'],
    ['R-081 a blank base location', { baseLocation: ' \t' }, 'value.missing', 'baseLocation'],
    ['S35 another position', { position: 'PM' }, 'value.notOffered', 'position'],
    ['S35 a blank certificate', { certificate: ' ' }, 'value.missing', 'certificate'],
    ['S35 an onboarding day that is none', { onboardingDate: '2026-02-30' }, 'time.invalid', 'onboardingDate'],
    ['R-080 a program, which is no path', { path: 'cloudSolutionProvider' }, 'value.notOffered', 'path'],
  ])('is refused with %s', async (_name, change, code, path) => {
    const driven = await associationAt('associated.notDedicated');
    const explanation = await driven.sayAnything({ ...say.apply, ...change });
    expect(explanation).toMatchObject({ allowed: false, issues: [{ path: [path] }] });
    expect([driven.codes, driven.context.association.dedicated]).toEqual([[code], null]);
  });

  it.each(sites)('R-080 on %s dedicated personnel are offered for three paths', async (site) => {
    const offered: string[] = [];
    for (const path of developmentPaths) {
      const driven = await associationAt('associated.notDedicated', createPolicy({ site }));
      await driven.answer('lookUpCompanyPaths', paths(...developmentPaths)).say({ ...say.apply, path });
      if (driven.codes.length === 0) offered.push(path);
      else expect(driven.codes).toEqual(['dedicated.pathNotOffered']);
    }
    expect(offered).toEqual(['service', 'systemIntegrator', 'learning']);
  });

  it('R-080 which paths is policy', async () => {
    const policy = createPolicy({ site: 'intl', association: { dedicatedPaths: ['software'] } });
    const driven = await associationAt('associated.notDedicated', policy);
    await driven.say(say.apply);
    expect(driven.codes).toEqual(['dedicated.pathNotOffered']);
    await driven.answer('lookUpCompanyPaths', paths('software')).go({ ...say.apply, path: 'software' });
    expect(driven.state).toBe('associated.applying');
  });

  it('R-080 whatever paths the company is on, the one applied for has to be among them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...developmentPaths), fc.subarray([...developmentPaths]), (path, on) => {
        const dedicated = { status: null, application: { ...application, path }, reason: null, cancellation: null };
        const context = {
          policy: intl,
          account: knownAccount(),
          association: { ...newAssociation(company), dedicated },
          trouble: [],
        };
        expect(companyPathIssues({ paths: on }, context)).toEqual(
          on.includes(path) ? [] : [{ code: 'dedicated.pathRequired', path: ['path'], params: { path } }],
        );
      }),
    );
  });

  it('R-080 the embedded outside world knows the company’s paths', async () => {
    const call = { idempotencyKey: 'k', signal: new AbortController().signal };
    const asked = { partnerId: company.partnerId };
    expect(await embeddedPorts().lookUpCompanyPaths(asked, call)).toEqual({ paths: ['service'] });
    expect(await embeddedPorts({ companyPaths: [] }).lookUpCompanyPaths(asked, call)).toEqual({ paths: [] });
  });
});

describe.each(origins)('an application from %s', (origin, status) => {
  const came = async () => {
    const driven = await associationAt(origin);
    return { driven, told: driven.announcements.length, reason: driven.context.association.dedicated?.reason ?? null };
  };
  const another = { ...say.apply, baseLocation: 'Lisboa', path: 'systemIntegrator' } as const;
  const { type: _another, ...filledIn } = another;

  it('C-107 R-082 is in review, and what was decided before is over', async () => {
    const { driven, told } = await came();
    await driven.go(another);
    expect([driven.state, driven.trouble]).toEqual(['associated.applying', []]);
    expect(driven.context.association.dedicated).toEqual({
      status: 'applying',
      application: filledIn,
      reason: null,
      cancellation: null,
    });
    expect(driven.announcements.slice(told)).toMatchObject([{ status: 'applying', reason: null }]);
  });

  it.each<[string, () => unknown, IssueCode, object]>([
    [
      'C-106 R-080 by a company only in CSP',
      paths(),
      'dedicated.pathRequired',
      { path: ['path'], params: { path: 'systemIntegrator' } },
    ],
    [
      'R-080 by a company on another path',
      paths('service', 'learning'),
      'dedicated.pathRequired',
      { path: ['path'], params: { path: 'systemIntegrator' } },
    ],
    ['when the look-up throws', down, 'port.unavailable', { params: { port: 'lookUpCompanyPaths' } }],
    ['when the look-up rejects', () => Promise.reject(new Error('down')), 'port.unavailable', {}],
    ['when it answers nothing', () => undefined, 'port.unavailable', {}],
    ['when it answers with no path there is', paths('poker'), 'port.unavailable', {}],
    ['when it answers more than was asked', () => ({ paths: ['systemIntegrator'], more: 1 }), 'port.unavailable', {}],
  ])('%s goes back, with the trouble named, nothing told and nothing lost', async (_name, answer, code, details) => {
    const { driven, told, reason } = await came();
    await driven.once('lookUpCompanyPaths', answer).go(another);
    expect([driven.state, driven.announcements.length]).toEqual([origin, told]);
    expect(driven.context.trouble).toMatchObject([{ code, ...details }]);
    expect(driven.context.association.dedicated).toMatchObject({ status, reason, application: filledIn });
    await driven.go(another);
    expect([driven.state, driven.trouble]).toEqual(['associated.applying', []]);
  });

  it('while it is checked can be made anew, and the late answer is ignored; the association cannot be cancelled', async () => {
    const { driven } = await came();
    let release = (_answer: unknown) => {};
    driven.once(
      'lookUpCompanyPaths',
      () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    );
    driven.tell(another);
    driven.tell(say.disassociate);
    expect([driven.state, driven.codes]).toEqual(['associated.verifyingApplication', ['event.notExpected']]);
    await driven.once('lookUpCompanyPaths', paths('service')).go(say.apply);
    const rest = driven.persisted;
    release({ paths: [] });
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect([driven.state, driven.persisted]).toEqual(['associated.applying', rest]);
    expect(driven.context.association.dedicated?.application).toEqual(application);
  });
});

describe('what is decided of dedicated personnel', () => {
  const rejection = { status: 'rejected', reason: say.rejected.reason, cancellation: null };
  const cancellation = { reason: say.cancel.reason, file };
  const dedicated = { status: 'dedicated', reason: null, cancellation: null };
  const disqualification = { status: 'disqualified', reason: say.disqualified.reason, cancellation: null };

  it.each<[string, RestingState, AssociationSaying, object, string | null]>([
    ['R-081 approved', 'associated.applying', say.approved, dedicated, null],
    ['R-082 rejected', 'associated.applying', say.rejected, rejection, say.rejected.reason],
    [
      'R-083 asked to be cancelled',
      'associated.dedicated',
      say.cancel,
      { status: 'cancelling', reason: null, cancellation },
      say.cancel.reason,
    ],
    ['R-083 revoked', 'associated.cancelling', say.revoke, dedicated, null],
    [
      'R-083 cancelled',
      'associated.cancelling',
      say.cancelled,
      { status: 'cancelled', reason: null, cancellation },
      say.cancel.reason,
    ],
    ['R-083 kept', 'associated.cancelling', say.kept, { ...dedicated, reason: say.kept.reason }, say.kept.reason],
    ['R-082 disqualified', 'associated.dedicated', say.disqualified, disqualification, say.disqualified.reason],
    [
      'R-082 disqualified meanwhile',
      'associated.cancelling',
      say.disqualified,
      disqualification,
      say.disqualified.reason,
    ],
  ])('%s: from %s by %j it stands as %j, and the reason %j is told', async (_name, from, event, record, reason) => {
    const driven = await associationAt(from);
    const told = driven.announcements.length;
    await driven.go(event);
    const now = driven.context.association.dedicated;
    expect(now).toEqual({ ...record, application });
    expect(driven.state).toBe(`associated.${now?.status}`);
    expect(driven.announcements.slice(told)).toEqual([
      {
        type: 'association.dedicatedChanged',
        huaweiId: 'member-1',
        partnerId: company.partnerId,
        status: now?.status,
        reason,
        attempt: driven.context.association.dedicatedAttempts,
      },
    ]);
  });

  it.each([say.rejected, say.kept, say.disqualified])('R-082 $type carries a reason', async (event) => {
    const from = event === say.rejected ? 'associated.applying' : 'associated.cancelling';
    const driven = await associationAt(from);
    await driven.say({ ...event, reason: ' ' });
    expect([driven.state, driven.codes]).toEqual([from, ['review.reasonMissing']]);
  });

  it.each<[string, object, [IssueCode, string][]]>([
    ['without a reason', { reason: '' }, [['value.missing', 'reason']]],
    ['without a file', { file: undefined }, [['value.missing', 'file']]],
    [
      'with a file of another type',
      { file: { ...file, mediaType: 'text/html' } },
      [['file.typeNotAccepted', 'file.mediaType']],
    ],
    ['with a file too large', { file: { ...file, bytes: 10 * 1024 * 1024 + 1 } }, [['file.tooLarge', 'file.bytes']]],
    [
      'with a file wrong in both',
      { file: { ...file, mediaType: 'text/html', bytes: 2 ** 30 } },
      [
        ['file.typeNotAccepted', 'file.mediaType'],
        ['file.tooLarge', 'file.bytes'],
      ],
    ],
  ])('R-083 cancelling %s is refused', async (_name, change, expected) => {
    const driven = await associationAt('associated.dedicated');
    const explanation = await driven.sayAnything({ ...say.cancel, ...change });
    const issues = explanation.allowed ? [] : explanation.issues;
    expect(issues.map(({ code, path }) => [code, path.join('.')])).toEqual(expected);
    expect(driven.state).toBe('associated.dedicated');
  });

  it('R-083 the files accepted are those of real-name authentication, by site', async () => {
    const scan = { ...say.cancel, file: { ...file, mediaType: 'application/pdf' } };
    for (const [policy, allowed] of [
      [intl, true],
      [cn, false],
    ] as const) {
      const driven = await associationAt('associated.dedicated', policy);
      expect((await driven.say(scan)).allowed).toBe(allowed);
    }
  });

  it('R-083 revoked or not approved, it can be asked for again; approved, it cannot be revoked any more', async () => {
    const driven = await associationAt('associated.cancelling');
    await driven.go(say.revoke, say.cancel, say.kept, say.cancel, say.cancelled);
    await driven.say(say.revoke);
    expect([driven.state, driven.codes]).toEqual(['associated.cancelled', ['dedicated.none']]);
  });
});

describe('what is refused', () => {
  const events = [
    say.apply,
    say.approved,
    say.rejected,
    say.cancel,
    say.revoke,
    say.cancelled,
    say.kept,
    say.disqualified,
  ];
  const taken: Readonly<Record<string, readonly AssociationSaying[]>> = {
    'associated.notDedicated': [say.apply],
    'associated.applying': [say.approved, say.rejected],
    'associated.rejected': [say.apply],
    'associated.dedicated': [say.cancel, say.disqualified],
    'associated.cancelling': [say.revoke, say.cancelled, say.kept, say.disqualified],
    'associated.cancelled': [say.apply],
    'associated.disqualified': [say.apply],
  };
  const because: Readonly<Record<string, object>> = {
    'associated.notDedicated': { code: 'dedicated.none', params: {} },
    'associated.applying': { code: 'dedicated.inReview', params: {} },
    'associated.rejected': { code: 'dedicated.rejected', params: { reason: say.rejected.reason } },
    'associated.dedicated': { code: 'dedicated.inPlace', params: {} },
    'associated.cancelling': { code: 'dedicated.cancelling', params: {} },
    'associated.cancelled': { code: 'dedicated.none', params: {} },
    'associated.disqualified': { code: 'dedicated.disqualified', params: { reason: say.disqualified.reason } },
  };

  it.each(inPlace)('R-081 R-082 R-083 in %s is refused with where it stands', async (state) => {
    for (const event of events.filter((one) => !taken[state]?.includes(one))) {
      const driven = await associationAt(state);
      const explanation = await driven.say(event);
      expect(explanation).toEqual({ allowed: false, issues: [{ path: [], ...because[state] }] });
    }
  });

  it.each(states.filter((state) => !isAssociated(state)))(
    'R-081 in %s, without the association, is everything, and that is the reason',
    async (state) => {
      for (const event of events) {
        const driven = await associationAt(state);
        await driven.say(event);
        expect(driven.codes).toEqual(['association.required']);
      }
    },
  );

  it('R-081 is an application by anyone but the administrator, and a decision by the administrator', async () => {
    for (const [state, event, may] of [
      ['associated.notDedicated', say.apply, ['administrator']],
      ['associated.applying', say.approved, ['reviewer', 'system']],
    ] as const) {
      const { snapshot, clock } = await associationAt(state);
      const can = roles.filter((role) => explain(snapshot, { ...event, at: clock.now, by: actorOf(role) }).allowed);
      expect([...can].sort()).toEqual([...may]);
    }
  });
});

describe('the end of the association', () => {
  it.each(inPlace)('R-066 R-075 can be brought about in %s, and the one invited again begins anew', async (state) => {
    for (const again of [say.invite, say.resend]) {
      const driven = await associationAt(state);
      const { dedicated } = driven.context.association;
      await driven.go(say.disassociate);
      expect([driven.state, driven.context.association.dedicated]).toEqual(['disassociated', dedicated]);
      expect(Object.values(requirements(driven.snapshot)).flat()).toMatchObject([{ code: 'invitation.cancelled' }]);
      await driven.go(again);
      expect(driven.context.association.dedicated).toBeNull();
      await driven.go(say.accept);
      expect(driven.state).toBe('associated.notDedicated');
    }
  });

  it('R-066 an invitation that does not go out clears the old application, too', async () => {
    const driven = await associationAt('associated.dedicated');
    await driven.go(say.disassociate);
    await driven.once('lookUpInvitee', down).go(say.invite);
    expect([driven.state, driven.context.association.dedicated]).toEqual(['inviteeNotLookedUp', null]);
  });

  it.each(inPlace)('R-077 until then benefits are asked for, in %s too', async (state) => {
    const driven = await associationAt(state);
    await driven.go(say.voucher);
    expect(driven.state).toBe(state);
  });
});

describe('what is due of dedicated personnel', () => {
  const apply = 'association.dedicated.apply';
  it.each<[RestingState, keyof ReturnType<typeof requirements>, IssueCode, object, string | null]>([
    ['associated.applying', 'pendingVerification', 'dedicated.inReview', {}, null],
    ['associated.rejected', 'eventuallyDue', 'dedicated.rejected', { reason: say.rejected.reason }, apply],
    ['associated.cancelling', 'pendingVerification', 'dedicated.cancelling', {}, 'association.dedicated.revoke'],
    ['associated.disqualified', 'eventuallyDue', 'dedicated.disqualified', { reason: say.disqualified.reason }, apply],
  ])('R-082 R-083 in %s it is %s: %s %j, closed by %s', async (state, urgency, code, params, remedy) => {
    const asked = requirements((await associationAt(state)).snapshot);
    expect(asked[urgency]).toEqual([{ code, path: [], params, step: 'dedicatedPersonnel', remedy, deadline: null }]);
    expect(Object.values(asked).flat()).toHaveLength(1);
  });

  it.each(['associated.notDedicated', 'associated.dedicated', 'associated.cancelled'] as const)(
    'nothing in %s',
    async (state) => {
      expect(Object.values(requirements((await associationAt(state)).snapshot)).flat()).toEqual([]);
    },
  );

  it('waits only while Huawei decides, and is settled otherwise', async () => {
    const waiting: string[] = [];
    for (const state of inPlace) {
      const { snapshot } = await associationAt(state);
      expect(snapshot.hasTag('settled')).toBe(!snapshot.hasTag('waiting'));
      if (snapshot.hasTag('waiting')) waiting.push(state);
    }
    expect(waiting).toEqual(['associated.applying', 'associated.cancelling']);
  });
});

/** The schema of a field of an object's schema, whether or not the field may be left out or null. */
function schemaAt(schema: z.core.$ZodType, path: readonly string[]): z.core.$ZodType {
  const [key, ...deeper] = path;
  if (schema instanceof z.core.$ZodOptional || schema instanceof z.core.$ZodNullable)
    return schemaAt(schema._zod.def.innerType, path);
  if (key === undefined) return schema;
  if (!(schema instanceof z.core.$ZodObject)) throw new Error(`no object at ${key}`);
  const inner = schema._zod.def.shape[key];
  if (inner === undefined) throw new Error(`no field ${key}`);
  return schemaAt(inner, deeper);
}

describe('what says something about a person', () => {
  it('S35 R-083 is classed as personal', () => {
    const fields = [
      ['application', 'baseLocation'],
      ['application', 'certificate'],
      ['application', 'onboardingDate'],
      ['reason'],
      ['cancellation', 'reason'],
      ['cancellation', 'file', 'name'],
    ];
    for (const path of fields)
      expect(fieldClasses.get(schemaAt(dedicatedSchema, path)), path.join('.')).toEqual({ class: 'personal' });
    expect(schemaAt(associationSchema, ['dedicated'])).toBe(dedicatedSchema);
  });
});
