import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { createPolicy } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { openSession } from '../../src/session/session.js';
import { memoryStorage } from '../../src/storage/memory.js';
import { embeddedPorts, fails, fixtures, once, portsOnCue } from '../../src/testing/index.js';
import { matchers } from '../../src/testing/vitest.js';

expect.extend(matchers);

const policy = createPolicy({ site: 'intl' });
const { account, business, contact } = fixtures(policy);
const by = { role: 'applicant', id: 'ada' } as const;

async function wizard() {
  const { ports } = portsOnCue(embeddedPorts(), { lookUpCompany: once(fails()) });
  const session = await openSession({
    machine: registrationMachine,
    key: 'lantern',
    storage: memoryStorage(),
    ports,
    input: { policy, account },
    by,
  });
  await session.send({ type: 'wizard.start' });
  return session;
}

/** What a claim that does not hold says. */
function said(claim: () => void): string {
  try {
    claim();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('the claim holds');
}

const save = { type: 'wizard.business.save', business } as const;

describe('toBeIn', () => {
  it('holds for the state and for what it lies in, of a session, a snapshot, an outcome and a live actor', async () => {
    const session = await wizard();
    const actor = createActor(registrationMachine, { input: { policy, account } }).start();
    for (const one of [session, session.snapshot, await session.send({ type: 'wizard.submit' })]) {
      expect(one).toBeIn('wizard.enteringBusiness');
      expect(one).toBeIn('wizard');
      expect(one).not.toBeIn('wizard.enteringContact');
      expect(one).not.toBeIn('review');
    }
    expect(actor).toBeIn('choosingRoad');
    expect([session]).toEqual([expect.toBeIn('wizard')]);
  });

  it('says where the registration is, and what is allowed there', async () => {
    const session = await wizard();
    const message = said(() => expect(session).toBeIn('review'));
    expect(message).toContain('Expected the registration to be in "review".\nIt is in "wizard.enteringBusiness".');
    expect(message).toContain('It allows:\n  applicant: wizard.business.save, ');
    expect(said(() => expect(session).not.toBeIn('wizard'))).toContain(
      'Expected the registration not to be in "wizard".',
    );
  });

  it('knows the states: a misspelt one is an error either way, and so is what has no state', async () => {
    const session = await wizard();
    expect(said(() => expect(session).not.toBeIn('wizrad'))).toMatch(/^There is no state "wizrad"\. The states are: /);
    for (const nothing of [null, 7, {}, Promise.resolve(session), { snapshot: 5 }])
      expect(said(() => expect(nothing).not.toBeIn('wizard'))).toMatch(/^Give a snapshot, a session/);
  });
});

describe('toAllow and toRefuse', () => {
  it('hold for an event that would be taken, and for one that would not', async () => {
    const session = await wizard();
    expect(session).toAllow(save);
    expect(session.snapshot).toAllow({ ...save, by, at: '2026-11-22T10:00:00.000Z' });
    expect(session).not.toAllow({ type: 'wizard.submit' });
    expect(session).toRefuse({ type: 'wizard.submit' });
    expect(session).toRefuse({ type: 'wizard.submit' }, 'business.missing');
    expect(session).not.toRefuse({ type: 'wizard.submit' }, 'email.invalid');
    expect(session).not.toRefuse(save);
    expect(session).toRefuse({ ...save, by: { role: 'reviewer', id: 'rita' } }, 'actor.notAllowed');
    expect(session).toRefuse({ ...save, business: { ...business, companyName: '7' } }, 'companyName.notAName');
  });

  it('take for who speaks the one who applies', async () => {
    const session = await wizard();
    await session.send(save);
    expect(session.snapshot.context.application.applicantId).toBe('ada');
    expect(session).toAllow({ type: 'wizard.company.checkAgain' });
    expect(session).toRefuse(
      { type: 'wizard.company.checkAgain', by: { role: 'applicant', id: 'eve' } },
      'actor.notApplicant',
    );
  });

  it('say every reason with its sentence, who spoke, and what is allowed', async () => {
    const session = await wizard();
    const message = said(() => expect(session).toAllow({ type: 'wizard.submit' }));
    expect(message).toContain(
      'Expected the registration in "wizard.enteringBusiness" to allow "wizard.submit" by the applicant "ada".\nIt is refused:\n  business.missing: ',
    );
    expect(message).toMatch(/\n {2}contact\.missing: [A-Z][^\n]+ [^\n]+\.\n/);
    expect(message).toContain('\nIt allows:\n  applicant: wizard.business.save, ');
    expect(said(() => expect(session).toRefuse(save, 'email.invalid'))).toBe(
      'Expected the registration in "wizard.enteringBusiness" to refuse "wizard.business.save" by the applicant "ada" with "email.invalid".\nIt is allowed.',
    );
    const wrong = { ...save, business: { ...business, companyName: '7' } };
    expect(said(() => expect(session).toRefuse(wrong, 'email.invalid'))).toContain(
      'It is refused:\n  companyName.notAName at business.companyName: ',
    );
    expect(said(() => expect(session).not.toAllow(save))).toContain(' not to allow "wizard.business.save"');
    expect(said(() => expect(session).not.toRefuse({ type: 'wizard.submit' }))).toContain(
      ' not to refuse "wizard.submit"',
    );
  });

  it('know the events: a misspelt one is an error either way', async () => {
    const session = await wizard();
    expect(said(() => expect(session).toRefuse({ type: 'wizard.sumbit' }))).toMatch(
      /^There is no event "wizard.sumbit"/,
    );
    expect(said(() => expect(session).not.toAllow({ type: 'wizard.sumbit' }))).toContain('wizard.submit');
  });
});

describe('toRequire', () => {
  it('holds for what is due now, and not for what is due later', async () => {
    const session = await wizard();
    expect(session).toRequire('contact.missing');
    expect(session).not.toRequire('email.invalid');
    expect(session).not.toRequire('account.informationIncomplete');
  });

  it('says what is due, now and later', async () => {
    const session = await wizard();
    const message = said(() => expect(session).toRequire('account.informationIncomplete'));
    expect(message).toContain('to require "account.informationIncomplete" now.\nDue now:\n  business.missing');
    expect(message).toContain('\nDue later:\n  account.informationIncomplete: ');
    expect(said(() => expect(session).not.toRequire('contact.missing'))).toContain('not to require "contact.missing"');
  });
});

describe('toHaveStep', () => {
  it('holds for a step that is there, with its status', async () => {
    const session = await wizard();
    expect(session).toHaveStep('business');
    expect(session).toHaveStep('business', 'open');
    expect(session).not.toHaveStep('business', 'done');
    expect(session).not.toHaveStep('breakfast');
  });

  it('says which steps there are, and how far each is', async () => {
    const session = await wizard();
    const message = said(() => expect(session).toHaveStep('business', 'done'));
    expect(message).toContain('to have the step "business" done.\nThe steps are:\n');
    expect(message).toContain('\n  business: open, where it rests\n  contact: open\n');
    expect(said(() => expect(session).not.toHaveStep('business'))).toContain('not to have the step "business"');
  });
});

describe('toBeSaved and toBeRefusedWith', () => {
  it('hold for an act that was saved, and for one that was refused or invalid', async () => {
    const session = await wizard();
    const refused = await session.send({ type: 'wizard.submit' });
    const invalid = await session.receive({ type: 'wizard.business.save' });
    const saved = await session.send(save);
    expect(saved).toBeSaved();
    expect(saved.issues).toHaveLength(1);
    expect(saved).not.toBeRefusedWith('port.unavailable');
    for (const one of [refused, invalid]) expect(one).not.toBeSaved();
    expect(refused).toBeRefusedWith('contact.missing');
    expect(refused).not.toBeRefusedWith('value.missing');
    expect(invalid).toBeRefusedWith('value.missing');
    expect(session).toBeIn('wizard.companyCheckFailed');
    await expect(session.send({ type: 'wizard.contact.save', contact })).resolves.not.toBeSaved();
  });

  it('say what became of the act, why, where the registration is and what is allowed', async () => {
    const session = await wizard();
    const refused = await session.send({ type: 'wizard.submit' });
    const message = said(() => expect(refused).toBeSaved());
    expect(message).toContain(
      'Expected the act to be saved.\nIt was refused; the registration is in "wizard.enteringBusiness".\nBecause of:\n  business.missing: ',
    );
    expect(message).toContain('\nIt allows:\n  applicant: ');
    const saved = await session.send(save);
    expect(said(() => expect(saved).not.toBeSaved())).toContain('Expected the act not to be saved.\nIt was saved; ');
    expect(said(() => expect(saved).toBeRefusedWith('contact.missing'))).toContain(
      'Expected the act to be refused with "contact.missing".\nIt was saved; the registration is in "wizard.companyCheckFailed".\nBecause of:\n  port.unavailable: ',
    );
    expect(said(() => expect(refused).not.toBeRefusedWith('contact.missing'))).toContain('not to be refused with');
  });

  it('ask for what became of an act', async () => {
    const session = await wizard();
    expect(said(() => expect(session).not.toBeSaved())).toMatch(/^Give what became of an act/);
    expect(said(() => expect(session.snapshot).not.toBeRefusedWith('contact.missing'))).toMatch(/^Give what became/);
  });
});

it('the matchers are typed', async () => {
  const session = await wizard();
  // @ts-expect-error no such code
  expect(session).not.toRequire('no.such.code');
  // @ts-expect-error no such status
  expect(session).not.toHaveStep('business', 'eaten');
});
