import { connect, createPolicy, explain, pathOf, steps, type WizardEvent } from 'hcpn-registration';
import { describeIssue, describeStep, en } from 'hcpn-registration/messages/en';
import { embeddedPorts } from 'hcpn-registration/testing';
import { wizardMachine } from 'hcpn-registration/wizard';
import { createActor, waitFor } from 'xstate';

const policy = createPolicy({ site: 'intl' });
const wizard = createActor(connect(wizardMachine, embeddedPorts()), {
  input: { policy, account: { huaweiId: 'hid-1', country: 'IE', cloudEnabledAt: '2026-11-22T09:00:00.000Z' } },
}).start();

type Said<E = WizardEvent> = E extends WizardEvent ? Omit<E, 'at' | 'by'> : never;

/** Says something as the applicant, and prints what became of it. */
async function say(said: Said): Promise<void> {
  const event = { ...said, at: new Date().toISOString(), by: { role: 'applicant', id: 'hid-1' } } as WizardEvent;
  const verdict = explain(wizard.getSnapshot(), event);
  wizard.send(event);
  const snapshot = await waitFor(wizard, (now) => !now.hasTag('busy'));
  console.log(`${said.type} -> ${pathOf(snapshot.value)}`);
  if (!verdict.allowed) for (const found of verdict.issues) console.log(`  ${describeIssue(en, found)}`);
}

await say({ type: 'wizard.start' });
await say({
  type: 'wizard.business.save',
  business: { companyName: '42', country: 'IE', registrationNumber: 'IE-603211' },
});
await say({
  type: 'wizard.business.save',
  business: { companyName: 'Lantern Cloud Works', country: 'IE', registrationNumber: 'IE-603211' },
});
await say({ type: 'wizard.back' });
console.log(`  still there: ${wizard.getSnapshot().context.application.business?.companyName}`);
await say({ type: 'wizard.step.open', step: 'contact' });
await say({
  type: 'wizard.contact.save',
  contact: { name: 'Aoife Ní Bhriain', email: 'aoife@lantern.example', phone: '+353 20 910 0123' },
});
await say({
  type: 'wizard.sensitiveRelationship.file',
  filing: {
    questionnaireVersion: policy.sensitiveRelationship.version,
    answers: policy.sensitiveRelationship.items.map(({ id }) => ({ question: id, value: false })),
  },
});
await say({ type: 'wizard.submit' });
const { id: agreementId, version } = policy.agreement;
await say({ type: 'wizard.agreement.accept', acceptance: { agreementId, version, authorityConfirmed: true } });
await say({ type: 'wizard.submit' });

for (const { id, status } of steps(wizard.getSnapshot()).steps) console.log(`${describeStep(en, id)}: ${status}`);
