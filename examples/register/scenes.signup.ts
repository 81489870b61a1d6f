import { setTimeout as sleep } from 'node:timers/promises';
import type { Applicant } from './applicant.js';
import { countryInWords } from './labels.js';
import { missing, noFurtherAnswer, perform, performUntilTaken, type Stage } from './stage.js';
import { countOf, countOfForm, formAt, last, tryOf } from './tries.js';

const hidden = '••••••••';

async function chooseCountry(stage: Stage): Promise<void> {
  const { country } = stage.applicant.signup;
  await performUntilTaken(stage, countOf(country), (attempt) => ({
    role: 'applicant',
    said: { type: 'signup.country.choose', country: tryOf(country, attempt) },
    detail: countryInWords(stage.screen.language, tryOf(country, attempt)),
  }));
}

async function giveEmail(stage: Stage): Promise<void> {
  const { email } = stage.applicant.signup;
  await performUntilTaken(stage, countOf(email), (attempt) => ({
    role: 'applicant',
    said: { type: 'signup.email.submit', email: tryOf(email, attempt) },
    detail: tryOf(email, attempt),
  }));
}

const enterCode =
  (letter: 'codeOfEmail' | 'codeOfMessage', wrongCodes: 'wrongEmailCodes' | 'wrongPhoneCodes') =>
  async (stage: Stage) => {
    const { registration, applicant, code } = stage;
    const { account, policy } = registration.snapshot.context;
    const sent = account.challenge?.sent ?? null;
    const verificationCode = sent === null ? '' : await code(sent.challengeId);
    const said = { type: 'signup.code.submit', verificationCode } as const;
    if (!registration.wouldTake('applicant', said).allowed) return askForAnotherCode(stage);
    const used = policy.verificationCode.attempts - (sent?.attemptsLeft ?? 0);
    for (const wrong of (applicant.signup[wrongCodes] ?? []).slice(used))
      await perform(stage, { role: 'applicant', said: { ...said, verificationCode: wrong }, detail: wrong });
    await perform(stage, { role: 'applicant', said, detail: stage.screen.language.words.details[letter] });
  };

async function askForAnotherCode(stage: Stage): Promise<void> {
  const said = { type: 'signup.code.resend' } as const;
  const { taken, issues } = await perform(stage, { role: 'applicant', said });
  if (taken) return;
  const from = stage.registration.snapshot.context.account.challenge?.sent?.resendFrom;
  if (from === undefined || issues.some(({ code }) => code !== 'code.resendTooSoon'))
    throw noFurtherAnswer(stage, said, issues);
  stage.screen.note(stage.screen.language.words.progress.waitingUntil(from));
  await sleep(Math.max(0, Date.parse(from) - Date.now()));
  await perform(stage, { role: 'applicant', said });
}

async function setPassword(stage: Stage): Promise<void> {
  const { password } = stage.applicant.signup;
  await performUntilTaken(stage, countOf(password), (attempt) => ({
    role: 'applicant',
    said: { type: 'signup.password.set', password: tryOf(password, attempt) },
    detail: hidden,
  }));
}

async function giveSecurityPhone(stage: Stage): Promise<void> {
  const { securityPhone } = stage.applicant.signup;
  if (securityPhone === null)
    return void (await perform(stage, { role: 'applicant', said: { type: 'signup.securityPhone.skip' } }));
  await performUntilTaken(stage, countOf(securityPhone), (attempt) => ({
    role: 'applicant',
    said: { type: 'signup.securityPhone.give', phone: tryOf(securityPhone, attempt) },
    detail: tryOf(securityPhone, attempt),
  }));
}

async function enableCloud(stage: Stage): Promise<void> {
  const { registration, applicant, screen } = stage;
  const { details, comma } = screen.language.words;
  const { policy, account } = registration.snapshot.context;
  const { agreements, cloudAccountId } = applicant.signup;
  if (policy.account.countriesWithoutCloud.includes(account.country ?? '')) {
    const said = { type: 'signup.cloud.enable', agreements: policy.account.agreements } as const;
    await perform(stage, { role: 'applicant', said });
    if (cloudAccountId === undefined) throw missing(stage, 'signup.cloudAccountId', (faults) => faults.cloudAccount);
    const linked = { type: 'signup.cloudAccount.linked', accountId: cloudAccountId } as const;
    return void (await perform(stage, { role: 'system', said: linked, detail: cloudAccountId }));
  }
  const names = policy.account.agreements.map(({ id, version }) => details.version(id, version));
  await performUntilTaken(stage, countOf(agreements), (attempt) => ({
    role: 'applicant',
    said: { type: 'signup.cloud.enable', agreements: tryOf(agreements, attempt) ? policy.account.agreements : [] },
    detail: tryOf(agreements, attempt) ? names.join(comma) : details.nothingTicked,
  }));
}

async function completeInformation(stage: Stage): Promise<void> {
  const { information } = stage.applicant.signup;
  if (information === null)
    return void (await perform(stage, { role: 'applicant', said: { type: 'signup.information.postpone' } }));
  await performUntilTaken(stage, countOfForm(information), (attempt) => {
    const filled = formAt(information, attempt);
    return { role: 'applicant', said: { type: 'signup.information.complete', information: filled }, fields: filled };
  });
}

async function applyForRealName(stage: Stage): Promise<void> {
  const { realName } = stage.applicant;
  const postponed = await stage.registration.timesSaid('signup.realName.postpone');
  if (realName === undefined || (realName.postponed === true && postponed === 0))
    return void (await perform(stage, { role: 'applicant', said: { type: 'signup.realName.postpone' } }));
  const decided = await stage.registration.timesSaid('signup.realName.decided');
  const application = applicationOf(realName, decided);
  await performUntilTaken(stage, Math.max(countOfForm(application), application.files.length), (attempt) => {
    const { files: _tries, ...form } = formAt(application, attempt);
    const filled = { ...form, files: tryOf(application.files, attempt) };
    return {
      role: 'applicant',
      said: { type: 'signup.realName.apply', application: { kind: 'enterprise', ...filled } },
      fields: filled,
    };
  });
}

/** What is handed in, with what was corrected after each rejection. */
function applicationOf(
  { application, results }: NonNullable<Applicant['realName']>,
  decided: number,
): NonNullable<Applicant['realName']>['application'] {
  if (decided === 0) return application;
  const corrected = { ...formAt(application, last), files: [tryOf(application.files, last)] };
  for (const { correction } of results.slice(0, decided)) Object.assign(corrected, correction);
  return corrected;
}

async function decideRealName(stage: Stage): Promise<void> {
  const decided = await stage.registration.timesSaid('signup.realName.decided');
  const found = stage.applicant.realName?.results[decided];
  const place = `realName.results[${decided}]`;
  if (found === undefined) throw missing(stage, place, (faults) => faults.realNameResult(decided + 1));
  const { details, colon, quoted } = stage.screen.language.words;
  const result = details[found.result];
  const resultCode = found.result === 'passed' ? 2 : 1;
  const said = {
    type: 'signup.realName.decided',
    resultCode,
    ...(found.reason === undefined ? {} : { reason: found.reason }),
  } as const;
  await performUntilTaken(stage, 1, () => ({
    role: 'system',
    said,
    place,
    detail: found.reason === undefined ? result : result + colon + quoted(found.reason),
  }));
}

/** What happens in signup, state by state. */
export const signupScenes = {
  'signup.choosingCountry': chooseCountry,
  'signup.verifyingEmail.entering': giveEmail,
  'signup.verifyingEmail.enteringCode': enterCode('codeOfEmail', 'wrongEmailCodes'),
  'signup.settingPassword.entering': setPassword,
  'signup.securingPhone.entering': giveSecurityPhone,
  'signup.securingPhone.enteringCode': enterCode('codeOfMessage', 'wrongPhoneCodes'),
  'signup.acceptingAgreements': enableCloud,
  'signup.completingInformation': completeInformation,
  'signup.realName.applying': applyForRealName,
  'signup.realName.inReview': decideRealName,
  'signup.realName.rejected': applyForRealName,
};
