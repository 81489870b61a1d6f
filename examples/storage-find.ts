import { createPolicy, openSession, type RegistrationMachine, registrationMachine, type Said } from 'hcpn-registration';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { embeddedPorts, fixtures } from 'hcpn-registration/testing';

const storage = memoryStorage();
const policy = createPolicy({ site: 'intl', review: { targetDays: 5 } });
const { account, business, contact, filing, acceptance } = fixtures(policy);

/** Opens a registration and goes some steps with it. */
async function register(key: string, ...said: Said<RegistrationMachine>[]): Promise<void> {
  const by = { role: 'applicant', id: key } as const;
  const input = { policy, account };
  const session = await openSession({ machine: registrationMachine, key, storage, ports: embeddedPorts(), input, by });
  for (const event of said) await session.send(event);
  await session.close();
}

const declared = {
  ...filing,
  answers: filing.answers.map((answer) => ({ ...answer, value: true, details: 'See the letter.' })),
};
const start: Said<RegistrationMachine> = { type: 'wizard.start' };
const answers: Said<RegistrationMachine>[] = [
  start,
  { type: 'wizard.business.save', business },
  { type: 'wizard.contact.save', contact },
  { type: 'wizard.sensitiveRelationship.file', filing: declared },
  { type: 'wizard.agreement.accept', acceptance },
  { type: 'wizard.submit' },
];
await register('just-looking', start);
await register('in-review-1', ...answers);
await register('in-review-2', ...answers);

const desk = await storage.find({ state: 'review', limit: 10 });
console.log(`The review desk has ${desk.rows.length} applications:`);
for (const { key, state, company } of desk.rows) console.log(`  ${key}: ${state}, ${company}`);

const inAWeek = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000).toISOString();
const due = await storage.find({ deadlineBy: inAWeek, limit: 10 });
console.log(`The scheduler has to wake ${due.rows.length} of them within a week.`);
