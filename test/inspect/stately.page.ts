/// <reference lib="dom" />
import { createBrowserInspector, createBrowserReceiver } from '@statelyai/inspect';
import { connect, createPolicy, registrationMachine } from 'hcpn-registration';
import { inspectorOptions, inspectSession, type StepWatcher } from 'hcpn-registration/inspect';
import { embeddedPorts, fixtures } from 'hcpn-registration/testing';
import { createActor, type InspectionEvent, waitFor } from 'xstate';

/** What the receiver's page was sent, each message as it came. */
interface Received {
  readonly raw: string[];
  /** Those that the receiver of `@statelyai/inspect` made of it. */
  readonly understood: string[];
  /** Called after each message. */
  told: () => void;
}

declare global {
  interface Window {
    received?: Received;
  }
}

const receiverPath = '/receiver';

// The inspector sends when the browser is idle, and a headless one may not be for minutes.
window.requestIdleCallback = (tell) => window.setTimeout(tell, 0, { didTimeout: true, timeRemaining: () => 0 });

if (location.pathname === receiverPath) {
  const received: Received = { raw: [], understood: [], told: () => {} };
  window.received = received;
  // The inspector knows the frame it sends to from the moment the frame is loaded.
  addEventListener('load', () => {
    createBrowserReceiver().subscribe((message) => {
      received.understood.push(message.type);
    });
    addEventListener('message', ({ data }) => {
      received.raw.push(JSON.stringify(data));
      received.told();
    });
  });
}

/** A message as JSON: what the inspector does by itself fails at these machines. */
const asItIs = <Message>(message: Message): Message => JSON.parse(JSON.stringify(message)) as Message;

/** Opens the receiver's page in a frame and lets something be inspected there; answers every message that arrived. */
async function inspected(
  isRedacted: boolean,
  run: (inspect: (seen: InspectionEvent) => void) => Promise<void>,
): Promise<{ readonly raw: readonly string[]; readonly understood: readonly string[] }> {
  const iframe = document.body.appendChild(document.createElement('iframe'));
  const connected = new Promise<void>((resolve) => {
    const hear = ({ data }: MessageEvent<{ readonly type?: string }>) => {
      if (data.type !== '@statelyai.connected') return;
      removeEventListener('message', hear);
      resolve();
    };
    addEventListener('message', hear);
  });
  const options = isRedacted ? inspectorOptions() : { serialize: asItIs };
  const inspector = createBrowserInspector({ ...options, url: receiverPath, iframe });
  await connected;
  let sent = 0;
  await run((seen) => {
    if (['@xstate.actor', '@xstate.event', '@xstate.snapshot'].includes(seen.type)) sent += 1;
    inspector.inspect.next?.(seen);
  });
  const received = iframe.contentWindow?.received;
  if (received === undefined) throw new Error('The frame has no receiver.');
  await new Promise<void>((resolve) => {
    received.told = () => received.raw.length >= sent && resolve();
    received.told();
  });
  iframe.remove();
  return { raw: received.raw, understood: received.understood };
}

/** Shows the steps of a session that was recorded elsewhere. */
export function inspectSteps(steps: readonly Parameters<StepWatcher>[], isRedacted: boolean) {
  return inspected(isRedacted, async (inspect) => {
    const look = inspectSession(registrationMachine, inspect);
    for (const [result, cause, call] of steps) look(result, cause, call ?? undefined);
  });
}

/** Takes an applicant by a bare actor from no account to an application that is handed in. */
export function inspectActor() {
  const policy = createPolicy({ site: 'intl' });
  const answers = fixtures(policy);
  let code = '';
  const ports = embeddedPorts({
    deliver(delivery) {
      code = delivery.code;
    },
  });
  return inspected(true, async (inspect) => {
    const machine = connect(registrationMachine, ports);
    const actor = createActor(machine, { input: { policy }, inspect }).start();
    const { country, email, password, agreements, information, business, contact, filing, acceptance } = answers;
    const acts = [
      () => ({ type: 'signup.country.choose', country }) as const,
      () => ({ type: 'signup.email.submit', email }) as const,
      () => ({ type: 'signup.code.submit', verificationCode: code }) as const,
      () => ({ type: 'signup.password.set', password }) as const,
      () => ({ type: 'signup.securityPhone.skip' }) as const,
      () => ({ type: 'signup.cloud.enable', agreements }) as const,
      () => ({ type: 'signup.information.complete', information }) as const,
      () => ({ type: 'wizard.start' }) as const,
      () => ({ type: 'wizard.business.save', business }) as const,
      () => ({ type: 'wizard.contact.save', contact }) as const,
      () => ({ type: 'wizard.sensitiveRelationship.file', filing }) as const,
      () => ({ type: 'wizard.agreement.accept', acceptance }) as const,
      () => ({ type: 'wizard.submit' }) as const,
    ];
    for (const act of acts) {
      actor.send({ ...act(), at: new Date().toISOString(), by: { role: 'applicant', id: 'ada-lovelace' } });
      await waitFor(actor, (snapshot) => !snapshot.hasTag('busy'));
    }
    if (!actor.getSnapshot().matches('enrollment')) throw new Error('It did not become a partner.');
    actor.stop();
  });
}
