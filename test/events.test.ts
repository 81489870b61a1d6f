import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actorSchema, defineEvents, hear, roleIssues, roles, rolesFor, standsFor } from '../src/events.js';
import { text } from '../src/fields.js';
import { issue } from '../src/issue.js';
import { registrationEvents } from '../src/registration/registration.rules.js';

const vocabulary = defineEvents({
  'door.open': { by: ['applicant', 'reviewer'], payload: { why: text(20) } },
  'door.close': { by: ['system'], payload: {} },
});
const open = {
  type: 'door.open',
  at: '2026-11-22T10:00:00Z',
  by: { role: 'applicant', id: 'u1' },
  why: ' air ',
};
const { why: _why, ...unexplained } = open;

function issuesOf(event: object): unknown {
  const answer = hear(vocabulary, event);
  return 'issues' in answer ? answer.issues : [];
}

describe('what is heard', () => {
  it('an event is heard in its normal form', () => {
    expect(hear(vocabulary, open)).toEqual({ event: { ...open, at: '2026-11-22T10:00:00.000Z', why: 'air' } });
  });

  it('what is heard is a copy: the caller may change and freeze his own', () => {
    const mine = structuredClone(open);
    const answer = hear(vocabulary, mine);
    mine.by.id = 'u2';
    expect(answer).toMatchObject({ event: { by: { id: 'u1' } } });
    expect('event' in answer && answer.event).not.toBe(mine);
    expect('event' in answer && answer.event.by).not.toBe(mine.by);
    expect(Object.isFrozen(mine.by)).toBe(false);
  });

  it('what was heard once is the same when heard again', () => {
    const answer = hear(vocabulary, open);
    expect(hear(vocabulary, 'event' in answer ? answer.event : {})).toEqual(answer);
  });

  it.each<[string, object, ReturnType<typeof issue>[]]>([
    ['no type', {}, [issue('value.missing', ['type'])]],
    ['a type that is no text', { ...open, type: 7 }, [issue('value.missing', ['type'])]],
    ['an unknown type', { ...open, type: 'door.lock' }, [issue('event.unknown', ['type'], { type: 'door.lock' })]],
    ['a type of an object', { ...open, type: 'toString' }, [issue('event.unknown', ['type'], { type: 'toString' })]],
    ['the type __proto__', { ...open, type: '__proto__' }, [issue('event.unknown', ['type'], { type: '__proto__' })]],
    [
      'a forged result of a port',
      { ...open, type: 'xstate.done.actor.screenApplication' },
      [issue('event.reserved', ['type'], { type: 'xstate.done.actor.screenApplication' })],
    ],
    ['a forged start', { type: 'xstate.init' }, [issue('event.reserved', ['type'], { type: 'xstate.init' })]],
    ['an extra key', { ...open, more: 1 }, [issue('key.unknown', [], { key: 'more' })]],
    ['a forged output', { ...open, output: {} }, [issue('key.unknown', [], { key: 'output' })]],
    ['a missing payload', unexplained, [issue('value.missing', ['why'])]],
    ['a bad payload', { ...open, why: 1 }, [issue('value.wrongType', ['why'], { expected: 'string' })]],
    ['a time that is none', { ...open, at: 'now' }, [issue('time.invalid', ['at'])]],
    ['a time of another zone', { ...open, at: '2026-11-22T10:00:00+08:00' }, [issue('time.invalid', ['at'])]],
    ['nobody', { ...open, by: undefined }, [issue('value.missing', ['by'])]],
    [
      'a role that is none',
      { ...open, by: { role: 'root', id: 'u1' } },
      [issue('value.notOffered', ['by', 'role'], { offered: roles.join(', ') })],
    ],
    ['someone without an id', { ...open, by: { role: 'applicant', id: ' ' } }, [issue('value.missing', ['by', 'id'])]],
    [
      'someone with more than an id',
      { ...open, by: { role: 'applicant', id: 'u1', admin: true } },
      [issue('key.unknown', ['by'], { key: 'admin' })],
    ],
  ])('%s is not heard', (_name, event, issues) => {
    expect(issuesOf(event)).toEqual(issues);
  });

  it('a type of any length comes back shortened', () => {
    expect(JSON.stringify(issuesOf({ type: 'x'.repeat(100_000) })).length).toBeLessThan(200);
    expect(JSON.stringify(issuesOf({ type: `xstate.${'x'.repeat(100_000)}` })).length).toBeLessThan(200);
  });

  it.each([undefined, null, 'door.open', 7, true, Symbol('door.open')])('%s is not heard', (event) => {
    expect(hear(vocabulary, event)).toEqual({ issues: [issue('value.wrongType', [], { expected: 'object' })] });
  });

  it('what cannot even be read is not heard, and nothing is thrown', () => {
    const trap = () => {
      throw new Error('trap');
    };
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const event of [proxy, Object.defineProperty({}, 'type', { get: trap })])
      expect(hear(vocabulary, event)).toEqual({ issues: [issue('value.missing', ['type'])] });
    const later = Object.defineProperty({ type: 'door.open' }, 'why', { get: trap, enumerable: true });
    expect(hear(vocabulary, later)).toEqual({ issues: [issue('value.wrongType', [], { expected: 'plain data' })] });
  });

  it('of anything at all either an event or issues come back', () => {
    const types = fc.constantFrom(...Object.keys(registrationEvents));
    const nearly = fc.record({
      type: types,
      at: fc.constant(open.at),
      by: fc.constant(open.by),
      payload: fc.anything(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), nearly), (event) => {
        const answer = hear(registrationEvents, event);
        if ('issues' in answer) expect(answer.issues).not.toEqual([]);
        else expect(Object.hasOwn(registrationEvents, answer.event.type)).toBe(true);
      }),
    );
  });
});

describe('who may say what', () => {
  const said = (type: string, role: (typeof roles)[number]) => ({ type, by: { role, id: 'u1' } });

  it.each(roles)('the role %s may say exactly what names it', (role) => {
    const refused = [issue('actor.notAllowed', ['by', 'role'], { role, event: 'door.open' })];
    expect(roleIssues(vocabulary, said('door.open', role))).toEqual(
      ['applicant', 'reviewer'].includes(role) ? [] : refused,
    );
  });

  it('an unknown type has no roles, not even inherited ones', () => {
    expect(rolesFor(vocabulary, 'door.open')).toEqual(['applicant', 'reviewer']);
    expect(rolesFor(vocabulary, 'constructor')).toEqual([]);
    expect(rolesFor(vocabulary, 'door.lock')).toEqual([]);
  });

  it.each(Object.entries(registrationEvents))('%s may be said by someone, and only by known roles', (_type, { by }) => {
    expect(by.length).toBeGreaterThan(0);
    for (const role of by) expect(roles).toContain(role);
  });

  it('nobody who applies may decide: no event of a reviewer or the system that settles something is an applicant’s', () => {
    const settles = ['review.approve', 'review.reject', 'review.screeningPassed', 'review.screeningFailed'];
    for (const type of [
      ...settles,
      'signup.realName.decided',
      'signup.realName.synchronised',
      'signup.cloudAccount.linked',
    ])
      expect(rolesFor(registrationEvents, type), type).not.toContain('applicant');
  });

  it('an actor has a role and an id and nothing else', () => {
    expect(actorSchema.parse({ role: 'member', id: ' m1 ' })).toEqual({ role: 'member', id: 'm1' });
    expect(actorSchema.safeParse({ role: 'member' }).success).toBe(false);
  });
});

describe('what stands for what', () => {
  it.each([
    ['door.open', 'door.open', true],
    ['door.*', 'door.open', true],
    ['door.*', 'door.open.wide', true],
    ['door.open', 'door.opened', false],
    ['door.open', 'door.ope', false],
    ['door.*', 'door', false],
    ['door.*', 'doors.open', false],
    ['door.*', 'dinner.open', false],
    ['*', 'door.open', false],
  ])('%s for %s: %s', (descriptor, type, stands) => {
    expect(standsFor(descriptor, type)).toBe(stands);
  });

  it('what was heard once is not parsed again', () => {
    const answer = hear(vocabulary, open);
    if (!('event' in answer)) throw new Error('not heard');
    const again = hear(vocabulary, answer.event);
    expect('event' in again && again.event).toBe(answer.event);
    const { issues } = hear(vocabulary, { ...open, why: 1 }) as { issues: readonly object[] };
    for (const found of issues) expect('issues' in hear(vocabulary, found)).toBe(true);
  });

  it('nothing is held against the role of whoever says what nobody knows', () => {
    expect(roleIssues(vocabulary, { type: 'door.lock', by: { role: 'applicant', id: 'u1' } })).toEqual([]);
    expect(rolesFor(vocabulary, 'door.lock')).toEqual([]);
  });
});
