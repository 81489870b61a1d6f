import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, initialTransition } from 'xstate';
import { bestAccount } from '../../src/eligibility.js';
import {
  partnerProgramDeadlines,
  partnerProgramRequirements,
  partnerProgramRules,
  programApplicationIssues,
} from '../../src/partnerProgram/partnerProgram.guards.js';
import { partnerProgramMachine } from '../../src/partnerProgram/partnerProgram.machine.js';
import type { Participation, PartnerProgramContext } from '../../src/partnerProgram/partnerProgram.schema.js';
import { partnerProgramUpdates } from '../../src/partnerProgram/partnerProgram.updates.js';
import { intl } from '../support/answers.js';

const at = '2026-11-22T12:00:00.000Z';
const by = { role: 'administrator', id: 'administrator-1' } as const;
const system = { role: 'system', id: 'system-1' } as const;
const begun = initialTransition(
  partnerProgramMachine as AnyStateMachine,
  { policy: intl, program: 'reseller' } as never,
)[0].context as PartnerProgramContext;
const partner = { ...begun.partner, partnerId: 'P-1', country: 'DE', account: bestAccount };
const having = (
  over: Partial<Participation>,
  from: Partial<PartnerProgramContext['partner']> = {},
): PartnerProgramContext => ({
  ...begun,
  partner: { ...partner, ...from },
  participation: { ...begun.participation, ...over },
});
const certificate = { id: 'C-1', issuedAt: at, validUntil: '2027-11-22T12:00:00.000Z' };
const codes = (issues: readonly { readonly code: string }[]) => issues.map(({ code }) => code);

describe('what a program asks for with the application', () => {
  const { statement } = intl.association;
  const agreement = intl.programs.agreements.find(({ program }) => program === 'distributor');
  const agreements = agreement === undefined ? [] : [{ id: agreement.id, version: agreement.version }];
  const agreed = { ...statement, agreed: true };

  it('R-126 its agreement, in its version', () => {
    const program = 'cloudSolutionProvider';
    const asked = intl.programs.agreements.find((each) => each.program === program);
    expect(programApplicationIssues(program, { agreements: [] }, intl)).toEqual([
      {
        code: 'program.agreementNotAccepted',
        path: ['application', 'agreements'],
        params: { program, agreement: asked?.id },
      },
    ]);
    expect(programApplicationIssues(program, { agreements: [{ id: asked?.id ?? '', version: '0' }] }, intl)).toEqual([
      {
        code: 'program.agreementVersionStale',
        path: ['application', 'agreements'],
        params: { agreement: asked?.id, current: asked?.version },
      },
    ]);
  });

  it('R-130 the Statement, agreed to, in its version', () => {
    const held = (said?: typeof agreed) =>
      programApplicationIssues('distributor', { agreements, ...(said ? { statement: said } : {}) }, intl);
    const notAccepted = [{ code: 'statement.notAccepted', path: ['application', 'statement', 'agreed'], params: {} }];
    expect(held(agreed)).toEqual([]);
    expect(held()).toEqual(notAccepted);
    expect(held({ ...agreed, id: 'another' })).toEqual(notAccepted);
    expect(held({ ...agreed, agreed: false })).toEqual(notAccepted);
    expect(held({ ...agreed, version: '0' })).toEqual([
      {
        code: 'statement.versionStale',
        path: ['application', 'statement', 'version'],
        params: { current: statement.version },
      },
    ]);
  });

  it('R-135 who sells', () => {
    const program = 'koogallerySeller';
    expect(programApplicationIssues(program, { agreements: [] }, intl)).toEqual([
      { code: 'program.sellerMissing', path: ['application', 'seller'], params: { program } },
    ]);
  });
});

describe('a certificate', () => {
  it('R-132 is over when it says so, and never where it does not', () => {
    const held = (over: Partial<Participation>, when: string) =>
      partnerProgramRules.isCertificateOver.standing(having(over), {
        type: 'program.certificate.expired',
        at: when,
        by: system,
      });
    const unexpected = [{ code: 'event.notExpected', path: [], params: { event: 'program.certificate.expired' } }];
    expect(held({ certificate }, certificate.validUntil)).toEqual([]);
    expect(held({ certificate }, at)).toEqual(unexpected);
    expect(held({}, certificate.validUntil)).toEqual(unexpected);
    expect(held({ certificate: { ...certificate, validUntil: null } }, at)).toEqual(unexpected);
  });

  it('R-132 has its end as a deadline while one is enrolled, and none where it has none', () => {
    const deadlines = (over: Partial<Participation>, state = 'enrolled') =>
      partnerProgramDeadlines(having(over), state).map(({ at: until, event }) => [until, event]);
    expect(deadlines({ certificate })).toEqual([[certificate.validUntil, 'program.certificate.expired']]);
    expect(deadlines({ certificate: { ...certificate, validUntil: null } })).toEqual([]);
    expect(deadlines({})).toEqual([]);
    expect(deadlines({ certificate }, 'renewing')).toEqual([]);
  });

  it('R-132 is renewed some time before its end, and never where it has none', () => {
    const held = (over: Partial<Participation>, when: string) =>
      partnerProgramRules.mayRenew.standing(having(over), { type: 'program.renew', at: when, by });
    const from = '2027-08-24T12:00:00.000Z';
    expect(held({ certificate }, from)).toEqual([]);
    expect(held({ certificate }, at)).toEqual([
      { code: 'program.renewalTooEarly', path: [], params: { program: 'reseller', from } },
    ]);
    expect(held({}, from)).toEqual([{ code: 'event.notExpected', path: [], params: { event: 'program.renew' } }]);
  });

  it('R-132 a refused renewal is in time or too late; of a certificate without end it is too late', () => {
    const refused = (over: Partial<Participation>, when: string) => {
      const event = {
        type: 'program.renewalRefused',
        at: when,
        by: system,
        program: 'reseller',
        reason: 'none',
      } as never;
      const { isRefusedInTime, isRefusedTooLate } = partnerProgramRules;
      return [isRefusedInTime.which(having(over), event), isRefusedTooLate.which(having(over), event)];
    };
    expect(refused({ certificate }, at)).toEqual([true, false]);
    expect(refused({ certificate }, certificate.validUntil)).toEqual([false, true]);
    expect(refused({}, at)).toEqual([false, true]);
  });
});

describe('an application to a program', () => {
  it('is cancelled to the invitation it came from, or to nothing', () => {
    const ways = (over: Partial<Participation>) => [
      partnerProgramRules.mayReturnToInvitation.when(having(over)),
      partnerProgramRules.mayCancelApplication.when(having(over)),
    ];
    expect(ways({ invitedAt: at })).toEqual([true, false]);
    expect(ways({})).toEqual([false, true]);
  });

  it('is possible while nothing but the area is missing', () => {
    const possible = (from: Partial<PartnerProgramContext['partner']>) =>
      partnerProgramRules.isProgramOpen.possible(having({ program: 'distributor', invitedAt: at }, from), {
        type: 'program.apply',
        at,
        by,
      });
    expect(possible({})).toBe(true);
    expect(possible({ country: null })).toBe(true);
    expect(possible({ partnerId: null })).toBe(false);
    expect(possible({ account: { ...bestAccount, frozen: true } })).toBe(false);
  });

  it('of another program is held against nothing else', () => {
    const event = { type: 'program.apply', program: 'distributor', at, by } as never;
    expect(codes(partnerProgramRules.isProgramOpen.said(having({}, { partnerId: null }), event))).toEqual([
      'program.differs',
    ]);
  });

  it('is complete only where it was begun', () => {
    const held = (over: Partial<Participation>) =>
      codes(
        partnerProgramRules.isProgramApplicationComplete.standing(having(over), { type: 'program.submit', at, by }),
      );
    expect(held({ appliedAt: at, businessArea: 'DE' })).toEqual([]);
    expect(held({})).toEqual(['program.notRequested']);
    const { isProgramApplicationComplete, mayLeaveProgram } = partnerProgramRules;
    expect(isProgramApplicationComplete.standing(having({}), { type: 'program.submit', at, by })).toEqual([
      { code: 'program.notRequested', path: ['program'], params: { program: 'reseller' } },
    ]);
    expect(mayLeaveProgram.standing(having({ enrolledAt: at }), { type: 'program.leave', at, by })).toEqual([
      { code: 'program.leaveOffline', path: ['program'], params: { program: 'reseller' } },
    ]);
    expect(mayLeaveProgram.standing(having({}), { type: 'program.leave', at, by })).toEqual([
      { code: 'program.notEnrolled', path: ['program'], params: { program: 'reseller' } },
    ]);
  });

  it('R-113 is approved although the account no longer fits, but not beside a program that excludes it', () => {
    const programs = [{ program: 'cloudSolutionProvider', status: 'joined', area: 'DE' } as const];
    const held = (from: Partial<PartnerProgramContext['partner']>) =>
      codes(
        partnerProgramRules.mayBeApproved.standing(
          having({ program: 'distributor', appliedAt: at, submittedAt: at, businessArea: 'DE' }, from),
          {
            type: 'program.approved',
            at,
            by: system,
          },
        ),
      );
    expect(held({ account: { ...bestAccount, frozen: true } })).toEqual([]);
    expect(held({ programs })).toEqual(['program.excludedBy']);
  });

  it('is reviewed by a day that depends on the program, once it is handed in', () => {
    const target = (program: Participation['program'], submittedAt: string | null) =>
      partnerProgramRequirements(having({ program, submittedAt }), 'reviewing').pendingVerification[0]?.deadline;
    expect(target('koogallerySeller', at)).toBe('2026-11-25T12:00:00.000Z');
    expect(target('koogallerySeller', null)).toBeNull();
    expect(target('reseller', at)).toBeNull();
  });
});

describe('what a program asks for', () => {
  const asked = (state: string, over: Partial<Participation>) =>
    Object.entries(partnerProgramRequirements(having(over), state)).flatMap(([list, found]) =>
      (found as { code: string; path: readonly unknown[]; step: string; remedy: string | null; params: object }[]).map(
        ({ code, path, step, remedy, params }) => [list, code, path, params, step, remedy],
      ),
    );
  const failure = { stage: 'renewal', reason: 'no revenue', at } as const;
  const program = 'reseller';
  const until = certificate.validUntil;
  it.each<[string, Partial<Participation>, unknown[]]>([
    [
      'filling',
      { appliedAt: at, businessArea: 'DE' },
      [['currentlyDue', 'program.formOpen', ['program'], { program }, 'programApplication', 'program.submit']],
    ],
    [
      'rejected',
      { failure: { ...failure, stage: 'application' } },
      [
        [
          'currentlyDue',
          'program.rejected',
          ['program'],
          { program, reason: 'no revenue' },
          'programApplication',
          'program.revise',
        ],
      ],
    ],
    [
      'rejected',
      {},
      [
        [
          'currentlyDue',
          'program.rejected',
          ['program'],
          { program, reason: '' },
          'programApplication',
          'program.revise',
        ],
      ],
    ],
    ['reviewing', {}, [['pendingVerification', 'program.reviewing', ['program'], { program }, 'programReview', null]]],
    ['enrolled', {}, []],
    [
      'enrolled',
      { certificate },
      [
        [
          'eventuallyDue',
          'program.certificateExpiring',
          ['program'],
          { program, until },
          'programReview',
          'program.renew',
        ],
      ],
    ],
    [
      'enrolled',
      { certificate, failure },
      [
        [
          'eventuallyDue',
          'program.renewalRefused',
          ['program'],
          { program, reason: 'no revenue' },
          'programReview',
          'program.renew',
        ],
      ],
    ],
    ['renewing', {}, [['pendingVerification', 'program.renewing', ['program'], { program }, 'programReview', null]]],
    [
      'expired',
      { certificate },
      [['pastDue', 'program.certificateExpired', ['program'], { program }, 'programReview', 'program.renew']],
    ],
  ])('in %s with %j', (state, over, expected) => {
    expect(asked(state, over)).toEqual(expected);
  });

  it('whatever keeps the account out while the form is open, with no way to close it', () => {
    const filling = { program: 'distributor', invitedAt: at, appliedAt: at, businessArea: 'DE' } as const;
    const frozen = having(filling, { account: { ...bestAccount, frozen: true } });
    const due = partnerProgramRequirements(frozen, 'filling').currentlyDue.slice(1);
    expect(due.map(({ code, step, remedy }) => [code, step, remedy])).toEqual([
      ['program.frozen', 'programApplication', null],
    ]);
  });
});

describe('R-123 cooperation', () => {
  const accept = { type: 'program.cooperation.accept', program: 'reseller', distributor: 'P-2', at, by };
  const invitedBy = { partnerId: 'P-2', country: 'DE' } as never;
  it('is accepted from the distributor who invited only', () => {
    const held = (over: Partial<Participation>) =>
      partnerProgramRules.isInvitedByDistributor.said(having(over), accept as never);
    expect(held({ invitedBy })).toEqual([]);
    const refused = [{ code: 'program.noCooperationInvitation', path: ['distributor'], params: {} }];
    expect(held({ invitedBy: { partnerId: 'P-3', country: 'DE' } as never })).toEqual(refused);
    expect(held({})).toEqual(refused);
  });

  it('is kept with who invited, and with nobody where nobody did', () => {
    const { recordCooperation } = partnerProgramUpdates;
    expect(recordCooperation(having({ invitedBy }), accept).participation).toMatchObject({
      distributor: 'P-2',
      invitedBy: null,
    });
    expect(recordCooperation(having({}), accept).participation).toMatchObject({ distributor: null, invitedBy: null });
  });
});
