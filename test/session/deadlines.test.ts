import { describe, expect, it } from 'vitest';
import type { DevelopmentPath } from '../../src/choices.js';
import type { registrationMachine } from '../../src/registration/registration.machine.js';
import { nextDeadline } from '../../src/registration/requirements.js';
import type { Session } from '../../src/session/session.js';
import { down } from '../support/ports.js';
import { became, Desk, go, placeOf } from './desk.js';
import { people } from './scenarios.js';

type Open = Session<typeof registrationMachine>;

/** A desk whose applicant has become a partner. */
async function partnerDesk(): Promise<{ readonly desk: Desk; readonly session: Open }> {
  const desk = new Desk({ account: true });
  const { business, contact, filing, acceptance } = desk.answers;
  const session = await desk.open();
  await go(
    session,
    { type: 'wizard.start' },
    { type: 'wizard.business.save', business },
    { type: 'wizard.contact.save', contact },
    { type: 'wizard.sensitiveRelationship.file', filing },
    { type: 'wizard.agreement.accept', acceptance },
    { type: 'wizard.submit' },
  );
  return { desk, session };
}

/** Brings a path to its annual review, and a program to a certificate that ends. */
async function differentiate(session: Open, path: DevelopmentPath): Promise<void> {
  await go(session, { type: 'path.select', path }, { type: 'path.validation.submit', path });
  await go(await as(session, { type: 'path.validation.passed', path }), { type: 'path.differentiation.submit', path });
  await as(session, { type: 'path.differentiation.passed', path });
}

async function join(session: Open, validUntil: string): Promise<void> {
  const program = 'carrier';
  await go(
    session,
    { type: 'program.apply', program },
    { type: 'program.submit', program, application: { agreements: [] } },
  );
  await as(session, { type: 'program.approved', program, certificate: { id: 'K-1', validUntil } });
}

/** Says something as Huawei's reviewer. */
async function as(session: Open, event: { readonly type: string; readonly [key: string]: unknown }): Promise<Open> {
  const { status, issues } = await session.receive(event, { by: people.reviewer });
  if (status !== 'saved') throw new Error(`${event.type} is ${status}: ${JSON.stringify(issues)}`);
  return session;
}

const statesOf = ({ snapshot }: Open) => {
  const { paths, programs } = snapshot.context.enrollment;
  return [...paths.map(({ path, state }) => [path, state]), ...programs.map(({ program, state }) => [program, state])];
};

describe('the deadlines of a partner', () => {
  it('R-101 R-132 an annual review and the end of a certificate come by themselves, each on its day', async () => {
    const { desk, session } = await partnerDesk();
    await differentiate(session, 'service');
    await join(session, '2027-03-01T00:00:00.000Z');
    desk.clock.set('2027-02-28T23:59:59.999Z');
    expect(await session.tick()).toBe(0);
    desk.clock.set('2027-03-01T00:00:00.000Z');
    expect(await session.tick()).toBe(1);
    expect(statesOf(session)).toEqual([
      ['service', 'differentiated'],
      ['carrier', 'expired'],
    ]);
    desk.clock.set('2027-11-22T10:00:00.000Z');
    expect(await session.tick()).toBe(1);
    expect(statesOf(session)).toEqual([
      ['service', 'annualReviewDue'],
      ['carrier', 'expired'],
    ]);
    expect(await session.tick()).toBe(0);
    expect(placeOf(session)).toBe('enrollment.enrolled');
  });

  it('R-101 R-132 two that are due at once are both told, each of its own path or program, one line of the journal each', async () => {
    const { desk, session } = await partnerDesk();
    await differentiate(session, 'service');
    await differentiate(session, 'systemIntegrator');
    await join(session, '2027-11-22T10:00:00.000Z');
    const before = (await desk.history()).length;
    desk.clock.set('2027-11-22T10:00:00.000Z');
    expect(await session.tick()).toBe(3);
    expect(statesOf(session)).toEqual([
      ['service', 'annualReviewDue'],
      ['systemIntegrator', 'annualReviewDue'],
      ['carrier', 'expired'],
    ]);
    const lines = (await desk.history()).slice(before);
    expect(lines.map(({ event, by }) => [event, by?.role])).toEqual([
      [{ type: 'path.annualReview.due', path: 'service' }, 'system'],
      [{ type: 'path.annualReview.due', path: 'systemIntegrator' }, 'system'],
      [{ type: 'program.certificate.expired', program: 'carrier' }, 'system'],
    ]);
    const { messages } = await desk.everything();
    expect(messages.slice(-3).map(({ type, text }) => [type, JSON.parse(text).state])).toEqual([
      ['path.changed', 'annualReviewDue'],
      ['path.changed', 'annualReviewDue'],
      ['program.changed', 'expired'],
    ]);
  });

  it('what is due happens before the act that comes late, also in a session opened long after', async () => {
    const { desk, session } = await partnerDesk();
    await differentiate(session, 'service');
    expect(nextDeadline(session.snapshot)).toMatchObject({ payload: { path: 'service' } });
    await session.close();
    desk.clock.set('2028-06-01T00:00:00.000Z');
    const later = await desk.open();
    expect(await became(later, { type: 'path.annualReview.submit', path: 'service' })).toMatchObject({ codes: [] });
    expect(statesOf(later)).toEqual([['service', 'annualReviewing']]);
    const lines = await desk.history();
    expect(lines.slice(-2).map(({ event }) => event.type)).toEqual([
      'path.annualReview.due',
      'path.annualReview.submit',
    ]);
  });

  it('the index bears the next deadline, so that a scheduler finds the partner', async () => {
    const { desk, session } = await partnerDesk();
    await differentiate(session, 'service');
    const { rows } = await desk.storage.find({ deadlineBy: '2027-11-22T10:00:00.000Z', limit: 10 });
    expect(rows.map(({ key, deadline }) => [key, deadline])).toEqual([[desk.key, '2027-11-22T10:00:00.000Z']]);
    const early = await desk.storage.find({ deadlineBy: '2027-11-22T09:59:59.999Z', limit: 10 });
    expect(early.rows).toEqual([]);
  });
});

describe('an act of a partner that waits for the account', () => {
  it('is one line of the journal and one commit, with the call it made and what was held against it', async () => {
    const { desk, session } = await partnerDesk();
    const before = session.revision;
    desk.answer('lookUpAccount', down);
    const failed = await became(session, { type: 'path.select', path: 'service' });
    expect(failed).toEqual({ status: 'saved', revision: before + 1, codes: ['port.unavailable'] });
    desk.answer('lookUpAccount');
    await go(session, { type: 'path.select', path: 'service' });
    const [first, second] = (await desk.history()).slice(-2);
    expect([first?.from, first?.to, first?.calls]).toEqual([
      'enrollment.enrolled',
      'enrollment.enrolled',
      [{ port: 'lookUpAccount', result: 'failed' }],
    ]);
    expect([second?.calls, second?.issues]).toEqual([[{ port: 'lookUpAccount', result: 'answered' }], []]);
  });

  it('a repeated command is carried out once and announced once', async () => {
    const { desk, session } = await partnerDesk();
    const select = { type: 'path.select', path: 'service' };
    const first = await became(session, select, { commandId: 'select-1' });
    expect(await became(session, select, { commandId: 'select-1' })).toEqual(first);
    const { messages } = await desk.everything();
    expect(messages.filter(({ type }) => type === 'path.changed')).toHaveLength(1);
    expect(desk.asked.filter((port) => port === 'lookUpAccount')).toHaveLength(1);
  });
});
