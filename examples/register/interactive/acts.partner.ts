import {
  type DevelopmentPath,
  developmentPaths,
  type PartnerProgram,
  partnerPrograms,
  type Role,
} from 'hcpn-registration';
import { agreementsOf, programApplication } from '../programs.js';
import type { Said } from '../registration.js';
import { type Back, back } from './ask.js';
import { type Act, type Guide, plainly, problemOf } from './guide.js';

/** Acts on a path that need nothing more than its name. */
type PathAct =
  | 'path.invited'
  | 'path.select'
  | 'path.exit'
  | 'path.validation.submit'
  | 'path.validation.passed'
  | 'path.differentiation.submit'
  | 'path.differentiation.passed';

/** Acts in a program that need nothing more than its name. */
type ProgramAct = 'program.invited' | 'program.apply' | 'program.cancel' | 'program.revise';

/** Asks which one is meant among those that an act is open for; the only one is not asked for. */
async function chosen<T extends string>(
  { ask, registration }: Guide,
  role: Role,
  targets: readonly T[],
  names: Readonly<Record<T, string>>,
  question: string,
  sayOf: (target: T) => Said,
): Promise<T | Back> {
  const open = targets.filter((target) => registration.wouldTake(role, sayOf(target)).allowed);
  const [only, ...others] = open;
  if (only === undefined || others.length === 0) return only ?? back;
  return ask.choice(
    question,
    open.map((value) => ({ value, label: names[value] })),
  );
}

const choosePath = (guide: Guide, role: Role, sayOf: (path: DevelopmentPath) => Said) => {
  const { catalogue, words } = guide.screen.language;
  return chosen(guide, role, developmentPaths, catalogue.paths, words.home.whichPath, sayOf);
};

const chooseProgram = (guide: Guide, role: Role, sayOf: (program: PartnerProgram) => Said) => {
  const { catalogue, words } = guide.screen.language;
  return chosen(guide, role, partnerPrograms, catalogue.programs, words.home.whichProgram, sayOf);
};

const onPath =
  (role: Role, type: PathAct): Act =>
  async (guide) => {
    const path = await choosePath(guide, role, (each) => ({ type, path: each }));
    return path === back ? back : plainly(role, { type, path })(guide);
  };

const inProgram =
  (role: Role, type: ProgramAct): Act =>
  async (guide) => {
    const program = await chooseProgram(guide, role, (each) => ({ type, program: each }));
    return program === back ? back : plainly(role, { type, program })(guide);
  };

/** Asks for a reason, and says it. */
async function withReason(guide: Guide, sayFor: (reason: string) => Said) {
  const check = (reason: string) => problemOf(guide, 'reviewer', sayFor(reason), 'reason');
  const reason = await guide.ask.text(guide.screen.language.words.asks.reasonShown, check);
  return reason === back ? back : plainly('reviewer', sayFor(reason))(guide);
}

const failPath =
  (type: 'path.validation.failed' | 'path.differentiation.failed'): Act =>
  async (guide) => {
    const path = await choosePath(guide, 'reviewer', (each) => ({ type, path: each, reason: '?' }));
    return path === back ? back : withReason(guide, (reason) => ({ type, path, reason }));
  };

const certifySolution: Act = async (guide) => {
  const { home } = guide.screen.language.words;
  const type = 'path.solution.certified';
  const path = await choosePath(guide, 'system', (each) => ({ type, path: each, level: 'certified' }));
  if (path === back) return back;
  const level = await guide.ask.choice(home.level, [
    { value: 'certified', label: home.certified },
    { value: 'advanced', label: home.advanced },
  ]);
  return level === back ? back : plainly('system', { type, path, level })(guide);
};

const submitProgram: Act = async (guide) => {
  const { ask, registration, screen } = guide;
  const { policy, enrollment } = registration.snapshot.context;
  const { asks, home } = screen.language.words;
  const { programs } = screen.language.catalogue;
  const type = 'program.submit';
  const begun = enrollment.programs.filter(({ state }) => state === 'filling').map(({ program }) => program);
  const [only, ...others] = begun;
  const program =
    others.length === 0
      ? (only ?? back)
      : await ask.choice(
          home.whichProgram,
          begun.map((value) => ({ value, label: programs[value] })),
        );
  if (program === back) return back;
  const accepted: ReturnType<typeof agreementsOf> = [];
  for (const agreement of agreementsOf(policy, program)) {
    const answer = await ask.yesNo(asks.acceptAgreement(agreement.id, agreement.version));
    if (answer === back) return back;
    if (answer) accepted.push(agreement);
  }
  const { statement } = policy.association;
  const agreed =
    !policy.programs.withStatement.includes(program) || (await ask.yesNo(asks.agreeStatement(statement.version)));
  if (agreed === back) return back;
  const submit = (website?: string): Said => ({
    type,
    program,
    application: programApplication(policy, program, accepted, agreed, website),
  });
  if (!policy.programs.withSeller.includes(program)) return plainly('applicant', submit())(guide);
  const website = await ask.text(home.seller, (typed) => problemOf(guide, 'applicant', submit(typed), 'website'));
  return website === back ? back : plainly('applicant', submit(website))(guide);
};

const approveProgram: Act = async (guide) => {
  const type = 'program.approved';
  const program = await chooseProgram(guide, 'reviewer', (each) => ({ type, program: each }));
  if (program === back) return back;
  const approve = (id: string): Said => ({ type, program, certificate: { id } });
  const check = (id: string) => problemOf(guide, 'reviewer', approve(id), 'certificate');
  const id = await guide.ask.text(guide.screen.language.words.home.certificate, check);
  return id === back ? back : plainly('reviewer', approve(id))(guide);
};

const rejectProgram: Act = async (guide) => {
  const type = 'program.rejected';
  const program = await chooseProgram(guide, 'reviewer', (each) => ({ type, program: each, reason: '?' }));
  return program === back ? back : withReason(guide, (reason) => ({ type, program, reason }));
};

/** What people do at the partner's home, by the type of the event. */
export const partnerActs = {
  'path.select': onPath('applicant', 'path.select'),
  'path.exit': onPath('applicant', 'path.exit'),
  'path.validation.submit': onPath('applicant', 'path.validation.submit'),
  'path.differentiation.submit': onPath('applicant', 'path.differentiation.submit'),
  'program.apply': inProgram('applicant', 'program.apply'),
  'program.submit': submitProgram,
  'program.revise': inProgram('applicant', 'program.revise'),
  'program.cancel': inProgram('applicant', 'program.cancel'),
  'enrollment.account.lookUp': plainly('applicant', { type: 'enrollment.account.lookUp' }),
  'path.validation.passed': onPath('reviewer', 'path.validation.passed'),
  'path.validation.failed': failPath('path.validation.failed'),
  'path.differentiation.passed': onPath('reviewer', 'path.differentiation.passed'),
  'path.differentiation.failed': failPath('path.differentiation.failed'),
  'program.approved': approveProgram,
  'program.rejected': rejectProgram,
  'path.invited': onPath('system', 'path.invited'),
  'path.solution.certified': certifySolution,
  'program.invited': inProgram('system', 'program.invited'),
};
