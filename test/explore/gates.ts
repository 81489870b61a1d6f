import fc from 'fast-check';
import { answers, arbitraries, events } from 'hcpn-registration/testing/fast-check';
import type { AnyStateMachine, InputFrom } from 'xstate';
import type { RealNameApplication } from '../../src/account.js';
import { newApplication } from '../../src/application.js';
import { associationMachine } from '../../src/association/association.machine.js';
import { type DevelopmentPath, developmentPaths, type PartnerProgram, partnerPrograms } from '../../src/choices.js';
import { enrollmentMachine } from '../../src/enrollment/enrollment.machine.js';
import { rolesFor } from '../../src/events.js';
import { parse } from '../../src/issue.js';
import { createPolicy, type Policy, type PolicySettings, policySchema, sites } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { decode, type Envelope, encode } from '../../src/session/envelope.js';
import { type StepResult, settle, start, step } from '../../src/session/step.js';
import { signupMachine } from '../../src/signup/signup.machine.js';
import { chartOf, pathOf } from '../../src/snapshot.js';
import { fixtures } from '../../src/testing/fixtures.js';
import { cleanAccount } from '../../src/testing/ports.js';
import { after } from '../../src/time.js';
import { programApplication } from '../support/answers.js';
import { actorOf } from '../support/drive.js';
import { willingPorts } from '../support/ports.js';

/** Two checks that a value passes one after the other, in a world that does not change in between. */
export interface Gate {
  readonly name: string;
  /** Draws a value, and tries it: null where the first check does not let it through, otherwise what the second holds against it. */
  readonly tried: fc.Arbitrary<readonly string[] | null>;
}

const at = '2026-11-22T10:00:00.000Z';

type Answers = Readonly<Record<string, unknown>>;

/** A registration at rest, in the hands of somebody who says one thing after the other to a world that is willing. */
class Played {
  readonly faults: string[] = [];
  envelope: Envelope;

  constructor(
    private readonly machine: AnyStateMachine,
    input: unknown,
    private readonly given: Answers = {},
  ) {
    this.envelope = this.rest(start(machine, input as InputFrom<AnyStateMachine>, at));
  }

  get place(): string {
    return pathOf(this.envelope.value);
  }

  /** Says it in the mouth of the first role that may; what was held against it, or nothing. */
  say(saying: { readonly type: string; readonly [field: string]: unknown }): string[] {
    const [role = 'system'] = rolesFor(chartOf(this.machine).vocabulary, saying.type);
    const result = step(this.machine, this.envelope, { by: actorOf(role), ...saying, at });
    const { outcome, issues } = result;
    if (outcome === 'refused' || outcome === 'invalid')
      return issues.map(({ code, path }) => `${saying.type} ${code} ${path.join('.')}`);
    this.envelope = this.rest(result);
    return this.envelope.context['trouble'] === undefined ? [] : troubleOf(this.envelope);
  }

  /** The first thing held against one of them; what is said after that is not said. */
  sayAll(...sayings: readonly Parameters<Played['say']>[0][]): string[] {
    for (const saying of sayings) {
      const found = this.say(saying);
      if (found.length > 0) return found;
    }
    return [];
  }

  private rest(begun: StepResult): Envelope {
    let result = begun;
    for (let [call] = result.calls; call !== undefined; [call] = result.calls) {
      const { port, input } = call;
      const asked = parse(chartOf(this.machine).ports[port]?.input ?? policySchema, input);
      if (!asked.ok) this.faults.push(...asked.issues.map(({ code, path }) => `${port} ${code} ${path.join('.')}`));
      const willing = (willingPorts as unknown as Readonly<Record<string, (input: unknown) => unknown>>)[port];
      const value = Object.hasOwn(this.given, port) ? this.given[port] : willing?.(input);
      result = settle(this.machine, result.envelope, call, { at, value });
    }
    return result.envelope;
  }
}

function troubleOf({ context }: Envelope): string[] {
  const trouble = context['trouble'] as readonly { readonly code: string }[];
  return trouble.map(({ code }) => code);
}

/** What the second check says, once the first one let the value through. */
function gate<V>(name: string, values: fc.Arbitrary<V>, tried: (value: V) => readonly string[] | null): Gate {
  return { name, tried: values.map(tried) };
}

const road = (policy: Policy, answered?: Answers, account = fixtures(policy).account) =>
  new Played(registrationMachine, { policy, account }, answered);

const save = (business: object) => ({ type: 'wizard.business.save', business });

/** Numbers as registers of the world give them out, and as they are written. */
const numbers = fc.oneof(
  fc.constantFrom(
    '12345678-9',
    '91350203M0001QKT19',
    'HRB 12345',
    '0477.472.701',
    'CHE-123.456.789',
    '2345678',
    '24681357',
  ),
  fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789- ./'), minLength: 1, maxLength: 24 }),
);

/** Certificates of companies of any country, with any number, beside those that are right under the policy. */
function certificates(policy: Policy): fc.Arbitrary<RealNameApplication> {
  const countries = fc.constantFrom('CN', 'HK', 'TW', 'MO', 'DE', 'IE', 'US');
  return fc
    .tuple(arbitraries(policy).realName, fc.option(countries), fc.option(numbers))
    .map(([application, country, registrationNumber]) =>
      application.kind === 'enterprise'
        ? {
            ...application,
            ...(country === null ? {} : { country }),
            ...(registrationNumber === null ? {} : { registrationNumber }),
          }
        : application,
    )
    .filter(({ kind }) => kind === 'enterprise');
}

/** The answers of the whole wizard. */
function applications(policy: Policy) {
  const { business, contact, filing, acceptance } = arbitraries(policy);
  return fc.record({ business, contact, filing, acceptance });
}
type Answered = ReturnType<typeof applications> extends fc.Arbitrary<infer V> ? V : never;

const savings = ({ business, contact, filing, acceptance }: Answered) => [
  { type: 'wizard.start' },
  save(business),
  { type: 'wizard.contact.save', contact },
  { type: 'wizard.sensitiveRelationship.file', filing },
  { type: 'wizard.agreement.accept', acceptance },
];

/** On the site that asks for real-name authentication the company is the one that was authenticated. */
function accountOf(policy: Policy, { business }: Answered): ReturnType<typeof fixtures>['account'] {
  const { account } = fixtures(policy);
  const { realName } = account;
  if (realName?.application.kind !== 'enterprise') return account;
  const { companyName, country, registrationNumber } = business;
  const application = { ...realName.application, companyName, country, registrationNumber };
  return { ...account, realName: { ...realName, application } };
}

/** What real-name authentication lets through, where it is offered. */
function realNameGates(policy: Policy): Gate[] {
  if (!policy.realName.offered) return [];
  const { site } = policy;
  const own = fixtures(policy);
  const apply = (application: RealNameApplication) => ({ type: 'signup.realName.apply', application });
  const decided = (attempt: number, resultCode: number, more: object = {}) => ({
    type: 'signup.realName.decided',
    attempt,
    resultCode,
    ...more,
  });
  /** Handed in; null where the form does not take it. */
  const handedIn = (application: RealNameApplication) => {
    const played = road(policy, {}, { ...own.account, realName: null, realNameAttempts: 0 });
    return played.sayAll({ type: 'signup.realName.start' }, apply(application)).length > 0 ? null : played;
  };
  return [
    gate(`${site}: what real-name authentication approves, the wizard takes`, certificates(policy), (application) => {
      const played = handedIn(application);
      if (played === null || application.kind !== 'enterprise') return null;
      if (played.say(decided(1, 2)).length > 0) return null;
      const { companyName, country, registrationNumber } = application;
      const business = { ...own.business, companyName, country, registrationNumber };
      return played.sayAll({ type: 'wizard.start' }, save(business));
    }),
    gate(
      `${site}: what the form of real-name authentication takes, applyForRealName takes, and again once it is rejected`,
      fc.oneof(certificates(policy), arbitraries(policy).realName),
      (application) => {
        const played = handedIn(application);
        if (played === null) return null;
        const found = played.sayAll(
          decided(1, 0),
          decided(1, 1, { reason: 'unreadable' }),
          apply(application),
          decided(2, 2),
        );
        return [...found, ...played.faults];
      },
    ),
  ];
}

/** An account as it may be looked up, clean but for some of what is known of it. */
function accountFacts(policy: Policy): fc.Arbitrary<object> {
  const facts = answers(enrollmentMachine, policy)['lookUpAccount'] as fc.Arbitrary<object>;
  return fc.tuple(facts, fc.subarray(Object.keys(cleanAccount), { maxLength: 4 })).map(([drawn, keys]) => ({
    ...cleanAccount,
    ...Object.fromEntries(Object.entries(drawn).filter(([key]) => keys.includes(key))),
  }));
}

/** A partner of whose account something is known. */
function partnerWith(policy: Policy, account: object): Played {
  const application = newApplication({ ...applied(policy), submittedAt: at });
  const input = { policy, account: fixtures(policy).account, application };
  return new Played(enrollmentMachine, input, { lookUpAccount: account });
}

/** What a program lets an account apply for, it lets it hand in, decide and renew. */
function programGates(policy: Policy, program: PartnerProgram): Gate[] {
  const { site, programs } = policy;
  const area = fc.option(arbitraries(policy).country);
  const values = fc.record({
    account: accountFacts(policy),
    website: fc.webUrl(),
    area,
    days: fc.integer({ min: 1, max: programs.renewalDays }),
  });
  const offered = programApplication(program, policy);
  const submit = (website: string) => ({
    type: 'program.submit',
    program,
    application: programs.withSeller.includes(program) ? { ...offered, seller: { website } } : offered,
  });
  /** Applied for, where the form takes the website too. */
  const begun = ({
    account,
    website,
    area: businessArea,
  }: {
    account: object;
    website: string;
    area: string | null;
  }) => {
    const played = partnerWith(policy, account);
    const area = businessArea === null ? {} : { businessArea };
    if (played.sayAll({ type: 'program.invited', program }, { type: 'program.apply', program, ...area }).length > 0)
      return null;
    const { outcome } = step(enrollmentMachine, played.envelope, { ...submit(website), at, by: actorOf('applicant') });
    return outcome === 'invalid' ? null : played;
  };
  return [
    gate(
      `${site}: program ${program}: what is applied for and handed in can be approved, and renewed`,
      values,
      (value) => {
        const played = begun(value);
        if (played === null) return null;
        const certificate = { id: 'K-1', validUntil: after(at, { days: value.days }) };
        const found = played.sayAll(
          submit(value.website),
          { type: 'program.approved', program, certificate, attempt: 1 },
          { type: 'program.renew', program },
          { type: 'program.renewed', program, certificate, attempt: 2 },
        );
        return [...found, ...played.faults];
      },
    ),
    gate(`${site}: program ${program}: what was handed in and rejected can be handed in again`, values, (value) => {
      const played = begun(value);
      if (played === null || played.say(submit(value.website)).length > 0) return null;
      const found = played.sayAll(
        { type: 'program.rejected', program, reason: 'no plan', attempt: 1 },
        { type: 'program.revise', program },
        submit(value.website),
        { type: 'program.approved', program, attempt: 2 },
      );
      return [...found, ...played.faults];
    }),
  ];
}

/** An account that may select a path can go all its way. */
function pathGate(policy: Policy, path: DevelopmentPath): Gate {
  const name = `${policy.site}: path ${path}: an account that may select it can have it validated and differentiated`;
  return gate(name, accountFacts(policy), (account) => {
    const played = partnerWith(policy, account);
    const opened = [
      { type: 'path.invited', path },
      { type: 'path.whitelisted', path },
      { type: 'path.select', path },
    ];
    if (played.sayAll(...opened).length > 0) return null;
    const isBySolution = policy.paths.bySolution.includes(path);
    const found = isBySolution
      ? played.sayAll(
          { type: 'path.solution.certified', path, level: 'certified' },
          { type: 'path.validation.submit', path },
        )
      : played.sayAll(
          { type: 'path.validation.submit', path },
          { type: 'path.validation.passed', path, attempt: 1 },
          { type: 'path.differentiation.submit', path },
          { type: 'path.differentiation.passed', path, attempt: 2 },
        );
    return [...found, ...played.faults];
  });
}

/** Whoever may use an old account can upgrade it, or keep it where it needs no authentication, and applies with it. */
function upgradeGates(policy: Policy): Gate[] {
  const { site, realName } = policy;
  const own = fixtures(policy);
  const { country, email } = arbitraries(policy);
  const id = fc.string({ minLength: 1, maxLength: 40 });
  const authenticated = [
    { type: 'signup.realName.start' },
    { type: 'signup.realName.apply', application: own.realName },
    { type: 'signup.realName.decided', resultCode: 2 },
  ];
  return [
    gate(
      `${site}: whoever may use an old account can upgrade it or keep it, and becomes a partner with it`,
      fc.record({
        signedIn: fc.record({ accountId: id, country, email }),
        huaweiId: id,
        isUpgraded: realName.requiredToJoin ? fc.constant(true) : fc.boolean(),
      }),
      ({ signedIn, huaweiId, isUpgraded }) => {
        const played = new Played(registrationMachine, { policy });
        if (played.say({ type: 'signup.oldAccount.signedIn', ...signedIn }).length > 0) return null;
        const found = played.sayAll(
          isUpgraded ? { type: 'signup.upgrade.request', huaweiId } : { type: 'signup.upgrade.postpone' },
          ...(realName.requiredToJoin ? authenticated : []),
          ...savings(own),
          { type: 'wizard.submit' },
        );
        return [...found, ...played.faults, ...reached(played, 'enrollment.enrolled')];
      },
    ),
  ];
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

function reached(played: Played, place: string): string[] {
  return played.place === place ? [] : [`ended in ${played.place}`];
}

function applied(policy: Policy) {
  const { business, contact, filing, acceptance } = fixtures(policy);
  return { business, contact, filing, acceptance: { ...acceptance, acceptedAt: at, acceptedBy: 'applicant-1' } };
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
