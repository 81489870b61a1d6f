import { labelOf } from '../labels.js';
import { describeIssue } from '../language.js';
import type { Said } from '../registration.js';
import { back, capital } from './ask.js';
import { countries, informationFields, realNameFields } from './fields.js';
import { filled, fillIn, type Typed, typedFrom } from './form.js';
import { type Act, type Guide, isConfirmed, plainly, problemOf, say } from './guide.js';

const chooseCountry: Act = async (guide) => {
  const { ask, registration } = guide;
  const choose = (country: string): Said => ({ type: 'signup.country.choose', country });
  const { language } = guide.screen;
  const choices = countries(language, (code) => registration.wouldTake('applicant', choose(code)).allowed);
  const known = registration.snapshot.context.account.country ?? undefined;
  const country = await ask.search(language.words.asks.searchCountry, choices, known);
  if (country === back) return back;
  if (await isConfirmed(guide, 'applicant', choose(country))) await say(guide, 'applicant', choose(country));
  return undefined;
};

const giveEmail: Act = async (guide) => {
  const submit = (email: string): Said => ({ type: 'signup.email.submit', email });
  const known = guide.registration.snapshot.context.account.email ?? '';
  const check = (email: string) => problemOf(guide, 'applicant', submit(email), 'email');
  const email = await guide.ask.text(labelOf(guide.screen.language, 'email'), check, known, 'name@company.example');
  if (email === back) return back;
  await say(guide, 'applicant', submit(email));
  return undefined;
};

const enterCode: Act = async (guide) => {
  const { ask, registration, screen } = guide;
  const { words } = screen.language;
  const { account, policy } = registration.snapshot.context;
  const { challenge } = account;
  const submit = (verificationCode: string): Said => ({ type: 'signup.code.submit', verificationCode });
  const usable = registration.wouldTake('applicant', submit('0'.repeat(policy.verificationCode.digits)));
  if (!usable.allowed) return askForAnotherCode(guide);
  if (challenge !== null) await guide.readInbox(challenge);
  const check = (code: string) =>
    code === '' ? undefined : problemOf(guide, 'applicant', submit(code), 'verificationCode');
  const code = await ask.text(words.fields.verificationCode, check, '', words.asks.codeHint);
  if (code === back) return back;
  await say(guide, 'applicant', code === '' ? { type: 'signup.code.resend' } : submit(code));
  return undefined;
};

async function askForAnotherCode(guide: Guide) {
  const { catalogue, words } = guide.screen.language;
  const resend = { type: 'signup.code.resend' } as const;
  const verdict = guide.registration.wouldTake('applicant', resend);
  if (!verdict.allowed) for (const found of verdict.issues) guide.screen.note(describeIssue(catalogue, found));
  const wanted = await guide.ask.yesNo(words.asks.anotherCode, true);
  if (wanted !== true) return back;
  await say(guide, 'applicant', resend);
  return undefined;
}

const setPassword: Act = async (guide) => {
  const set = (password: string): Said => ({ type: 'signup.password.set', password });
  const check = (password: string) => problemOf(guide, 'applicant', set(password), 'password');
  const password = await guide.ask.secret(guide.screen.language.words.asks.password, check);
  if (password === back) return back;
  await say(guide, 'applicant', set(password));
  return undefined;
};

const giveSecurityPhone: Act = async (guide) => {
  const { asks } = guide.screen.language.words;
  const give = (phone: string): Said => ({ type: 'signup.securityPhone.give', phone });
  const check = (phone: string) => (phone === '' ? undefined : problemOf(guide, 'applicant', give(phone), 'phone'));
  const phone = await guide.ask.text(asks.securityPhone, check, '', asks.leaveOut);
  if (phone === back) return back;
  await say(guide, 'applicant', phone === '' ? { type: 'signup.securityPhone.skip' } : give(phone));
  return undefined;
};

const enableCloud: Act = async (guide) => {
  const { ask, registration, screen } = guide;
  const { agreements } = registration.snapshot.context.policy.account;
  const enable = (accepted: typeof agreements): Said => ({ type: 'signup.cloud.enable', agreements: accepted });
  const verdict = registration.wouldTake('applicant', enable(agreements));
  if (!verdict.allowed) return linkCloudAccount(guide);
  const accepted: typeof agreements = [];
  for (const agreement of agreements) {
    const answer = await ask.yesNo(screen.language.words.asks.acceptAgreement(agreement.id, agreement.version));
    if (answer === back) return back;
    if (answer) accepted.push(agreement);
  }
  await say(guide, 'applicant', enable(accepted));
  return undefined;
};

async function linkCloudAccount(guide: Guide) {
  await say(guide, 'applicant', {
    type: 'signup.cloud.enable',
    agreements: guide.registration.snapshot.context.policy.account.agreements,
  });
  const link = (accountId: string): Said => ({ type: 'signup.cloudAccount.linked', accountId });
  const check = (accountId: string) => problemOf(guide, 'system', link(accountId), 'accountId');
  const accountId = await guide.ask.text(guide.screen.language.words.asks.cloudAccount, check);
  if (accountId === back) return back;
  await say(guide, 'system', link(accountId));
  return undefined;
}

const completeInformation: Act = async (guide) => {
  const known = guide.registration.snapshot.context.account.information;
  const sample = { accountType: 'enterprise', name: 'A', mobileNumber: '+10000000', paymentMethodAdded: false };
  const complete = (typed: Typed) =>
    ({ type: 'signup.information.complete', information: { ...sample, ...filled(typed) } }) as Said;
  const typed = await fillIn(guide, {
    fields: () => informationFields(guide.screen.language),
    typed: typedFrom(known),
    problem: (field, soFar) => problemOf(guide, 'applicant', complete(soFar), field),
  });
  if (typed === back) return back;
  await say(guide, 'applicant', complete(typed));
  return undefined;
};

const offerInformation: Act = async (guide) => {
  const now = await guide.ask.yesNo(guide.screen.language.words.asks.informationNow, true);
  if (now === back) return back;
  return now ? completeInformation(guide) : plainly('applicant', { type: 'signup.information.postpone' })(guide);
};

const mediaTypes: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  bmp: 'image/bmp',
  gif: 'image/gif',
  pdf: 'application/pdf',
};

const applyForRealName: Act = async (guide) => {
  const { realName, reauthentication } = guide.registration.snapshot.context.account;
  const known = (reauthentication ?? realName)?.application;
  if (realName?.status === 'approved' && realName.application.kind === 'enterprise')
    guide.screen.note(guide.screen.language.words.asks.inForce(realName.application.companyName));
  const sample = { companyName: 'A', country: 'CN', registrationNumber: '1', file: 'licence.jpg' };
  const apply = (typed: Typed) => {
    const { file, ...company } = { ...sample, ...filled(typed) };
    const mediaType = mediaTypes[String(file).split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
    const files = [{ fileId: `upload-${file}`, name: file, mediaType, bytes: 20_000 }];
    const application = { kind: 'enterprise', certificateType: 'businessLicence', ...company, files };
    return { type: 'signup.realName.apply', application } as Said;
  };
  const isTaken = (code: string) => problemOf(guide, 'applicant', apply({ country: code }), 'country') === undefined;
  const fields = realNameFields(guide.screen.language, countries(guide.screen.language, isTaken));
  const typed = await fillIn(guide, {
    fields: () => fields,
    typed:
      known?.kind === 'enterprise'
        ? {
            companyName: known.companyName,
            country: known.country,
            registrationNumber: known.registrationNumber,
            register: known.register ?? '',
          }
        : {},
    problem: (field, soFar) => problemOf(guide, 'applicant', apply(soFar), field === 'file' ? 'files' : field),
  });
  if (typed === back) return back;
  await say(guide, 'applicant', apply(typed));
  return undefined;
};

const decideRealName: Act = async (guide) => {
  const { asks, details, fields } = guide.screen.language.words;
  guide.screen.note(asks.realNameReview);
  const results = (['passed', 'rejected'] as const).map((value) => ({ value, label: capital(details[value]) }));
  const result = await guide.ask.choice(asks.isPassed, results);
  if (result === back) return back;
  if (result === 'passed') return plainly('reviewer', { type: 'signup.realName.decided', resultCode: 2 })(guide);
  const reject = (reason: string): Said => ({ type: 'signup.realName.decided', resultCode: 1, reason });
  const check = (reason: string) => problemOf(guide, 'reviewer', reject(reason), 'reason');
  const reason = await guide.ask.text(fields.reason, check);
  return reason === back ? back : plainly('reviewer', reject(reason))(guide);
};

/** What a person does in signup, by the type of the event. */
export const signupActs = {
  'signup.country.choose': chooseCountry,
  'signup.email.submit': giveEmail,
  'signup.code.submit': enterCode,
  'signup.password.set': setPassword,
  'signup.securityPhone.give': giveSecurityPhone,
  'signup.securityPhone.skip': plainly('applicant', { type: 'signup.securityPhone.skip' }),
  'signup.cloud.enable': enableCloud,
  'signup.information.complete': completeInformation,
  'signup.realName.start': plainly('applicant', { type: 'signup.realName.start' }),
  'signup.realName.apply': applyForRealName,
  'signup.back': plainly('applicant', { type: 'signup.back' }),
  'signup.realName.postpone': plainly('applicant', { type: 'signup.realName.postpone' }),
  'signup.realName.decided': decideRealName,
};

/** What is asked in each state of signup without a menu. */
export const signupPages: Readonly<Record<string, Act>> = {
  'signup.choosingCountry': chooseCountry,
  'signup.verifyingEmail.entering': giveEmail,
  'signup.verifyingEmail.enteringCode': enterCode,
  'signup.settingPassword.entering': setPassword,
  'signup.securingPhone.entering': giveSecurityPhone,
  'signup.securingPhone.enteringCode': enterCode,
  'signup.acceptingAgreements': enableCloud,
  'signup.completingInformation': offerInformation,
  'signup.realName.applying': applyForRealName,
  'signup.realName.rejected': applyForRealName,
};
