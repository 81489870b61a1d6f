import fc from 'fast-check';
import { answers, arbitraries, events } from 'hcpn-registration/testing/fast-check';
import type { AnyStateMachine } from 'xstate';
import { newApplication } from '../../src/application.js';
import { associationMachine } from '../../src/association/association.machine.js';
import { developmentPaths, partnerPrograms } from '../../src/choices.js';
import { createPolicy, type Policy, type PolicySettings, sites } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { decode, encode } from '../../src/session/envelope.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { chartOf } from '../../src/snapshot.js';
import { fixtures } from '../../src/testing/fixtures.js';
import { realNameGates, upgradeGates } from './gatesAccount.js';
import { pathGate, programGates } from './gatesPartner.js';
import {
  type Answered,
  type Answers,
  at,
  type Gate,
  gate,
  Played,
  reached,
  road,
  save,
  savings,
} from './gatesPlayed.js';

/** The answers of the whole wizard. */
function applications(policy: Policy): fc.Arbitrary<Answered> {
  const { business, contact, filing, acceptance } = arbitraries(policy);
  return fc.record({ business, contact, filing, acceptance });
}
/** On the site that asks for real-name authentication the company is the one that was authenticated. */
function accountOf(policy: Policy, { business }: Answered): ReturnType<typeof fixtures>['account'] {
  const { account } = fixtures(policy);
  const { realName } = account;
  if (realName?.application.kind !== 'enterprise') return account;
  const { companyName, country, registrationNumber } = business;
  const application = { ...realName.application, companyName, country, registrationNumber };
  return { ...account, realName: { ...realName, application } };
}

/** Every two checks on one site. */
function gatesOf(policy: Policy): Gate[] {
  const { site } = policy;
  const own = fixtures(policy);
  const forms = arbitraries(policy);
  return [
    ...realNameGates(policy),
    gate(
      `${site}: what every step of the wizard takes, Submit, screening and registration take`,
      applications(policy),
      (application) => {
        const played = road(policy, {}, accountOf(policy, application));
        if (played.sayAll(...savings(application)).length > 0) return null;
        const found = played.say({ type: 'wizard.submit' });
        return [...found, ...played.faults, ...reached(played, 'enrollment.enrolled')];
      },
    ),
    gate(
      `${site}: what was rejected can be handed in again with one answer changed`,
      fc.tuple(applications(policy), forms.contact),
      ([application, contact]) => {
        const notPassed = { screenApplication: { result: 'notPassed', findings: [] } };
        const played = road(policy, notPassed, accountOf(policy, application));
        const before = [...savings(application), { type: 'wizard.submit' }, { type: 'review.reject', reason: 'no' }];
        if (JSON.stringify(contact) === JSON.stringify(application.contact)) return null;
        if (played.sayAll(...before).length > 0) return null;
        const [, ...again] = savings({ ...application, contact });
        const found = played.sayAll({ type: 'review.revise' }, ...again, { type: 'wizard.submit' });
        return [...found, ...played.faults, ...reached(played, 'review.manuallyReviewing')];
      },
    ),
    gate(
      `${site}: review.resubmit takes what the forms took`,
      fc.tuple(applications(policy), forms.contact),
      ([{ business, contact, filing, acceptance }, other]) => {
        if (JSON.stringify(contact) === JSON.stringify(other)) return null;
        const accepted = { ...acceptance, acceptedAt: at, acceptedBy: 'applicant-1' };
        const application = newApplication({
          applicantId: 'applicant-1',
          business,
          contact,
          filing,
          acceptance: accepted,
        });
        const played = new Played(
          reviewMachine,
          { policy, application: { ...application, submittedAt: at } },
          { screenApplication: { result: 'notPassed', findings: [] } },
        );
        if (played.sayAll({ type: 'review.reject', reason: 'no' }, { type: 'review.revise' }).length > 0) return null;
        const found = played.say({ type: 'review.resubmit', application: { ...application, contact: other } });
        return [...found, ...played.faults, ...reached(played, 'manuallyReviewing')];
      },
    ),
    ...partnerPrograms.flatMap((program) => programGates(policy, program)),
    ...developmentPaths.map((path) => pathGate(policy, path)),
    ...upgradeGates(policy),
    gate(
      `${site}: who could be invited can accept`,
      fc.tuple(answers(associationMachine, policy)['lookUpInvitee'] ?? fc.constant(null), forms.address),
      ([answer, address]) => {
        const { matches } = answer as { matches: readonly (typeof own.invitee)[] };
        const [invitee = own.invitee] = matches;
        const found = { matches: [invitee], invitationsToday: 0 };
        const played = new Played(associationMachine, { policy, company: own.company }, { lookUpInvitee: found });
        if (played.say({ type: 'association.invite', address }).length > 0 || played.place !== 'invited') return null;
        const by = { role: 'member', id: invitee.huaweiId };
        const said = played.say({ type: 'association.accept', statement: own.statement, by });
        return [...said, ...played.faults, ...reached(played, 'associated.notDedicated')];
      },
    ),
    gate(
      `${site}: the valid answers of a form can be kept as its draft, and handed in after that`,
      fc.record({ business: forms.business, contact: forms.contact }),
      ({ business, contact }) => {
        const application = { ...own, business };
        const played = road(policy, {}, accountOf(policy, application));
        if (played.say({ type: 'wizard.start' }).length > 0) return null;
        return played.sayAll(
          { type: 'wizard.draft.keep', step: 'business', draft: flat(business) },
          save(business),
          { type: 'wizard.draft.keep', step: 'contact', draft: flat(contact) },
          { type: 'wizard.contact.save', contact },
        );
      },
    ),
    gate(
      `${site}: what an event made can be saved and read back`,
      fc.tuple(fc.array(events(registrationMachine, policy), { minLength: 1, maxLength: 3 }), fc.nat(9)),
      ([acts, depth]) => {
        const played = road(policy);
        played.sayAll(...[...savings({ ...own }), { type: 'wizard.submit' }].slice(0, depth));
        const before = played.envelope;
        for (const act of acts) played.say(act);
        if (played.envelope === before) return null;
        const read = decode(registrationMachine, encode(played.envelope));
        return JSON.stringify(read) === JSON.stringify(JSON.parse(JSON.stringify(played.envelope)))
          ? []
          : ['not the same'];
      },
    ),
    ...[registrationMachine, signupMachine].flatMap((machine) =>
      Object.entries(answers(machine, policy)).flatMap(([port, values]) => {
        const way = waysToPorts(policy)[port];
        if (way === undefined || way.machine !== machine) return [];
        return gate(`${site}: what ${port} may answer fits what is kept`, values, (value) => {
          const played = new Played(machine, way.input, { ...way.answers, [port]: value });
          played.sayAll(...way.sayings);
          const kept = chartOf(machine).context.safeParse(played.envelope.context);
          return kept.success
            ? played.faults
            : kept.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
        });
      }),
    ),
  ];
}

/** How each port comes to be asked. */
function waysToPorts(policy: Policy): Readonly<
  Record<
    string,
    {
      readonly machine: AnyStateMachine;
      readonly input: unknown;
      readonly sayings: readonly Parameters<Played['say']>[0][];
      readonly answers?: Answers;
    }
  >
> {
  const own = fixtures(policy);
  const onRoad = { machine: registrationMachine, input: { policy, account: own.account } };
  const submitted = [...savings(own), { type: 'wizard.submit' }];
  const invite = { type: 'association.invite', address: own.address };
  const known = { lookUpInvitee: { matches: [own.invitee], invitationsToday: 0 } };
  const accept = {
    type: 'association.accept',
    statement: own.statement,
    by: { role: 'member', id: own.invitee.huaweiId },
  };
  const asked = [
    { type: 'registration.associate' },
    { type: 'association.request', address: own.address, company: own.company },
    invite,
  ];
  const propose = { type: 'association.dedicated.apply', path: 'service', position: 'SA', baseLocation: 'Berlin' };
  const signup = { machine: signupMachine, input: { policy } };
  const verified = [
    { type: 'signup.country.choose', country: own.country },
    { type: 'signup.email.submit', email: own.email },
    { type: 'signup.code.submit', verificationCode: '908172' },
    { type: 'signup.password.set', password: own.password },
  ];
  const { country, email } = own;
  const upgrade = [
    { type: 'signup.oldAccount.signedIn', accountId: 'old-1', country, email },
    { type: 'signup.upgrade.request', huaweiId: 'hid-ada' },
  ];
  return {
    lookUpCompany: { ...onRoad, sayings: submitted },
    screenApplication: { ...onRoad, sayings: submitted },
    registerPartner: { ...onRoad, sayings: submitted },
    lookUpAccount: { ...onRoad, sayings: [...submitted, { type: 'enrollment.account.lookUp' }] },
    lookUpInvitee: { ...onRoad, sayings: asked },
    associateMember: { ...onRoad, sayings: [...asked, accept], answers: known },
    lookUpCompanyPaths: { ...onRoad, sayings: [...asked, accept, propose], answers: known },
    sendVerificationCode: { ...signup, sayings: verified },
    checkVerificationCode: { ...signup, sayings: verified },
    registerHuaweiId: { ...signup, sayings: verified },
    lookUpMobile: { ...signup, sayings: [...verified, { type: 'signup.securityPhone.give', phone: own.phone }] },
    enableCloudServices: {
      ...signup,
      sayings: [
        ...verified,
        { type: 'signup.securityPhone.skip' },
        { type: 'signup.cloud.enable', agreements: own.agreements },
      ],
    },
    lookUpUpgrade: { ...signup, sayings: upgrade },
    upgradeAccount: { ...signup, sayings: upgrade },
    ...(policy.realName.offered
      ? {
          applyForRealName: {
            machine: signupMachine,
            input: { policy },
            sayings: [
              ...verified,
              { type: 'signup.securityPhone.skip' },
              { type: 'signup.cloud.enable', agreements: own.agreements },
              { type: 'signup.information.complete', information: own.information },
              { type: 'signup.realName.apply', application: own.realName },
            ],
          },
        }
      : {}),
  };
}

/** The fields of a form that a draft can hold. */
function flat(form: object): Record<string, string> {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => typeof value === 'string'));
}

/** Settings a host may choose, right or wrong. */
const settings: fc.Arbitrary<PolicySettings> = fc.record(
  {
    site: fc.constantFrom(...sites),
    business: fc.record(
      { secondAccount: fc.boolean(), registrationNumber: fc.record({ least: fc.nat(30), most: fc.nat(30) }) },
      { requiredKeys: [] },
    ),
    contact: fc.record({ jobTitleRequired: fc.boolean() }),
    review: fc.record(
      { editable: fc.boolean(), mostResubmissions: fc.option(fc.nat(3)), targetDays: fc.option(fc.nat(3)) },
      { requiredKeys: [] },
    ),
    verificationCode: fc.record({ digits: fc.nat(12) }),
    realName: fc.record({ requiredToJoin: fc.boolean(), offered: fc.boolean() }, { requiredKeys: [] }),
  },
  { requiredKeys: ['site'] },
) as fc.Arbitrary<PolicySettings>;

const policyGate = gate(
  'a policy that can be made can be started with, read back, and taken up',
  settings,
  (chosen) => {
    const made = attempt(() => createPolicy(chosen));
    if (made === null) return null;
    const again = attempt(() => createPolicy(JSON.parse(JSON.stringify(made))));
    const played = new Played(registrationMachine, { policy: made });
    const read = decode(registrationMachine, encode(played.envelope));
    return [
      ...(JSON.stringify(again) === JSON.stringify(made) ? [] : ['made again it is another']),
      ...(JSON.stringify(read.context['policy']) === JSON.stringify(made) ? [] : ['read back it is another']),
      ...played.say({ type: 'registration.policyChanged', policy: made }),
    ];
  },
);

function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/** Every two checks there are; a new one is a row. */
export const gates: readonly Gate[] = [policyGate, ...sites.flatMap((site) => gatesOf(createPolicy({ site })))];
