import { sharedWithPartner } from 'hcpn-registration';
import type { Applicant } from './applicant.js';
import { labelOf } from './labels.js';
import { missing, noFurtherAnswer, perform, performUntilTaken, type Stage } from './stage.js';
import { countOfForm, formAt } from './tries.js';

function plan(stage: Stage): NonNullable<Applicant['association']> {
  const { association } = stage.applicant;
  if (association === undefined) throw missing(stage, 'association', (faults) => faults.association);
  return association;
}

async function request(stage: Stage): Promise<void> {
  const { request: address } = plan(stage);
  await performUntilTaken(stage, 1, () => ({
    role: 'member',
    said: { type: 'association.request', address },
    detail: address.value,
  }));
}

async function invite(stage: Stage): Promise<void> {
  const { invitations } = plan(stage);
  const { address } = stage.registration.snapshot.context.association;
  const before = invitations.findIndex(({ by, value }) => by === address?.by && value === address.value);
  const next = invitations[before + 1];
  if (next === undefined)
    throw noFurtherAnswer(stage, { type: 'association.resend' }, stage.registration.snapshot.context.trouble);
  const said = { type: 'association.invite', address: next } as const;
  const { taken, issues } = await perform(stage, { role: 'administrator', said, detail: next.value });
  if (!taken) throw noFurtherAnswer(stage, said, issues);
}

async function chooseAccount(stage: Stage): Promise<void> {
  const { association, account } = stage.registration.snapshot.context;
  const { notes, comma } = stage.screen.language.words;
  stage.screen.note(notes.severalMatch(association.matches.map(({ accountName }) => accountName).join(comma)));
  const own = association.matches.find(({ huaweiId }) => huaweiId === account.huaweiId) ?? association.matches[0];
  await performUntilTaken(stage, 1, () => ({
    role: 'administrator',
    said: { type: 'association.account.choose', huaweiId: own?.huaweiId ?? '' },
    detail: own?.accountName ?? '',
  }));
}

async function accept(stage: Stage): Promise<void> {
  const { association, policy } = stage.registration.snapshot.context;
  const { statement } = plan(stage);
  const { invitation } = association;
  const { notes, details, comma } = stage.screen.language.words;
  const channels = policy.association.channels.map((channel) => details[channel]).join(comma);
  stage.screen.note(notes.invitation(invitation?.accountName ?? '', channels, invitation?.validUntil ?? ''));
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
  const { benefit } = plan(stage);
  const { language } = stage.screen;
  const { notes, details, comma } = language.words;
  const shared = sharedWithPartner(stage.registration.snapshot.context).map((field) => labelOf(language, field));
  stage.screen.note(notes.partnerSees(shared.join(comma)));
  if (benefit === undefined) return;
  await performUntilTaken(stage, 1, () => ({
    role: 'administrator',
    said: { type: 'association.benefit.request', benefit },
    detail: details[benefit],
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
  'association.associated.notDedicated': requestBenefit,
};
