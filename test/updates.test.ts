import { describe, expect, it } from 'vitest';
import { createActor, setup } from 'xstate';
import * as z from 'zod';
import type { Announcement } from '../src/announcements.js';
import { defineEvents } from '../src/events.js';
import { type Issue, issue } from '../src/issue.js';
import { port } from '../src/ports.js';
import { actionsOf, announcementsOf, answers, updatesOf } from '../src/updates.js';

const vocabulary = defineEvents({ 'door.open': { by: ['applicant'], payload: {} } });
const ports = { ring: port(z.string(), z.number()) };
type Ports = typeof ports;
interface Context {
  readonly opened: number;
  readonly trouble: readonly Issue[];
}
type Open = { readonly type: 'door.open'; readonly at: string; readonly by: { role: 'applicant'; id: string } };
const { on, answered, entering, failed } = updatesOf<Context, Open, Ports>(vocabulary);

const open: Open = { type: 'door.open', at: '2026-11-22T12:00:00.000Z', by: { role: 'applicant', id: 'a' } };
const output = { type: 'xstate.done.actor.ring', output: { at: open.at, value: 3 } };
const none: Context = { opened: 0, trouble: [] };
const troubled: Context = { opened: 0, trouble: [issue('step.none')] };

describe('an update', () => {
  const count = on('door.open', (draft) => {
    draft.opened += 1;
  });

  it('makes a new context and leaves the old one as it is', () => {
    expect(count(none, open)).toEqual({ opened: 1, trouble: [] });
    expect(none.opened).toBe(0);
  });

  it('clears the trouble of the act before', () => {
    expect(count(troubled, open).trouble).toEqual([]);
    expect(answered('ring', () => {})(troubled, output).trouble).toEqual([]);
  });

  it('on the way into a state keeps the trouble, and sees the context as it was', () => {
    const enter = entering((draft, before) => {
      draft.opened = before.opened + 7;
    });
    expect(enter(troubled)).toEqual({ opened: 7, trouble: troubled.trouble });
  });

  it('that changes nothing gives the very same context back', () => {
    for (const update of [on('door.open', () => {}), entering(() => {})]) expect(update(none, open)).toBe(none);
    expect(answered('ring', () => {})(none, output)).toBe(none);
  });

  it('takes what a port answered, and nothing that is no answer', () => {
    const note = answered('ring', (draft, { value }) => {
      draft.opened = value;
    });
    expect(note(none, output).opened).toBe(3);
    expect(note(none, open)).toBe(none);
    expect(on('door.open', () => expect.unreachable())(none, { type: 'door.open' })).toBe(none);
  });

  it('after a port failed names the port in trouble', () => {
    expect(failed('ring')(none, open)).toEqual({
      opened: 0,
      trouble: [{ code: 'port.unavailable', path: [], params: { port: 'ring' } }],
    });
  });
});

it('a question about an answer is asked of an answer only', () => {
  const isMore = answers(ports.ring, (value, context: Context) => value > context.opened);
  expect(isMore({ context: none, event: output })).toBe(true);
  expect(isMore({ context: { ...none, opened: 3 }, event: output })).toBe(false);
  expect(isMore({ context: none, event: open })).toBe(false);
});

it('updates and announcements are actions of the same names: the one changes the context, the other tells of it after', () => {
  const updates = {
    count: on('door.open', (draft) => {
      draft.opened += 1;
    }),
  };
  const told: unknown[] = [];
  const machine = setup({
    types: { context: {} as Context, events: {} as Open, emitted: {} as Announcement },
    actions: {
      ...actionsOf<Context, Open, typeof updates>(updates),
      ...announcementsOf<Context, Open, { tell: (context: Context) => Announcement }>({
        tell: ({ opened }) => ({ type: 'review.approved', attempt: opened }),
      }),
    },
  }).createMachine({ context: none, on: { 'door.open': { actions: ['count', 'tell'] } } });
  const actor = createActor(machine);
  actor.on('*', (announced) => told.push(announced));
  actor.start();
  actor.send(open);
  actor.send(open);
  expect(actor.getSnapshot().context.opened).toBe(2);
  expect(told).toEqual([
    { type: 'review.approved', attempt: 1 },
    { type: 'review.approved', attempt: 2 },
  ]);
});
