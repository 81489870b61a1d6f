import type { Filing } from 'hcpn-registration';
import type { Company, Person } from './demo.people.js';
import type { Teller } from './demo.teller.js';

/** Somebody registers, up to the account that is enabled and its information. */
export async function register(teller: Teller, person: Person): Promise<void> {
  const { country, email, password, securityPhone, information } = person;
  await teller.say({ type: 'signup.country.choose', country });
  await teller.say({ type: 'signup.email.submit', email });
  await teller.enterCode();
  await teller.say({ type: 'signup.password.set', password });
  if (securityPhone === null) await teller.say({ type: 'signup.securityPhone.skip' });
  else {
    await teller.say({ type: 'signup.securityPhone.give', phone: securityPhone });
    await teller.enterCode();
  }
  const { agreements } = teller.snapshot.context.policy.account;
  await teller.say({ type: 'signup.cloud.enable', agreements });
  if (information === null) await teller.say({ type: 'signup.information.postpone' });
  else await teller.say({ type: 'signup.information.complete', information });
}

/** A company applies. It declares a relationship if there is something to say about one. */
export async function apply(teller: Teller, { business, contact }: Company, relative: string | null): Promise<void> {
  const { policy } = teller.snapshot.context;
  const filing: Filing = {
    questionnaireVersion: policy.sensitiveRelationship.version,
    answers: policy.sensitiveRelationship.items.map(({ id }) =>
      id === 'relatives' && relative !== null
        ? { question: id, value: true, details: relative }
        : { question: id, value: false },
    ),
  };
  const { id: agreementId, version } = policy.agreement;
  await teller.say({ type: 'wizard.start' });
  await teller.say({ type: 'wizard.business.save', business });
  await teller.say({ type: 'wizard.contact.save', contact });
  await teller.say({ type: 'wizard.sensitiveRelationship.file', filing });
  await teller.say({
    type: 'wizard.agreement.accept',
    acceptance: { agreementId, version, authorityConfirmed: true },
  });
  await teller.say({ type: 'wizard.submit' });
}
