import { roles, signupMachine } from 'hcpn-registration';
import { type Exploration, explore, type Saying, stateKey } from 'hcpn-registration/testing';
import type { AnyEventObject } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { type Effort, inTurns, ratioOf, repeat, turned } from './measure.js';
import type { Findings } from './report.js';
import { acts, answers, policy } from './rivals/script.js';

const licence = { fileId: 'file-1', name: 'licence.png', mediaType: 'image/png', bytes: 20_000 };
const enterprise = {
  kind: 'enterprise',
  certificateType: 'businessLicence',
  companyName: 'Lantern Cloud Works',
  country: 'IE',
  registrationNumber: 'IE-603211',
  files: [licence],
};
const individual = { kind: 'individual', name: 'Ada Lantern', birthDate: '1990-01-01', files: [licence, licence] };

/** What may be said on the way to an account, right and wrong. */
const sayings: readonly Saying[] = [
  ...acts.filter(({ type }) => type.startsWith('signup.')).map(({ at: _, by: __, ...said }) => said),
  { type: 'signup.country.choose', country: 'TR' },
  { type: 'signup.country.choose', country: 'Atlantis' },
  { type: 'signup.email.submit', email: 'another@lantern.example' },
  { type: 'signup.email.submit', email: 'nobody' },
  { type: 'signup.code.submit', verificationCode: '12' },
  { type: 'signup.code.resend' },
  { type: 'signup.code.expired' },
  { type: 'signup.password.set', password: 'abc' },
  { type: 'signup.securityPhone.skip' },
  { type: 'signup.securityPhone.give', phone: '123' },
  { type: 'signup.cloud.enable', agreements: [] },
  { type: 'signup.cloudAccount.linked', accountId: 'cloud-1' },
  { type: 'signup.information.postpone' },
  { type: 'signup.realName.start' },
  { type: 'signup.realName.apply', application: enterprise },
  { type: 'signup.realName.apply', application: individual },
  { type: 'signup.realName.apply', application: { ...enterprise, files: [] } },
  { type: 'signup.realName.postpone' },
  { type: 'signup.realName.decided', resultCode: 0 },
  { type: 'signup.realName.decided', resultCode: 1, reason: 'unreadable' },
  { type: 'signup.realName.synchronised', masterNameBefore: null, application: enterprise },
  { type: 'signup.oldAccount.signedIn', accountId: 'old-1', country: 'IE', email: 'ada@lantern.example' },
  { type: 'signup.upgrade.request', huaweiId: 'huawei-id-2' },
  { type: 'signup.upgrade.postpone' },
  { type: 'signup.back' },
];

const upgradable = {
  oldAccountCountry: 'IE',
  huaweiIdCountry: 'IE',
  huaweiIdFrozen: false,
  huaweiIdBoundElsewhere: false,
  contactOnUnusedId: false,
  mobileTaken: false,
};

const options = {
  input: { policy },
  events: sayings,
  answers: {
    ...Object.fromEntries(Object.entries(answers).map(([port, answer]) => [port, [answer]])),
    checkVerificationCode: [{ result: 'correct' }, { result: 'wrong' }],
    registerHuaweiId: [answers.registerHuaweiId, { result: 'refused' }],
    lookUpMobile: [{ huaweiIds: 0 }, { huaweiIds: 3 }],
    applyForRealName: [{}],
    lookUpUpgrade: [upgradable, { ...upgradable, huaweiIdFrozen: true }],
    upgradeAccount: [{}],
  },
  waits: [60],
};

const shortest = 'getShortestPaths';

/** How fast the chart of the signup is explored, beside `getShortestPaths` with the same events and the same key. */
export async function exploring({ rounds = 10 }: Effort = {}): Promise<Findings> {
  const explored = () => explore<typeof signupMachine>(signupMachine, options as never);
  const events = saidIn(explored());
  const paths = () => {
    const key = stateKey();
    const serializeState = (snapshot: never) => key(snapshot);
    return getShortestPaths(signupMachine, { input: { policy }, events, serializeState, limit: Infinity } as never);
  };
  const states = { explore: explored().states.length, [shortest]: paths().length };
  const measured = await inTurns(
    [
      { name: 'explore', run: repeat(explored) },
      { name: shortest, run: repeat(paths) },
    ],
    { rounds: Math.min(rounds, 10) },
  );
  return {
    tables: [
      {
        title: 'Exploring the signup',
        says: `Microseconds of processor time for the whole chart. States found: ${states.explore} by explore, which waits for deadlines as well, ${states[shortest]} by getShortestPaths.`,
        measured,
      },
    ],
    figures: { exploring: turned(ratioOf(measured, shortest), (ratio) => (ratio * states.explore) / states[shortest]) },
  };
}

/** The same events for a tool that knows neither roles nor moments: each in every mouth, and each answer that came. */
function saidIn({ edges }: Exploration): AnyEventObject[] {
  const at = '2026-01-05T09:00:00.000Z';
  const spoken = sayings.flatMap((saying) => roles.map((role) => ({ ...saying, at, by: { role, id: `${role}-1` } })));
  const heard = edges.filter(({ kind }) => kind !== 'said').map(({ event }) => [JSON.stringify(event), event] as const);
  return [...spoken, ...new Map(heard).values()];
}
