import { createPolicy, openSession, registrationMachine, type StorageAdapter } from 'hcpn-registration';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { embeddedPorts, fixtures } from 'hcpn-registration/testing';

const policy = createPolicy({ site: 'intl' });
const valid = fixtures(policy);
const { email, phone } = valid.contact;
const drafts = ['Ada Lantern', 'Eve Lantern'].map((name) => ({ name, jobTitle: 'Partner manager', email, phone }));

/** The registrations that are measured, as `openSession` wants them. */
const registration = {
  machine: registrationMachine,
  ports: embeddedPorts(),
  input: { policy, account: valid.account },
  by: { role: 'applicant', id: 'ada' },
} as const;

/** Somebody at the last step of the wizard, who changes her mind about a draft for ever. */
export interface Applicant {
  /** What the registration is kept under. */
  readonly key: string;
  /** One event: the other draft is kept. Always saved, and the state stays. */
  readonly keepDraft: () => Promise<void>;
}

/** Opens a registration and fills in every step, or takes up one that is there. */
export async function applicantOf(storage: StorageAdapter, key: string): Promise<Applicant> {
  const session = await openSession({ ...registration, storage, key });
  async function say(event: Parameters<typeof session.send>[0]): Promise<void> {
    const { status, issues } = await session.send(event);
    if (status !== 'saved') throw new Error(`${event.type} was ${status}: ${JSON.stringify(issues)}`);
  }
  if (session.revision === 1) {
    await say({ type: 'wizard.start' });
    await say({ type: 'wizard.business.save', business: valid.business });
    await say({ type: 'wizard.contact.save', contact: valid.contact });
    await say({ type: 'wizard.sensitiveRelationship.file', filing: valid.filing });
  }
  return {
    key,
    keepDraft() {
      const draft = drafts[session.revision % 2] ?? {};
      return say({ type: 'wizard.draft.keep', step: 'contact', draft });
    },
  };
}

/** Says so many events in memory first: what is measured is a server that has been running, not one that just started. */
export async function runIn(events = 4000): Promise<void> {
  const { keepDraft } = await applicantOf(memoryStorage(), 'first');
  for (let event = 0; event < events; event += 1) await keepDraft();
}
