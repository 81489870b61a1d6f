import { describe, expect, it, vi } from 'vitest';
import {
  type ErrorCode,
  errorCodes,
  Failure,
  isRegistrationError,
  RegistrationError,
  sessionClosed,
} from '../src/errors.js';

/** What the message of each error tells its reader to do next. */
const nextSteps: Readonly<Record<ErrorCode, RegExp>> = {
  'policy.invalid': /Correct the settings named in `issues`/,
  'policy.notTaken': /Give its machine the event `registration\.policyChanged`, or open it with the policy it has/,
  'runtime.unsupported': /load a polyfill before the package/,
  'argument.invalid': /Correct the parameter/,
  'input.invalid': /Correct the values named in `issues`/,
  'port.notConnected': /Use connect\(machine, ports\) or open a session with ports/,
  'port.failed': /Look at `cause`; the person may try the same act again/,
  'port.badAnswer': /Correct the port; `issues` names the fields/,
  'port.timedOut': /Look at the service behind it, or raise `portTimeout`/,
  'envelope.malformed': /Restore it from a backup/,
  'envelope.machineUnknown': /Open it with the machine it names/,
  'envelope.versionUnknown': /Open it with that version, or upgrade the package/,
  'envelope.contextInvalid': /Restore it from a backup; `issues` names the fields/,
  'envelope.stateUnknown': /Restore it from a backup/,
  'envelope.notAtRest': /Settle its calls before you save it or send another event/,
  'session.closed': /Open a new one/,
  'session.notFound': /Give `input` to start one/,
  'command.reused': /Use a fresh id for every new act/,
  'command.reserved': /Use another id, a random one for example/,
  'storage.conflict': /Open it again to see their version, then repeat the act/,
  'storage.erased': /Start a new one under another key/,
  'storage.closed': /Open it again/,
  'storage.unavailable': /Open the registration again and repeat the act with the same command id/,
  'storage.corrupt': /Restore it from a backup/,
  'storage.noDriver': /Install one of those named in `details`, or use a later version of Node/,
  'storage.notMigrated': /call migratePostgres\(pool\) first; else upgrade the package/,
  'storage.badKey': /non-empty text of at most 1,024 characters/,
};

describe('an error of the package', () => {
  it('has a code of the closed list', () => {
    expect([...errorCodes].sort()).toEqual(Object.keys(nextSteps).sort());
    for (const code of errorCodes) expect(code).toMatch(/^[a-z]+\.[a-zA-Z]+$/);
  });

  it.each(errorCodes)('%s: its message says what to do next', (code) => {
    const { message, name } = new RegistrationError(code);
    expect(name).toBe('RegistrationError');
    expect(message).toMatch(nextSteps[code]);
    expect(message.startsWith(`${code}: `)).toBe(true);
    expect(message.endsWith('.')).toBe(true);
  });

  it('shows its details in its message, and its cause not at all', () => {
    const cause = new Error('hunter2');
    const error = new RegistrationError('storage.conflict', { cause, details: { expected: 3, actual: 5 } });
    expect(error.message.endsWith(' ({"expected":3,"actual":5})')).toBe(true);
    expect(error).toMatchObject({ code: 'storage.conflict', details: { expected: 3, actual: 5 } });
    expect(error.cause).toBe(cause);
    expect(error.message).not.toContain('hunter2');
    expect(JSON.stringify(error)).not.toContain('hunter2');
  });

  it('has no cause and no details unless it is given some', () => {
    const error = new RegistrationError('session.closed');
    expect('cause' in error).toBe(false);
    expect(error.details).toEqual({});
  });
});

describe('isRegistrationError', () => {
  it('knows ours, and one code of ours', () => {
    const error = new RegistrationError('session.closed');
    expect(error).toBeInstanceOf(Error);
    expect([isRegistrationError(error), isRegistrationError(error, 'session.closed')]).toEqual([true, true]);
    expect(isRegistrationError(error, 'session.notFound')).toBe(false);
  });

  it.each([undefined, null, 'session.closed', 5, {}, { code: 'session.closed' }, new Error('session.closed'), () => 5])(
    'knows that %o is none',
    (value) => expect(isRegistrationError(value)).toBe(false),
  );

  it('knows an error of another copy of the package, in both directions', async () => {
    vi.resetModules();
    const other = await import('../src/errors.js');
    expect(other.RegistrationError).not.toBe(RegistrationError);
    const theirs = new other.RegistrationError('storage.erased');
    expect(theirs).not.toBeInstanceOf(Failure);
    expect(theirs).toBeInstanceOf(RegistrationError);
    expect(isRegistrationError(theirs, 'storage.erased')).toBe(true);
    expect(other.isRegistrationError(new RegistrationError('storage.erased'), 'storage.erased')).toBe(true);
  });

  it('is asked by `instanceof` too, whether the package threw it or a host', () => {
    for (const error of [new Failure(sessionClosed), new RegistrationError('session.closed')]) {
      expect(error).toBeInstanceOf(RegistrationError);
      expect(error.message).toBe(new Failure(sessionClosed).message);
    }
    for (const value of [undefined, null, 'session.closed', new Error('session.closed')])
      expect(value instanceof RegistrationError).toBe(false);
  });
});
