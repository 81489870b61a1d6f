/// <reference lib="dom" />
import { createBrowserInspector } from '@statelyai/inspect';
import {
  type Actor,
  allowedEvents,
  createPolicy,
  openSession,
  pathOf,
  type RegistrationMachine,
  type Role,
  registrationMachine,
  roles,
  type Said,
  steps,
} from 'hcpn-registration';
import { inspectorOptions, inspectSession } from 'hcpn-registration/inspect';
import { describeAct, describeIssue, describeStep, en } from 'hcpn-registration/messages/en';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { embeddedPorts, fixtures } from 'hcpn-registration/testing';

const iframe = document.createElement('iframe');
iframe.title = 'Inspector';
const road = document.createElement('main');
document.body.append(road, iframe);

// The inspector sends when the browser is idle, and a busy or a headless one may not be for minutes.
window.requestIdleCallback = (tell) => window.setTimeout(tell, 0, { didTimeout: true, timeRemaining: () => 0 });

const isStately = new URLSearchParams(location.search).get('viewer') === 'stately';
const inspector = createBrowserInspector({
  ...inspectorOptions(),
  url: isStately ? 'https://stately.ai/inspect' : '/viewer',
  iframe,
});

const policy = createPolicy({ site: 'intl' });
const answers = fixtures(policy);
let letter = '';

const session = await openSession({
  machine: registrationMachine,
  key: 'demo',
  storage: memoryStorage(),
  ports: embeddedPorts({
    partners: [],
    deliver({ code }) {
      letter = code;
    },
  }),
  input: { policy },
  onStep: inspectSession(registrationMachine, inspector.inspect),
});

/** What an act says, for those with a button. */
function sayable(): readonly Said<RegistrationMachine>[] {
  const { country, email, password, phone, agreements, information, business, contact, filing, acceptance } = answers;
  return [
    { type: 'signup.country.choose', country },
    { type: 'signup.email.submit', email },
    { type: 'signup.code.submit', verificationCode: letter },
    { type: 'signup.password.set', password },
    { type: 'signup.securityPhone.give', phone },
    { type: 'signup.securityPhone.skip' },
    { type: 'signup.cloud.enable', agreements },
    { type: 'signup.information.complete', information },
    { type: 'signup.information.postpone' },
    { type: 'signup.back' },
    { type: 'registration.associate' },
    { type: 'wizard.start' },
    { type: 'wizard.business.save', business },
    { type: 'wizard.contact.save', contact },
    { type: 'wizard.sensitiveRelationship.file', filing },
    { type: 'wizard.agreement.accept', acceptance },
    { type: 'wizard.submit' },
    { type: 'wizard.back' },
    { type: 'review.approve' },
    { type: 'review.reject', reason: 'The registration document cannot be read.' },
    { type: 'review.revise' },
    { type: 'path.select', path: 'software' },
    { type: 'path.select', path: 'service' },
    { type: 'path.exit', path: 'service' },
    { type: 'program.apply', program: 'reseller' },
    { type: 'enrollment.withdraw' },
  ];
}

/** Who acts in each role. */
const people: Readonly<Record<Role, Actor>> = {
  applicant: { role: 'applicant', id: 'ada' },
  member: { role: 'member', id: 'ben' },
  administrator: { role: 'administrator', id: 'adam' },
  reviewer: { role: 'reviewer', id: 'rita' },
  system: { role: 'system', id: 'huawei-cloud' },
};

const issues = document.createElement('div');

function show(): void {
  const { snapshot } = session;
  const { done, total } = steps(snapshot);
  const place = element('p', `${pathOf(snapshot.value)}, ${[...snapshot.tags].join(', ')}`);
  place.dataset['place'] = pathOf(snapshot.value);
  const buttons = roles.flatMap((role) => {
    const allowed = allowedEvents(snapshot, people[role], new Date().toISOString());
    return sayable()
      .filter(({ type }) => allowed.includes(type))
      .map((said) => button(role, said));
  });
  road.replaceChildren(element('h1', 'A registration'), place, element('p', `${done} of ${total} steps`), issues);
  road.append(...buttons, current());
}

function current(): HTMLElement {
  const list = document.createElement('ol');
  for (const { id, status } of steps(session.snapshot).steps)
    list.append(element('li', `${describeStep(en, id)}: ${status}`));
  return list;
}

function button(role: Role, said: Said<RegistrationMachine>): HTMLElement {
  const made = element('button', `${describeAct(en, said.type)} `);
  const detail = 'path' in said ? said.path : 'program' in said ? said.program : '';
  made.append(element('small', [role, detail].filter(Boolean).join(', ')));
  made.dataset['act'] = said.type;
  made.addEventListener('click', () => void act(role, said));
  return made;
}

async function act(role: Role, said: Said<RegistrationMachine>): Promise<void> {
  const outcome = await session.send(said, { by: people[role] });
  issues.replaceChildren(
    ...outcome.issues.map((found) => {
      const line = element('p', describeIssue(en, found));
      line.setAttribute('role', 'alert');
      return line;
    }),
  );
  show();
}

function element(name: keyof HTMLElementTagNameMap, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

show();
