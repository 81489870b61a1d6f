import {
  allowedEvents,
  createPolicy,
  explain,
  history,
  isRegistrationError,
  openSession,
  pathOf,
  registrationMachine,
  requirements,
  steps,
  verifyErasure,
  verifyJournal,
} from 'hcpn-registration';
import { describeIssue } from 'hcpn-registration/messages';
import { en } from 'hcpn-registration/messages/en';
import { fr } from 'hcpn-registration/messages/fr';
import { zhCN } from 'hcpn-registration/messages/zh-CN';
import { embeddedPorts, fixtures } from 'hcpn-registration/testing';

const key = 'lantern';
const applicant = { role: 'applicant', id: 'ada' };
const codesOf = (issues) => issues.map(({ code }) => code);

/**
 * Goes from nothing to partner on a storage, is refused on the way, closes, opens again and erases.
 * Gives what was seen, as plain data without times and ids: the same wherever it runs. Where it ends with an error of the
 * package, its code and details.
 */
export function road(storage) {
  return wholeRoad(storage).catch((error) => {
    if (!isRegistrationError(error)) throw error;
    return { code: error.code, details: error.details };
  });
}

async function wholeRoad(storage) {
  const seen = {};
  const policy = createPolicy({ site: 'intl' });
  const post = { code: '' };
  const open = () =>
    openSession({
      machine: registrationMachine,
      key,
      storage,
      ports: embeddedPorts({ seed: 'road', deliver: (letter) => Object.assign(post, letter) }),
      input: { policy },
      by: applicant,
    });
  const session = await open();
  seen.acts = await walk(session, fixtures(policy), post);
  await session.close();
  seen.asked = await ask(storage);
  const again = await open();
  seen.reopened = [pathOf(again.snapshot.value), codesOf((await again.send({ type: 'wizard.submit' })).issues)];
  await storage.remove(key, '2026-11-30T12:00:00.000Z');
  seen.late = await again.send({ type: 'path.select', path: 'service' }).catch(({ code }) => code);
  seen.erased = [await verifyErasure(storage, key), await open().catch(({ code }) => code)];
  return seen;
}

/** Every act, with what became of it. Between the two halves a look at what is due, and an act that comes too early. */
async function walk(session, answers, post) {
  const seen = [];
  const say = async (act, options) => {
    const { status, issues } = await session.send(act, options);
    seen.push([act.type, status, pathOf(session.snapshot.value), codesOf(issues)]);
    return issues;
  };
  await say({ type: 'signup.country.choose', country: 'Atlantis' });
  await say({ type: 'signup.country.choose', country: answers.country });
  await say({ type: 'signup.email.submit', email: answers.email }, { commandId: 'post-1' });
  await say({ type: 'signup.email.submit', email: answers.email }, { commandId: 'post-1' });
  const issues = await say({ type: 'signup.code.submit', verificationCode: wrong(post.code) });
  seen.push([en, fr, zhCN].map((catalogue) => issues.map((issue) => describeIssue(catalogue, issue))));
  await say({ type: 'signup.code.submit', verificationCode: post.code });
  await say({ type: 'signup.password.set', password: 'abc def' });
  await say({ type: 'signup.password.set', password: answers.password });
  await say({ type: 'signup.securityPhone.skip' });
  await say({ type: 'signup.cloud.enable', agreements: answers.agreements });
  await say({ type: 'signup.information.complete', information: answers.information });
  await say({ type: 'wizard.start' });
  await say({ type: 'wizard.submit' });
  seen.push(look(session.snapshot));
  await say({ type: 'wizard.business.save', business: { ...answers.business, website: 'no address' } });
  await say({ type: 'wizard.business.save', business: { ...answers.business, website: 'https://lantern.example' } });
  await say({ type: 'wizard.contact.save', contact: answers.contact });
  await say({ type: 'wizard.sensitiveRelationship.file', filing: answers.filing });
  await say({ type: 'wizard.agreement.accept', acceptance: answers.acceptance });
  await say({ type: 'review.approve' });
  await say({ type: 'wizard.submit' });
  seen.push(look(session.snapshot));
  return seen;
}

function wrong(code) {
  return code === '000000' ? '111111' : '000000';
}

/** What can be asked of a snapshot. */
function look(snapshot) {
  const by = { ...applicant };
  const at = '2026-11-30T12:00:00.000Z';
  const { total, done, steps: each } = steps(snapshot);
  const told = explain(snapshot, { type: 'wizard.submit', at, by });
  return {
    due: requirements(snapshot).currentlyDue.map(({ step, code, remedy }) => [step, code, remedy]),
    steps: [done, total, each.filter(({ current }) => current).map(({ id }) => id)],
    allowed: allowedEvents(snapshot, applicant.role),
    submit: [told.allowed, codesOf(told.issues)],
  };
}

/** What can be asked of a storage. */
async function ask(storage) {
  const lines = [];
  for await (const { event, to, calls } of history(storage, key))
    lines.push([event.type, to, calls.map(({ port, result }) => `${port} ${result}`)]);
  const { rows, next } = await storage.find({ state: 'enrollment', limit: 10 });
  const found = rows.map(({ key: of, state, revision }) => [of, state, revision]);
  return { lines, found, next, journal: await verifyJournal(storage, key) };
}
