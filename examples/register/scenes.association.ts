import { sharedWithPartner } from 'hcpn-registration';
import type { Applicant } from './applicant.js';
import { labelOf } from './labels.js';
import { missing, noFurtherAnswer, perform, performUntilTaken, type Stage } from './stage.js';
import { countOfForm, formAt } from './tries.js';

function plan({ association }: Applicant): NonNullable<Applicant['association']> {
  if (association === undefined) throw missing('association', 'what this person and the administrator do');
  return association;
}

async function request(stage: Stage): Promise<void> {
  const { request: address } = plan(stage.applicant);
  await performUntilTaken(stage, 1, () => ({
    role: 'member',
    said: { type: 'association.request', address },
    detail: address.value,
  }));
}

async function invite(stage: Stage): Promise<void> {
  const { invitations } = plan(stage.applicant);
  const { address } = stage.registration.snapshot.context.association;
  const before = invitations.findIndex(({ by, value }) => by === address?.by && value === address.value);
  const next = invitations[before + 1];
  if (next === undefined)
    throw noFurtherAnswer({ type: 'association.resend' }, stage.registration.snapshot.context.trouble);
  const said = { type: 'association.invite', address: next } as const;
  const { taken, issues } = await perform(stage, { role: 'administrator', said, detail: next.value });
  if (!taken) throw noFurtherAnswer(said, issues);
}

async function chooseAccount(stage: Stage): Promise<void> {
  const { association, account } = stage.registration.snapshot.context;
  stage.screen.note(
    `Several HUAWEI IDs match: ${association.matches.map(({ accountName }) => accountName).join(', ')}.`,
  );
  const own = association.matches.find(({ huaweiId }) => huaweiId === account.huaweiId) ?? association.matches[0];
  await performUntilTaken(stage, 1, () => ({
    role: 'administrator',
    said: { type: 'association.account.choose', huaweiId: own?.huaweiId ?? '' },
    detail: own?.accountName ?? '',
  }));
}

async function accept(stage: Stage): Promise<void> {
  const { association, policy } = stage.registration.snapshot.context;
  const { statement } = plan(stage.applicant);
  const { invitation } = association;
  const channels = policy.association.channels.map((channel) => (channel === 'email' ? 'e-mail' : 'station message'));
  stage.screen.note(
    `Invitation to ${invitation?.accountName} by ${channels.join(' and ')}, valid until ${invitation?.validUntil}.`,
  );
  if (invitation?.openedAt === null)
    await performUntilTaken(stage, 1, () => ({ role: 'member', said: { type: 'association.open' } }));
  await performUntilTaken(stage, countOfForm(statement), (attempt) => ({
    role: 'member',
    said: { type: 'association.accept', statement: { ...policy.association.statement, ...formAt(statement, attempt) } },
    fields: formAt(statement, attempt),
  }));
}

async function resend(stage: Stage): Promise<void> {
  await performUntilTaken(stage, 1, () => ({ role: 'administrator', said: { type: 'association.resend' } }));
}

async function requestBenefit(stage: Stage): Promise<void> {
  const { benefit } = plan(stage.applicant);
  const shared = sharedWithPartner(stage.registration.snapshot.context).map((field) => labelOf(field));
  stage.screen.note(`The partner sees from now on: ${shared.join(', ')}.`);
  if (benefit === undefined) return;
  await performUntilTaken(stage, 1, () => ({
    role: 'administrator',
    said: { type: 'association.benefit.request', benefit },
    detail: benefit === 'examVoucher' ? 'exam voucher' : 'cloud lab',
  }));
}

/** What happens in association, state by state: the person's side and the administrator's. */
export const associationScenes = {
  'association.drafting': request,
  'association.awaitingInvitation': invite,
  'association.verificationFailed': invite,
  'association.inviteeNotLookedUp': resend,
  'association.choosingAccount': chooseAccount,
  'association.invited': accept,
  'association.expired': resend,
  'association.associated': requestBenefit,
};
