import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { validateBusiness } from '../src/application.js';
import { RegistrationError } from '../src/errors.js';
import { parse } from '../src/issue.js';
import { createPolicy } from '../src/policy.js';
import { registrationMachine } from '../src/registration/registration.machine.js';
import { connect } from '../src/session/connect.js';
import { verifyJournal } from '../src/session/journal.js';
import { randomId } from '../src/session/runtime.js';
import { openSession } from '../src/session/session.js';
import { pathOf } from '../src/snapshot.js';
import { memoryStorage } from '../src/storage/memory.js';
import { keyedSha256, sha256 } from '../src/storage/sha256.js';
import { embeddedPorts, fixtures, verificationCodeOf } from '../src/testing/index.js';
import { toPartner } from './support/toPartner.js';

const policy = createPolicy({ site: 'intl' });
const answers = fixtures(policy);
const applicant = { role: 'applicant', id: 'ada' } as const;

/** From nothing to partner, with real ports and every act saved. */
async function goRoad(): Promise<string> {
  const storage = memoryStorage();
  const ports = embeddedPorts({ seed: 'few', deliver() {} });
  const options = { machine: registrationMachine, key: 'a', storage, ports, input: { policy }, by: applicant };
  const session = await openSession(options);
  const code = () => verificationCodeOf('few', session.snapshot.context.account.challenge?.sent?.challengeId ?? '');
  const acts = toPartner(answers);
  for (const act of acts) {
    const said = act.type === 'signup.code.submit' ? { ...act, verificationCode: await code() } : act;
    const { status, issues } = await session.receive(said, { commandId: randomId() });
    expect([act.type, status, issues]).toEqual([act.type, 'saved', []]);
  }
  expect(await verifyJournal(storage, 'a')).toMatchObject({ ok: true });
  return pathOf(session.snapshot.value);
}

/** A page on plain http, on an engine of some years ago. */
function takeAway(): void {
  const { crypto } = globalThis;
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  vi.stubGlobal('process', { ...process, getBuiltinModule: undefined });
  for (const name of ['structuredClone', 'setImmediate', 'BroadcastChannel', 'queueMicrotask'])
    vi.stubGlobal(name, undefined);
  vi.spyOn(URL, 'canParse').mockImplementation(() => expect.unreachable('URL.canParse'));
  vi.spyOn(AbortSignal, 'any').mockImplementation(() => expect.unreachable('AbortSignal.any'));
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => expect.unreachable('AbortSignal.timeout'));
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('with few globals', () => {
  it('E2 E3 E4 the whole road is gone without randomUUID, subtle, structuredClone, setImmediate, canParse and AbortSignal.any', async () => {
    takeAway();
    expect(await goRoad()).toBe('enrollment.enrolled');
  });

  it('E3 an id is as random as any, and no two are the same', () => {
    takeAway();
    const ids = Array.from({ length: 100 }, randomId);
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('E3 digests are the same as with node:crypto and with WebCrypto', async () => {
    const texts = ['', 'a', '有限公司', '\ud800', 'x'.repeat(1000)];
    const made = () => Promise.all(texts.flatMap((text) => [sha256(text), keyedSha256('key of sixteen..', text)]));
    const byNode = await made();
    vi.stubGlobal('process', { ...process, getBuiltinModule: undefined });
    expect(await made()).toEqual(byNode);
    takeAway();
    expect(await made()).toEqual(byNode);
  });
});

describe('what is truly missing is named by runtime.unsupported, and is no issue of a person', () => {
  const unsupported = (missing: string) =>
    expect.objectContaining({ code: 'runtime.unsupported', details: { missing: [missing] } });

  it.each(['AbortController', 'Intl', 'TextEncoder', 'URL', 'setTimeout'])('%s', async (name) => {
    const storage = memoryStorage();
    const ports = embeddedPorts({ seed: 'few', deliver() {} });
    const options = { machine: registrationMachine, key: 'a', storage, ports, input: { policy }, by: applicant };
    vi.stubGlobal(name, undefined);
    const opened = openSession(options);
    expect(() => connect(registrationMachine, ports)).toThrow(unsupported(name));
    vi.unstubAllGlobals();
    await expect(opened).rejects.toEqual(unsupported(name));
    expect(await storage.read('a')).toBe(null);
  });

  it('no source of randomness', () => {
    vi.stubGlobal('crypto', undefined);
    expect(randomId).toThrow(unsupported('crypto.getRandomValues'));
  });

  it('runtimes A5 a policy where Intl is missing is not invalid', () => {
    vi.stubGlobal('Intl', undefined);
    expect(() => createPolicy({ site: 'intl', timeZone: 'Asia/Kathmandu' })).toThrow(unsupported('Intl'));
  });

  it('an address where URL is missing is not the wrong answer', () => {
    vi.stubGlobal('URL', undefined);
    const business = { ...answers.business, website: 'https://lantern.example' };
    expect(() => validateBusiness(policy)(business)).toThrow(expect.objectContaining({ code: 'runtime.unsupported' }));
  });
});

describe('a fault of ours is thrown on, and what cannot be read stays theirs', () => {
  const failing = z.string().refine(() => {
    throw new ReferenceError('nothing of theirs');
  });

  it('on a value that can be read', () => {
    expect(() => parse(failing, 'text')).toThrow(ReferenceError);
    expect(() => parse(z.object({ a: failing }), { a: 'text' })).toThrow(ReferenceError);
  });

  it('on a value that throws when it is read, even our own error', () => {
    for (const error of [new ReferenceError('theirs'), new RegistrationError('port.failed')]) {
      const value = Object.defineProperty({}, 'a', { enumerable: true, get: () => raise(error) });
      expect(parse(z.object({ a: z.string() }), value)).toMatchObject({
        ok: false,
        issues: [{ code: 'value.wrongType', params: { expected: 'plain data' } }],
      });
    }
  });
});

function raise(error: Error): never {
  throw error;
}
