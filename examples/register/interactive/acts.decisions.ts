import type { Said } from '../registration.js';
import { back, capital } from './ask.js';
import { type Act, plainly, problemOf, say } from './guide.js';

const reject: Act = async (guide) => {
  const rejected = (reason: string): Said => ({ type: 'review.reject', reason });
  const check = (reason: string) => problemOf(guide, 'reviewer', rejected(reason), 'reason');
  const reason = await guide.ask.text(guide.screen.language.words.asks.reasonShown, check);
  return reason === back ? back : plainly('reviewer', rejected(reason))(guide);
};

const addressed =
  (role: 'member' | 'administrator', type: 'association.request' | 'association.invite'): Act =>
  async (guide) => {
    const { fields, asks } = guide.screen.language.words;
    const kinds = (['email', 'phone', 'accountName'] as const).map((value) => ({ value, label: fields[value] }));
    const by = await guide.ask.choice(role === 'member' ? asks.howFound : asks.inviteBy, kinds);
    if (by === back) return back;
    const sayTo = (value: string): Said => ({ type, address: { by, value } });
    const { email, huaweiId } = guide.registration.snapshot.context.account;
    const known = by === 'email' ? (email ?? '') : by === 'accountName' ? (huaweiId ?? '') : '';
    const check = (value: string) => problemOf(guide, role, sayTo(value), 'value');
    const value = await guide.ask.text(fields[by], check, known);
    return value === back ? back : plainly(role, sayTo(value))(guide);
  };

const chooseAccount: Act = async (guide) => {
  const { matches } = guide.registration.snapshot.context.association;
  const choices = matches.map(({ huaweiId, accountName }) => ({ value: huaweiId, label: accountName }));
  const huaweiId = await guide.ask.choice(guide.screen.language.words.asks.whichId, choices);
  return huaweiId === back ? back : plainly('administrator', { type: 'association.account.choose', huaweiId })(guide);
};

const accept: Act = async (guide) => {
  const { statement } = guide.registration.snapshot.context.policy.association;
  const { asks } = guide.screen.language.words;
  const employee = await guide.ask.yesNo(asks.employed);
  if (employee === back) return back;
  const agreed = await guide.ask.yesNo(asks.agreeStatement(statement.version));
  if (agreed === back) return back;
  await say(guide, 'member', { type: 'association.accept', statement: { ...statement, agreed, employee } });
  return undefined;
};

const requestBenefit: Act = async (guide) => {
  const { asks, details } = guide.screen.language.words;
  const benefits = (['examVoucher', 'cloudLab'] as const).map((value) => ({ value, label: capital(details[value]) }));
  const benefit = await guide.ask.choice(asks.whichBenefit, benefits);
  return benefit === back ? back : plainly('administrator', { type: 'association.benefit.request', benefit })(guide);
};

/** What people do in review, while the partner is registered, and in association, by the type of the event. */
export const decisionActs = {
  'review.screening.retry': plainly('applicant', { type: 'review.screening.retry' }),
  'review.approve': plainly('reviewer', { type: 'review.approve' }),
  'review.reject': reject,
  'review.revise': plainly('applicant', { type: 'review.revise' }),
  'review.edit': plainly('applicant', { type: 'review.edit' }),
  'review.withdraw': plainly('applicant', { type: 'review.withdraw' }),
  'enrollment.registration.retry': plainly('applicant', { type: 'enrollment.registration.retry' }),
  'association.request': addressed('member', 'association.request'),
  'association.invite': addressed('administrator', 'association.invite'),
  'association.resend': plainly('administrator', { type: 'association.resend' }),
  'association.account.choose': chooseAccount,
  'association.open': plainly('member', { type: 'association.open' }),
  'association.accept': accept,
  'association.disassociate': plainly('administrator', { type: 'association.disassociate' }),
  'association.benefit.request': requestBenefit,
  'registration.associate': plainly('applicant', { type: 'registration.associate' }),
  'registration.leave': plainly('applicant', { type: 'registration.leave' }),
};
