import { describe, expect, it } from 'vitest';
import { associationMachine } from '../../src/association/association.machine.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { type DueOptions, runDueDeadlines } from '../../src/session/due.js';
import { history, verifyJournal } from '../../src/session/journal.js';
import { openSession } from '../../src/session/session.js';
import { type Memory, memoryStorage } from '../../src/storage/memory.js';
import type { StorageAdapter } from '../../src/storage/port.js';
import { act, save } from '../../src/testing/storage/kit.js';
import { shift } from '../support/clock.js';
import { Desk, go, placeOf, say } from './desk.js';
import { people } from './scenarios.js';

/** A desk whose storage may be opened again, as by another server. */
function office(): { readonly desk: Desk; readonly memory: Memory; readonly options: DueOptions } {
  const memory: Memory = new Map();
  const desk = new Desk({ account: true, storage: memoryStorage(memory) });
  return { desk, memory, options: { machine: registrationMachine, ports: desk.ports } };
}

/** Invites a member; the invitation ends after seven days. */
async function invite(desk: Desk, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const session = await desk.open({ key });
    await go(session, { type: 'registration.associate' }, say.request(desk.answers));
    const event = { type: 'association.invite', address: desk.answers.address };
    expect((await session.receive(event, { by: people.administrator })).issues).toEqual([]);
    await session.close();
  }
}

const sevenDays = { days: 7 };

/** A partner with annual reviews and a certificate that end on one day, in a year. */
async function enroll(desk: Desk, key: string): Promise<string> {
  const { business, contact, filing, acceptance } = desk.answers;
  const session = await desk.open({ key });
  const huawei = async (event: { readonly type: string }) =>
    expect(await session.receive(event, { by: people.reviewer })).toMatchObject({ status: 'saved', issues: [] });
  await go(
    session,
    { type: 'wizard.start' },
    { type: 'wizard.business.save', business },
    { type: 'wizard.contact.save', contact },
    { type: 'wizard.sensitiveRelationship.file', filing },
    { type: 'wizard.agreement.accept', acceptance },
    { type: 'wizard.submit' },
  );
  for (const path of ['service', 'systemIntegrator']) {
    await go(session, { type: 'path.select', path }, { type: 'path.validation.submit', path });
    await huawei({ type: 'path.validation.passed', ...{ path } });
    await go(session, { type: 'path.differentiation.submit', path });
    await huawei({ type: 'path.differentiation.passed', ...{ path } });
  }
  const program = 'carrier';
  const validUntil = shift(desk.clock.now, { days: 365 });
  await go(
    session,
    { type: 'program.apply', program },
    { type: 'program.submit', program, application: { agreements: [] } },
  );
  await huawei({ type: 'program.approved', ...{ program, certificate: { id: 'K-1', validUntil } } });
  await session.close();
  return validUntil;
}

/** What has happened by itself, in order. */
async function firedFor(storage: StorageAdapter, key: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const { event, by } of history(storage, key)) if (by?.id === 'session') lines.push(event.type);
  return lines;
}

/** A storage that counts which registrations are read. */
function counting(storage: StorageAdapter): { readonly storage: StorageAdapter; readonly read: string[] } {
  const read: string[] = [];
  return {
    read,
    storage: {
      ...storage,
      read(key) {
        read.push(key);
        return storage.read(key);
      },
    },
  };
}

const quiet = { fired: 0, left: 0, failed: [] };

describe('design 9: what is due is carried out by a scheduler', () => {
  it('an invitation that nobody accepted expires, on time and once', async () => {
    const { desk, options } = office();
    await invite(desk, 'a', 'b');
    const due = shift(desk.clock.now, sevenDays);
    expect(await runDueDeadlines(desk.storage, shift(due, { ms: -1 }), options)).toEqual(quiet);
    expect(await runDueDeadlines(desk.storage, due, options)).toEqual({ ...quiet, fired: 2 });
    expect(await runDueDeadlines(desk.storage, shift(due, { days: 1 }), options)).toEqual(quiet);
    for (const key of ['a', 'b']) {
      expect(await firedFor(desk.storage, key)).toEqual(['association.expired']);
      expect(await verifyJournal(desk.storage, key)).toEqual({ ok: true, entries: 5 });
    }
    const messages = await desk.storage.claim({ owner: 'onlooker', at: due, leaseSeconds: 0, limit: 10 });
    expect(messages.map(({ type, at }) => [type, at]).slice(1, 2)).toEqual([['association.expired', due]]);
  });

  it('R-101 R-132 annual reviews and the end of a certificate, each one line, all in one turn', async () => {
    const { desk, options } = office();
    const due = await enroll(desk, 'partner');
    expect(await runDueDeadlines(desk.storage, due, options)).toEqual({ ...quiet, fired: 3 });
    expect((await firedFor(desk.storage, 'partner')).sort()).toEqual([
      'path.annualReview.due',
      'path.annualReview.due',
      'program.certificate.expired',
    ]);
    desk.clock.set(due);
    const { enrollment } = (await desk.open({ key: 'partner' })).snapshot.context;
    expect([...enrollment.paths, ...enrollment.programs].map(({ state }) => state)).toEqual([
      'annualReviewDue',
      'annualReviewDue',
      'expired',
    ]);
    expect(await runDueDeadlines(desk.storage, due, options)).toEqual(quiet);
  });

  it('whichever way the time is written', async () => {
    const { desk, options } = office();
    await invite(desk, 'a', 'b', 'c');
    const fired = [];
    for (const now of ['2026-11-29T09:59:59Z', '2026-11-29T10:00:00Z', '2026-11-29T11:00:00+01:00'])
      fired.push((await runDueDeadlines(desk.storage, now, options)).fired);
    expect(fired).toEqual([0, 3, 0]);
    expect((await desk.storage.read('a'))?.at).toBe('2026-11-29T10:00:00.000Z');
  });

  it('opens nothing when nothing is due', async () => {
    const { desk, options } = office();
    await invite(desk, 'a');
    const { storage, read } = counting(desk.storage);
    expect(await runDueDeadlines(storage, desk.clock.now, options)).toEqual(quiet);
    expect(read).toEqual([]);
  });

  it('leaves the registrations of another machine alone', async () => {
    const { desk, options } = office();
    await invite(desk, 'a');
    const { policy } = desk.input;
    const { company, address } = desk.answers;
    const other = await openSession({
      ...{ machine: associationMachine, key: '0', storage: desk.storage, ports: desk.ports },
      ...{ input: { policy, company }, by: people.administrator, clock: () => desk.clock.now },
    });
    await other.send({ type: 'association.invite', address });
    const before = await desk.storage.read('0');
    const due = shift(desk.clock.now, sevenDays);
    expect(await runDueDeadlines(desk.storage, due, options)).toEqual({ ...quiet, fired: 1 });
    expect(await desk.storage.read('0')).toEqual(before);
    const theirs = { ...options, machine: associationMachine };
    expect(await runDueDeadlines(desk.storage, due, theirs)).toEqual({ ...quiet, fired: 1 });
  });
});

describe('two servers at once', () => {
  it('carry out each deadline once, and each is told once', async () => {
    const { desk, memory, options } = office();
    const keys = ['a', 'b', 'c', 'd', 'e'];
    await invite(desk, ...keys);
    const due = shift(desk.clock.now, sevenDays);
    const servers = [desk.storage, memoryStorage(memory), memoryStorage(memory)];
    const reports = await Promise.all(servers.map((storage) => runDueDeadlines(storage, due, options)));
    const sum = (count: (report: (typeof reports)[number]) => number) => reports.map(count).reduce((a, b) => a + b);
    expect([sum(({ fired }) => fired), sum(({ failed }) => failed.length)]).toEqual([5, 0]);
    expect(sum(({ left }) => left)).toBeGreaterThan(0);
    for (const key of keys) expect(await firedFor(desk.storage, key)).toEqual(['association.expired']);
    const messages = await desk.storage.claim({ owner: 'onlooker', at: due, leaseSeconds: 0, limit: 100 });
    expect(messages.filter(({ type }) => type === 'association.expired')).toHaveLength(5);
  });

  it('count what was carried out of a registration before the other came in between', async () => {
    const { desk, options } = office();
    const due = await enroll(desk, 'partner');
    let commits = 0;
    const storage: StorageAdapter = {
      ...desk.storage,
      async commit(commit) {
        commits += 1;
        if (commits === 2) await runDueDeadlines(desk.storage, due, options);
        return desk.storage.commit(commit);
      },
    };
    expect(await runDueDeadlines(storage, due, options)).toEqual({ fired: 1, left: 1, failed: [] });
    expect(await firedFor(desk.storage, 'partner')).toHaveLength(3);
  });

  it('leave to itself what was erased meanwhile', async () => {
    const { desk, options } = office();
    await invite(desk, 'a', 'b', 'c');
    const due = shift(desk.clock.now, sevenDays);
    const storage: StorageAdapter = {
      ...desk.storage,
      async read(key) {
        if (key === 'a') await desk.storage.remove(key, due);
        return desk.storage.read(key);
      },
      async commit(commit) {
        if (commit.key === 'b') await desk.storage.remove(commit.key, due);
        return desk.storage.commit(commit);
      },
    };
    expect(await runDueDeadlines(storage, due, options)).toEqual({ fired: 1, left: 2, failed: [] });
  });
});

describe('a registration that cannot be carried on', () => {
  const index = (deadline: string) => ({ state: 'association', company: null, deadline });

  it('is reported each time and stops no other', async () => {
    const { desk, options } = office();
    await invite(desk, 'a', 'c');
    const due = shift(desk.clock.now, sevenDays);
    await save(desk.storage, act('b', 0, { text: 'by hand', index: index(desk.clock.now) }));
    const failed = [{ key: 'b', error: expect.objectContaining({ code: 'envelope.malformed' }) }];
    expect(await runDueDeadlines(desk.storage, due, options)).toEqual({ fired: 2, left: 0, failed });
    expect(await runDueDeadlines(desk.storage, due, options)).toEqual({ fired: 0, left: 0, failed });
  });

  it('is reported when the storage fails at it', async () => {
    const { desk, options } = office();
    await invite(desk, 'a', 'b');
    const due = shift(desk.clock.now, sevenDays);
    const fault = new Error('the disk is gone');
    const storage: StorageAdapter = {
      ...desk.storage,
      commit: (commit) => (commit.key === 'a' ? Promise.reject(fault) : desk.storage.commit(commit)),
    };
    const failed = [{ key: 'a', error: expect.objectContaining({ code: 'storage.unavailable', cause: fault }) }];
    expect(await runDueDeadlines(storage, due, options)).toEqual({ fired: 1, left: 0, failed });
    const unfindable: StorageAdapter = { ...storage, find: () => Promise.reject(fault) };
    await expect(runDueDeadlines(unfindable, due, options)).rejects.toBe(fault);
  });

  it('keeps nobody waiting, not even when there are more of them than the limit and than a page', async () => {
    const { desk, options } = office();
    const machine = JSON.stringify({ ...JSON.parse((await textOf(desk)) as string), machine: 'another' });
    for (let place = 0; place < 120; place += 1) {
      const text = place % 2 === 0 ? 'by hand' : machine;
      await save(desk.storage, act(`0 ${place}`, 0, { text, index: index(desk.clock.now) }));
    }
    await invite(desk, 'z');
    const due = shift(desk.clock.now, sevenDays);
    const report = await runDueDeadlines(desk.storage, due, { ...options, limit: 1 });
    expect([report.fired, report.left, report.failed.length]).toEqual([1, 0, 60]);
  });

  async function textOf(desk: Desk): Promise<string | undefined> {
    const session = await desk.open({ key: 'some' });
    expect(placeOf(session)).toBe('choosingRoad');
    return (await desk.storage.read('some'))?.text;
  }
});

describe('the limit', () => {
  it('is how many registrations are carried on; the next call goes on with the others', async () => {
    const { desk, options } = office();
    await invite(desk, 'a', 'b', 'c', 'd', 'e');
    const due = shift(desk.clock.now, sevenDays);
    const { storage, read } = counting(desk.storage);
    const fired = [];
    for (let turn = 0; turn < 4; turn += 1)
      fired.push((await runDueDeadlines(storage, due, { ...options, limit: 2 })).fired);
    expect(fired).toEqual([2, 2, 1, 0]);
    expect(read).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('may be none', async () => {
    const { desk, options } = office();
    await invite(desk, 'a');
    const due = shift(desk.clock.now, sevenDays);
    expect(await runDueDeadlines(desk.storage, due, { ...options, limit: 0 })).toEqual(quiet);
  });

  it('leaves room for several pages', async () => {
    const { desk, options } = office();
    await invite(desk, ...Array.from({ length: 203 }, (_, place) => `k${place}`));
    const due = shift(desk.clock.now, sevenDays);
    expect(await runDueDeadlines(desk.storage, due, options)).toEqual({ ...quiet, fired: 203 });
  });
});
