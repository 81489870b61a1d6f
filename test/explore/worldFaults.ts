import { enrollmentUpdates } from '../../src/enrollment/enrollment.updates.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import type { Commit } from '../../src/storage/port.js';
import { withPartner } from './outside.js';
import {
  actions,
  became,
  blindOnSubmit,
  decidesOnItsOwn,
  forgets,
  inWorld,
  journaled,
  misled,
  never,
  notSaidToBeAnother,
  numbered,
  onLookUp,
  overlooking,
  shown,
  unbound,
  unnumbered,
  without,
} from './worldBreaking.js';
import type { Among } from './worldPlay.js';
import type { Variant } from './worlds.js';

/** A rule that is taken out, and the ground on which that is looked at. */
interface Fault {
  readonly wrong: string;
  readonly ground: string;
  readonly variant: Variant;
}

/** One that an invariant of the world sees. */
export interface SeenFault extends Fault {
  readonly invariant: string;
}

/** One that none can see, and the test that sees it instead. */
export interface UnseenFault extends Fault {
  readonly why: string;
  readonly seenBy: { readonly file: string; readonly test: string };
}

const oneCompany = 'R-183 one company is one partner, whatever the order';
const isWayOn = 'from everywhere there is a way to a partner, to an associated person, or to a refusal that says why';
const oneJournal = 'an act is written into one journal: every act that was answered, and no other';
const decidedAbout = 'C-181 a decision is about the submission under way';
const ownDecision = 'C-181 nobody decides on what is or was his own';
const handedIn = 'R-183 an application is handed in only on the answer that the company is no partner';

/** Each is seen. Every invariant has a row, and so has every rule that holds in the world and not in one chart. */
export const seenFaults: readonly SeenFault[] = [
  {
    wrong: 'the last gate makes a partner of every company',
    ground: 'three colleagues submit',
    variant: inWorld({
      registerPartner: (world, { business, huaweiId }) =>
        business === null || huaweiId === null
          ? []
          : [{ value: { partnerId: `P-${huaweiId}` }, world: withPartner(world, `P-${huaweiId}`, business, huaweiId) }],
    }),
    invariant: oneCompany,
  },
  {
    wrong: 'the last gate knows a company by how its number is spelt',
    ground: 'colleagues who spell the number of their company differently',
    variant: inWorld({
      lookUpCompany: () => [{ value: { partner: null } }],
      registerPartner: (world, { business, huaweiId }) => {
        if (business === null || huaweiId === null) return [];
        const spelt = Object.entries(world.partners).find(
          ([, each]) => each.registrationNumber === business.registrationNumber && each.huaweiId !== huaweiId,
        );
        const partnerId = `P-${huaweiId}`;
        return spelt === undefined
          ? [{ value: { partnerId }, world: withPartner(world, partnerId, business, huaweiId) }]
          : [{ value: { result: 'alreadyPartner', partner: { partnerId: spelt[0], companyName: 'Lantern' } } }];
      },
    }),
    invariant: oneCompany,
  },
  {
    wrong: 'the partner that is found at the end is taken for a new one',
    ground: 'three colleagues submit',
    variant: never('isFoundPartner'),
    invariant: 'R-183 whoever is told to be a partner is one, and under his own id',
  },
  {
    wrong: 'the partner that is found at the end is not offered',
    ground: 'three colleagues submit',
    variant: never('isFoundPartner'),
    invariant: 'R-034 R-183 whoever is told that the company is a partner is offered association',
  },
  {
    wrong: 'the answer on submit is not looked at',
    ground: 'two colleagues submit',
    variant: blindOnSubmit,
    invariant: handedIn,
  },
  {
    wrong: 'the answer on submitting what was rejected is not looked at',
    ground: 'one is rejected, a colleague is not',
    variant: blindOnSubmit,
    invariant: handedIn,
  },
  {
    wrong: 'in review alone the answer on resubmitting is not looked at',
    ground: 'in review alone, a company becomes a partner elsewhere, and a policy comes',
    variant: { machine: reviewMachine.provide({ guards: { isCompanyPartner: () => false } }) },
    invariant: handedIn,
  },
  {
    wrong: 'screening alone passes who says that the company is another',
    ground: 'a company whose number a company of another register has',
    variant: notSaidToBeAnother('didPass'),
    invariant: 'R-034 who says that the company is another is looked at by people',
  },
  {
    wrong: 'the late answer of screening alone passes who says that the company is another',
    ground: 'colleagues who both say that their company is not the partner of the same number',
    variant: notSaidToBeAnother('mayReportPass'),
    invariant: 'R-034 who says that the company is another is looked at by people',
  },
  {
    wrong: 'nobody can say that the company is another',
    ground: 'a company whose number a company of another register has',
    variant: never('isAnotherCompany', 'isAnotherCompanyWithoutBusiness', 'mayReturnToBusiness', 'mayLeave'),
    invariant: isWayOn,
  },
  {
    wrong: 'what failed cannot be tried again',
    ground: 'three colleagues submit',
    variant: never('mayRegisterAgain'),
    invariant: isWayOn,
  },
  {
    wrong: 'the wizard takes no company of Hong Kong',
    ground: 'a company of Hong Kong on cn',
    variant: never('isBusinessComplete'),
    invariant: isWayOn,
  },
  {
    wrong: 'a person is associated with every partner',
    ground: 'two partners invite one person, who applies as well',
    variant: {
      ...without('mayStillJoin'),
      ...inWorld({
        associateMember: (world, { huaweiId, partnerId }) => [
          {
            value: { result: 'associated' },
            world: { ...world, members: { ...world.members, [huaweiId]: partnerId } },
          },
        ],
      }),
    },
    invariant: 'R-072 R-182 nobody is associated with two partners',
  },
  {
    wrong: 'the conditions are not asked again on accepting',
    ground: 'two partners invite one person, who applies as well',
    variant: without('mayStillJoin'),
    invariant: 'R-182 the conditions on an invitee are asked again on accepting',
  },
  {
    wrong: 'the answer of the world to an association is not looked at',
    ground: 'two partners invite one person, who applies as well',
    variant: without('isMemberAssociated'),
    invariant: 'R-182 nobody is associated but on the answer of the world',
  },
  {
    wrong: 'an invitation of one partner is accepted with another',
    ground: 'a person who is invited applies for a company that is another partner',
    variant: actions({
      takeCompanyAlong: ({ context: { application, association } }) => ({
        association: { ...association, company: application.company?.partner ?? association.company },
      }),
    }),
    invariant: 'R-060 nobody is associated with a partner that did not invite him',
  },
  {
    wrong: 'a path is selected beside CSP',
    ground: 'a partner joins CSP, selects a path, in every order',
    variant: overlooking('programs', /^path\.select$/),
    invariant: 'R-173 an account is never in CSP and on a path',
  },
  {
    wrong: 'CSP is applied for beside a path',
    ground: 'a partner joins CSP, selects a path, in every order',
    variant: overlooking('paths', /^program\.(apply|submit)$/),
    invariant: 'R-173 an account is never in CSP and on a path',
  },
  {
    wrong: 'a path is selected although deregistration is requested',
    ground: 'a partner of cn asks to be deregistered, selects a path and joins a program, in every order',
    variant: overlooking('deregistrationRequestedAt', /^path\./),
    invariant: 'R-028 once deregistration is requested nothing new is begun',
  },
  {
    wrong: 'a program is joined although deregistration is requested',
    ground: 'a partner of cn asks to be deregistered, selects a path and joins a program, in every order',
    variant: overlooking('deregistrationRequestedAt', /^program\./),
    invariant: 'R-028 once deregistration is requested nothing new is begun',
  },
  {
    wrong: 'anybody fills in the contact information',
    ground: 'everybody tries to act and to decide on what is not theirs',
    variant: without('isContactComplete'),
    invariant: 'C-071 an applicant acts on nothing but his own',
  },
  {
    wrong: 'the first to act is not bound',
    ground: 'everybody tries to act and to decide on what is not theirs',
    variant: unbound,
    invariant: 'C-071 an applicant acts on nothing but his own',
  },
  {
    wrong: 'anybody hands over',
    ground: 'everybody tries to act and to decide on what is not theirs',
    variant: misled(['mayHandOver'], ({ event }) => ({
      event: { ...event, by: { role: 'administrator', id: 'desk' } },
    })),
    invariant: 'C-071 an applicant acts on nothing but his own',
  },
  {
    wrong: 'after a hand-over the owner before is let in by the HUAWEI ID',
    ground: 'everybody tries to act and to decide on what is not theirs',
    variant: forgets({ huaweiIdHolder: null }),
    invariant: 'C-071 an applicant acts on nothing but his own',
  },
  {
    wrong: 'after a hand-over nobody knows who owned it before',
    ground: 'everybody tries to act and to decide on what is not theirs',
    variant: forgets({ formerOwners: [] }),
    invariant: ownDecision,
  },
  {
    wrong: 'anybody approves',
    ground: 'everybody tries to act and to decide on what is not theirs',
    variant: decidesOnItsOwn('mayApprove'),
    invariant: ownDecision,
  },
  {
    wrong: 'anybody rejects',
    ground: 'everybody tries to act and to decide on what is not theirs',
    variant: decidesOnItsOwn('hasReason'),
    invariant: ownDecision,
  },
  {
    wrong: 'anybody decides on a real-name authentication',
    ground: 'a company of Hong Kong on cn',
    variant: decidesOnItsOwn('isRealNameApproved'),
    invariant: ownDecision,
  },
  {
    wrong: 'anybody decides on a program',
    ground: 'a partner joins CSP, selects a path, in every order',
    variant: decidesOnItsOwn('mayActOnProgram'),
    invariant: ownDecision,
  },
  {
    wrong: 'anybody decides on dedicated personnel',
    ground: 'a person who is associated becomes dedicated personnel, whoever decides',
    variant: decidesOnItsOwn('mayApproveDedicated'),
    invariant: ownDecision,
  },
  {
    wrong: 'a decision on an earlier submission counts',
    ground: 'decisions name a submission, and a policy comes that asks for more',
    variant: numbered((named, current) => (named === undefined ? undefined : current)),
    invariant: decidedAbout,
  },
  {
    wrong: 'a decision that names no submission counts',
    ground: 'decisions name a submission, and a policy comes that asks for more',
    variant: numbered((named, current) => named ?? current),
    invariant: decidedAbout,
  },
  {
    wrong: 'a decision on an earlier application for dedicated personnel counts',
    ground: 'a person who is associated becomes dedicated personnel, whoever decides',
    variant: misled(['mayApproveDedicated'], ({ context, event }) => ({
      event: { ...event, attempt: context.association.dedicatedAttempts },
    })),
    invariant: decidedAbout,
  },
  {
    wrong: 'a decision on an earlier application to a program counts',
    ground: 'a partner joins CSP, selects a path, in every order',
    variant: actions(
      { recordAct: ({ context, event }) => enrollmentUpdates.recordAct(context, unnumbered(event)) },
      misled(['mayActOnProgram'], ({ event }) => ({ event: unnumbered(event) })),
    ),
    invariant: decidedAbout,
  },
  {
    wrong: 'a policy that comes is not taken up',
    ground: 'decisions name a submission, and a policy comes that asks for more',
    variant: actions({ takePolicy: () => ({}) }),
    invariant: 'a policy that comes is taken up wherever a registration rests',
  },
  {
    wrong: 'in review alone a policy that comes is not taken up',
    ground: 'in review alone, a company becomes a partner elsewhere, and a policy comes',
    variant: { machine: reviewMachine.provide({ actions: { takePolicy: () => undefined } }) },
    invariant: 'a policy that comes is taken up wherever a registration rests',
  },
  {
    wrong: 'a policy that comes is refused',
    ground: 'decisions name a submission, and a policy comes that asks for more',
    variant: never('mayChangePolicy'),
    invariant: 'a policy that comes is taken up wherever a registration rests',
  },
  {
    wrong: 'the look-up of the account gives the partner another id',
    ground: 'a partner joins CSP, selects a path, in every order',
    variant: onLookUp(({ enrollment }) => ({ enrollment: { ...enrollment, partnerId: 'P-2' } })),
    invariant: 'R-057 a partner stays one, under the same id',
  },
  {
    wrong: 'the look-up of the account keeps what no schema knows',
    ground: 'a partner joins CSP, selects a path, in every order',
    variant: onLookUp(({ enrollment }) => ({ enrollment: { ...enrollment, nonsense: 1 } })),
    invariant: 'what is known fits its schema, whatever the world did',
  },
  {
    wrong: 'a HUAWEI ID that no port takes is asked about',
    ground: 'a partner joins CSP, selects a path, in every order',
    variant: onLookUp(({ account }) => ({ account: { ...account, huaweiId: 7 } })),
    invariant: 'what is asked of the world is what the port takes',
  },
  {
    wrong: 'an act is written before its ports have answered',
    ground: 'two colleagues submit',
    variant: journaled((found, route) => found.journal(route.map((edge) => became(edge, { call: null })))),
    invariant: oneJournal,
  },
  {
    wrong: 'an act is written into the journal of another registration',
    ground: 'two colleagues submit',
    variant: journaled((found, route) => found.journal(route).map((line) => ({ ...line, registration: 'bob' }))),
    invariant: oneJournal,
  },
  {
    wrong: 'a server that stops keeps what it had begun',
    ground: 'two colleagues submit',
    variant: shown((edge) => {
      const begun = edge.from.registrations[edge.registration ?? '']?.snapshot;
      return edge.kind === 'stopped' && begun !== undefined ? became(edge, { snapshot: begun }) : edge;
    }),
    invariant: 'a server that stops leaves the registration as it was saved',
  },
];

const elsewhere = { partnerId: 'P-elsewhere', companyName: 'Elsewhere' };

function isMade(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'partnerId' in value;
}

/** What sessions are put among, and how that is told apart from what was explored. */
interface PlayedFault {
  readonly wrong: string;
  readonly among: Among;
  readonly apart: RegExp;
}

const written = (change: (commit: Commit) => Commit): Among => ({
  storage: (storage) => ({ ...storage, commit: (commit) => storage.commit(change(commit)) }),
});

/** Each is told apart where two colleagues submit. */
export const playedFaults: readonly PlayedFault[] = [
  {
    wrong: 'a session that is told that the company is a partner already',
    among: { answer: (value) => (isMade(value) ? { result: 'alreadyPartner', partner: elsewhere } : value) },
    apart: /is in another state/,
  },
  {
    wrong: 'a storage that keeps something else in the journal',
    among: written((commit) => ({
      ...commit,
      entries: commit.entries.map(({ text, ...entry }) => ({ ...entry, text: text.replaceAll('answered', 'failed') })),
    })),
    apart: /the journal of (ada|bob) says/,
  },
  {
    wrong: 'a storage that writes an act into a second journal',
    among: {
      storage: (storage) => ({
        ...storage,
        async commit(commit) {
          if (commit.entries.length > 0)
            await storage.commit({ ...commit, key: `elsewhere ${commit.commandId}`, expectedRevision: 0 });
          return storage.commit(commit);
        },
      }),
    },
    apart: /is in the journals of elsewhere \S+,(ada|bob)/,
  },
  {
    wrong: 'a storage that loses what the world is to be told',
    among: written((commit) => ({ ...commit, messages: [] })),
    apart: /the world is told/,
  },
];

/** Rules that hold a second time what another rule or the caller holds already. */
export const unseenFaults: readonly UnseenFault[] = [
  {
    wrong: 'CSP is approved beside a path',
    ground: 'a partner joins CSP, selects a path, in every order',
    variant: overlooking('paths', /^program\.approved$/),
    why: 'no path is selected beside an application that is under review, so both stand only in what was saved before',
    seenBy: {
      file: 'test/enrollment/choices.test.ts',
      test: 'where both stand already, a path %s and CSP under review, CSP is not approved',
    },
  },
  {
    wrong: 'cloud services are bought although deregistration is requested',
    ground: 'a partner of cn asks to be deregistered, selects a path and joins a program, in every order',
    variant: misled(['mayBuy'], ({ context }) => ({
      context: { ...context, enrollment: { ...context.enrollment, deregistrationRequestedAt: null } },
    })),
    why: 'to ask whether it may be bought changes neither the registration nor the world',
    seenBy: {
      file: 'test/enrollment/deregistration.test.ts',
      test: 'once it is requested no path is selected, no program applied for, and nothing bought',
    },
  },
];
