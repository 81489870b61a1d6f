import { once } from 'node:events';
import {
  createInspector,
  createWebSocketInspector,
  createWebSocketReceiver,
  type StatelyInspectionEvent,
} from '@statelyai/inspect';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { type AnyStateMachine, createActor, type InspectionEvent, waitFor } from 'xstate';
import { inspectorOptions, inspectSession, type StepWatcher } from '../../src/inspect/index.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { reviewMachine } from '../../src/review/review.machine.js';
import { connect } from '../../src/session/connect.js';
import { openSession } from '../../src/session/session.js';
import { memoryStorage } from '../../src/storage/memory.js';
import { fixtures } from '../../src/testing/fixtures.js';
import { completeApplication, intl } from '../support/answers.js';
import { rightCode, willingPorts } from '../support/ports.js';
import { hiddenTexts, seenIn } from './hidden.js';

const answers = fixtures(intl);
const by = { role: 'applicant', id: 'ada-lovelace' } as const;
const { country, email, password } = answers;
const acts = [
  { type: 'signup.country.choose', country },
  { type: 'signup.email.submit', email },
  { type: 'signup.code.submit', verificationCode: rightCode },
  { type: 'signup.password.set', password },
] as const;
const personal = hiddenTexts([{ email, password, verificationCode: rightCode }, by]);

/** Collects what an inspector sends, and waits until it has sent so much. */
class Mailbox<Message> {
  readonly messages: Message[] = [];
  private readonly waiting: { readonly count: number; readonly wake: () => void }[] = [];

  readonly take = (message: Message): void => {
    this.messages.push(message);
    for (const { count, wake } of this.waiting) if (this.messages.length >= count) wake();
  };

  async until(count: number): Promise<readonly Message[]> {
    if (this.messages.length < count) await new Promise<void>((wake) => this.waiting.push({ count, wake }));
    return this.messages;
  }
}

/** Counts the messages an inspector is going to send. */
function counting(inspect: { next?: (seen: InspectionEvent) => void }) {
  const sent = ['@xstate.actor', '@xstate.event', '@xstate.snapshot'];
  const count = { messages: 0 };
  const counted = (seen: InspectionEvent) => {
    if (sent.includes(seen.type)) count.messages += 1;
    inspect.next?.(seen);
  };
  return { count, inspect: counted };
}

/** Through the first acts of signup on a bare actor. */
async function actorRun(inspect: (seen: InspectionEvent) => void): Promise<void> {
  const machine = connect(registrationMachine, willingPorts);
  const actor = createActor(machine, { input: { policy: intl }, inspect }).start();
  for (const act of acts) {
    actor.send({ ...act, at: new Date().toISOString(), by });
    await waitFor(actor, (snapshot) => !snapshot.hasTag('busy'));
  }
  actor.stop();
}

/** The same in a session. */
async function sessionRun(inspect: (seen: InspectionEvent) => void): Promise<void> {
  const onStep = inspectSession(registrationMachine, inspect);
  const session = await openSession({
    machine: registrationMachine,
    key: 'ada@lantern.example',
    storage: memoryStorage(),
    ports: willingPorts,
    input: { policy: intl },
    by,
    onStep,
  });
  for (const act of acts) expect((await session.send(act)).status).toBe('saved');
  await session.close();
}

async function sentBy(run: (inspect: (seen: InspectionEvent) => void) => Promise<void>) {
  const mailbox = new Mailbox<StatelyInspectionEvent>();
  const inspector = createInspector({ send: mailbox.take }, inspectorOptions());
  const { count, inspect } = counting(inspector.inspect);
  await run(inspect);
  return mailbox.until(count.messages);
}

/** What an analyst reads in a list of messages, without ids and times. */
function read(message: StatelyInspectionEvent): string[] {
  if (message.type === '@xstate.actor') return [`actor ${message.name}`];
  if (message.type === '@xstate.event') return [`event ${message.event.type} ${Object.keys(message.event).sort()}`];
  const { value, tags, status } = message.snapshot as { value?: unknown; tags?: unknown; status?: string };
  return value === undefined ? [] : [`snapshot ${message.event.type} ${status} ${JSON.stringify([value, tags])}`];
}

const textOf = (messages: readonly unknown[]) => JSON.stringify(messages);

describe.each([
  ['a bare actor', actorRun],
  ['a session', sessionRun],
] as const)('%s', (_name, run) => {
  it('is inspected without anything of the applicant, and with every port call by its name', async () => {
    const messages = await sentBy(run);
    expect(seenIn(textOf(messages), personal)).toEqual([]);
    expect(textOf(messages)).not.toContain('[Object]');
    const names = messages.flatMap((message) => (message.type === '@xstate.actor' ? [message.name] : []));
    expect(names).toEqual([
      'registration',
      'sendVerificationCode (sendEmailCode)',
      'checkVerificationCode (checkEmailCode)',
      'registerHuaweiId',
    ]);
  });

  it('would show the applicant if it were inspected without the options', async () => {
    const mailbox = new Mailbox<StatelyInspectionEvent>();
    const { count, inspect } = counting(createInspector({ send: mailbox.take }).inspect);
    await run(inspect);
    expect(seenIn(textOf(await mailbox.until(count.messages)), personal)).toEqual(personal);
  });

  it('goes over a WebSocket in the same words', async () => {
    await using relay = await startRelay();
    const mailbox = new Mailbox<StatelyInspectionEvent>();
    createWebSocketReceiver({ server: relay.url }).subscribe(mailbox.take);
    await relay.joined(1);
    const inspector = createWebSocketInspector({ ...inspectorOptions(), url: relay.url });
    const { count, inspect } = counting(inspector.inspect);
    await run(inspect);
    const messages = await mailbox.until(count.messages);
    expect(seenIn(textOf(messages), personal)).toEqual([]);
    expect(messages.flatMap(read)).toEqual((await sentBy(run)).flatMap(read));
    inspector.stop();
  });
});

it('a session and a bare actor are inspected alike, but for the input of the one and the end of the other', async () => {
  const linesOf = async (run: typeof actorRun) => (await sentBy(run)).flatMap(read).sort();
  const [actor, session] = [await linesOf(actorRun), await linesOf(sessionRun)];
  const [begun, begunWithInput] = ['event xstate.init type', 'event xstate.init input,type'];
  const ended = (line: string) => line.startsWith('snapshot xstate.stop ');
  expect(session.filter((line) => line !== begun)).toEqual(
    actor.filter((line, place) => !ended(line) && (line !== begunWithInput || actor.indexOf(line) !== place)),
  );
  expect(session.filter((line) => line === begun)).toHaveLength(1);
  expect(actor.filter(ended)).toHaveLength(1);
});

it('one message has the same shape in both', async () => {
  const shapeOf = (messages: readonly StatelyInspectionEvent[], type: string) =>
    Object.keys(messages.find((message) => message.type === type) ?? {}).sort();
  const [actor, session] = [await sentBy(actorRun), await sentBy(sessionRun)];
  for (const type of ['@xstate.actor', '@xstate.event', '@xstate.snapshot'])
    expect(shapeOf(session, type)).toEqual(shapeOf(actor, type));
});

it('what a host steps itself is inspected too', async () => {
  const seen: InspectionEvent[] = [];
  const look = inspectSession(reviewMachine, (event) => seen.push(event));
  const steps: Parameters<StepWatcher>[] = [];
  const session = await openSession({
    machine: reviewMachine,
    key: 'review',
    storage: memoryStorage(),
    ports: willingPorts,
    input: { policy: intl, application: completeApplication() },
    onStep: (...step) => steps.push(step),
  });
  await session.close();
  for (const step of steps) look(...step);
  expect(seen.map(({ type }) => type)).toContain('@xstate.actor');
  expect(seen.filter(({ type }) => type === '@xstate.actor')).toHaveLength(2);
});

it('a port that fails shows the code, and not what it was asked', async () => {
  const ports = {
    ...willingPorts,
    sendVerificationCode: ({ to }: { readonly to: string }): never => {
      throw new Error(`cannot reach ${to}`);
    },
  };
  const messages = await sentBy(async (inspect) => {
    const machine: AnyStateMachine = registrationMachine;
    const session = await openSession({
      machine,
      key: 'failing',
      storage: memoryStorage(),
      ports,
      input: { policy: intl },
      by,
      onStep: inspectSession(machine, inspect),
    });
    for (const act of acts.slice(0, 2)) await session.receive(act);
    await session.close();
  });
  expect(seenIn(textOf(messages), personal)).toEqual([]);
  const failed = messages.find(
    (message) => message.type === '@xstate.event' && message.event.type === 'xstate.error.actor.sendEmailCode',
  );
  expect(failed).toMatchObject({
    event: { error: { name: 'RegistrationError', code: 'port.failed', details: { port: 'sendVerificationCode' } } },
  });
});

it('a listener that throws breaks nothing: the act is saved, and the error is reported as uncaught', async () => {
  const uncaught: (() => void)[] = [];
  vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((task) => uncaught.push(task));
  const session = await openSession({
    machine: registrationMachine,
    key: 'throwing',
    storage: memoryStorage(),
    ports: willingPorts,
    input: { policy: intl },
    by,
    onStep: (_result, cause) => {
      if (cause !== null) throw new Error('no screen');
    },
  });
  expect((await session.send(acts[0])).status).toBe('saved');
  expect(uncaught).toHaveLength(1);
  expect(uncaught[0]).toThrow('no screen');
});

const relays: WebSocketServer[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const relay of relays.splice(0)) relay.close();
});

/** Passes what one says on to all others, as an inspector's server does. */
async function startRelay() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  relays.push(server);
  await once(server, 'listening');
  const joined = new Mailbox<WebSocket>();
  server.on('connection', (socket) => {
    socket.on('message', (text) => {
      for (const other of server.clients) if (other !== socket) other.send(String(text));
    });
    joined.take(socket);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `ws://127.0.0.1:${address.port}`,
    joined: (count: number) => joined.until(count),
    async [Symbol.asyncDispose]() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
