import { developmentPaths, partnerPrograms } from 'hcpn-registration';
import type { Said } from '../registration.js';
import { back } from './ask.js';
import { type Act, plainly, problemOf, say } from './guide.js';

const reject: Act = async (guide) => {
  const rejected = (reason: string): Said => ({ type: 'review.reject', reason });
  const check = (reason: string) => problemOf(guide, 'reviewer', rejected(reason), 'reason');
  const reason = await guide.ask.text('Reason, shown to the applicant', check);
  return reason === back ? back : plainly('reviewer', rejected(reason))(guide);
};

const selectPath: Act = async (guide) => {
  const path = await guide.ask.choice('Which development path?', developmentPaths.map(named));
  return path === back ? back : plainly('applicant', { type: 'enrollment.path.select', path })(guide);
};

const applyForProgram: Act = async (guide) => {
  const program = await guide.ask.choice('Which partner program?', partnerPrograms.map(named));
  return program === back ? back : plainly('applicant', { type: 'enrollment.program.apply', program })(guide);
};

function named<T extends string>(value: T): { value: T; label: string } {
  const words = value.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return { value, label: `${words.charAt(0).toUpperCase()}${words.slice(1)}` };
}

const kinds = [
  { value: 'email', label: 'E-mail address' },
  { value: 'phone', label: 'Phone number' },
  { value: 'accountName', label: 'Account name' },
] as const;

const addressed =
  (role: 'member' | 'administrator', type: 'association.request' | 'association.invite'): Act =>
  async (guide) => {
    const by = await guide.ask.choice(role === 'member' ? 'How can you be found?' : 'Invite by', kinds);
    if (by === back) return back;
    const sayTo = (value: string): Said => ({ type, address: { by, value } });
    const { email, huaweiId } = guide.registration.snapshot.context.account;
    const known = by === 'email' ? (email ?? '') : by === 'accountName' ? (huaweiId ?? '') : '';
    const check = (value: string) => problemOf(guide, role, sayTo(value), 'value');
    const value = await guide.ask.text(kinds.find((kind) => kind.value === by)?.label ?? by, check, known);
    return value === back ? back : plainly(role, sayTo(value))(guide);
  };

const chooseAccount: Act = async (guide) => {
  const { matches } = guide.registration.snapshot.context.association;
  const choices = matches.map(({ huaweiId, accountName }) => ({ value: huaweiId, label: accountName }));
  const huaweiId = await guide.ask.choice('Which HUAWEI ID?', choices);
  return huaweiId === back ? back : plainly('administrator', { type: 'association.account.choose', huaweiId })(guide);
};

const accept: Act = async (guide) => {
  const { statement } = guide.registration.snapshot.context.policy.association;
  const employee = await guide.ask.yesNo('Are you employed by this partner?');
  if (employee === back) return back;
  const agreed = await guide.ask.yesNo(
    `Do you agree to the Statement for HUAWEI ID association, version ${statement.version}?`,
  );
  if (agreed === back) return back;
  await say(guide, 'member', { type: 'association.accept', statement: { ...statement, agreed, employee } });
  return undefined;
};

const requestBenefit: Act = async (guide) => {
  const benefit = await guide.ask.choice('Which benefit?', (['examVoucher', 'cloudLab'] as const).map(named));
  return benefit === back ? back : plainly('administrator', { type: 'association.benefit.request', benefit })(guide);
};

/** What people do in review, enrollment and association, by the type of the event. */
export const decisionActs = {
  'review.screening.retry': plainly('applicant', { type: 'review.screening.retry' }),
  'review.approve': plainly('reviewer', { type: 'review.approve' }),
  'review.reject': reject,
  'review.revise': plainly('applicant', { type: 'review.revise' }),
  'review.edit': plainly('applicant', { type: 'review.edit' }),
  'review.withdraw': plainly('applicant', { type: 'review.withdraw' }),
  'enrollment.registration.retry': plainly('applicant', { type: 'enrollment.registration.retry' }),
  'enrollment.path.select': selectPath,
  'enrollment.program.apply': applyForProgram,
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
