import { describe, expect, it } from 'vitest';
import { createActor, waitFor } from 'xstate';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { connect } from '../../src/session/connect.js';
import { pathOf } from '../../src/snapshot.js';
import { cloudAccount, intl, say, throughWizard } from '../support/answers.js';
import { actorOf, drive } from '../support/drive.js';
import { down, rightCode, willingPorts } from '../support/ports.js';

const partner = { partnerId: 'P-77', companyName: 'Ácme Cloud GmbH' };
const signingUp = [
  { type: 'signup.country.choose', country: 'DE' },
  { type: 'signup.email.submit', email: 'zoe@acme.example' },
  { type: 'signup.code.submit', verificationCode: rightCode },
  { type: 'signup.password.set', password: 'abc12345' },
  { type: 'signup.securityPhone.skip' },
  { type: 'signup.cloud.enable', agreements: intl.account.agreements },
  { type: 'signup.information.postpone' },
] as const;
const applying = [...throughWizard, say.submit] as const;

describe('the outside world that does not answer', () => {
  const address = { by: 'email', value: 'a@b.example' } as const;
  const toPartner = [...signingUp, ...applying];
  const inviting = [
    ...signingUp,
    { type: 'registration.associate' },
    { type: 'association.request', address, company: partner },
    { type: 'association.invite', address },
  ] as const;

  /** What is said up to the call of a port, where the road rests without its answer, and what is said then. */
  const calls = [
    ['sendVerificationCode', signingUp.slice(0, 2), 'signup.verifyingEmail.entering', signingUp[1]],
    ['checkVerificationCode', signingUp.slice(0, 3), 'signup.verifyingEmail.enteringCode', signingUp[2]],
    ['registerHuaweiId', signingUp.slice(0, 4), 'signup.settingPassword.entering', signingUp[3]],
    ['enableCloudServices', signingUp.slice(0, 6), 'signup.acceptingAgreements', signingUp[5]],
    ['lookUpCompany', toPartner.slice(0, 9), 'wizard.companyCheckFailed', { type: 'wizard.company.checkAgain' }],
    ['screenApplication', toPartner, 'review.awaitingScreening', { type: 'review.screening.retry' }],
    ['registerPartner', toPartner, 'enrollment.notRegistered', { type: 'enrollment.registration.retry' }],
    ['lookUpInvitee', inviting, 'association.inviteeNotLookedUp', { type: 'association.resend' }],
  ] as const;
  const trouble = (port: string) => [{ code: 'port.unavailable', path: [], params: { port } }];

  it.each(calls)(
    '%s is down: the road rests, says so, and goes on when it is back',
    async (port, sayings, state, again) => {
      const road = drive(registrationMachine, { policy: intl }).once(port, down);
      await road.go(...sayings);
      expect([road.state, road.context.trouble]).toEqual([state, trouble(port)]);
      await road.go(again);
      expect(road.state).not.toBe(state);
      expect(road.context.trouble).toEqual([]);
    },
  );

  it.each(calls)('%s is not connected: the road rests, says so, and is not in error', async (port, sayings, state) => {
    const { [port]: _, ...others } = willingPorts;
    const actor = createActor(connect(registrationMachine, others), { input: { policy: intl } }).start();
    for (const saying of sayings) {
      const by = actorOf(saying.type === 'association.invite' ? 'administrator' : 'applicant');
      actor.send({ ...saying, at: '2026-11-22T10:00:00Z', by });
      await waitFor(actor, (snapshot) => !snapshot.hasTag('busy'));
    }
    const { status, value, context } = actor.getSnapshot();
    expect([status, pathOf(value), context.trouble]).toEqual(['active', state, trouble(port)]);
    actor.stop();
  });

  it('nothing is connected: the first call leads to a resting state, never to an error', async () => {
    const actor = createActor(registrationMachine, { input: { policy: intl, account: cloudAccount } }).start();
    for (const saying of [say.start, say.business()])
      actor.send({ ...saying, at: '2026-11-22T10:00:00Z', by: actorOf('applicant') });
    const { value, context } = await waitFor(actor, (snapshot) => !snapshot.hasTag('busy'));
    expect([pathOf(value), context.trouble]).toEqual(['wizard.companyCheckFailed', trouble('lookUpCompany')]);
    actor.stop();
  });
});
